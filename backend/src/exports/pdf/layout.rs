//! From what stands in a document to lines on pages, and the tree that says in which order and as
//! what they are read.

use super::{
    Paper,
    document::{Block, Document, Tone},
    face::{Faces, Weight},
    table,
};

/// The measures of a paper, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measures {
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) margin: f32,
    /// Where the text begins and ends.
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) text: f32,
    pub(super) small: f32,
    /// By level, from 1.
    pub(super) headings: [f32; 2],
    /// Above and below a row.
    pub(super) cell: f32,
    /// The size of head and foot.
    pub(super) rim: f32,
}

const POINTS_PER_MM: f32 = 72.0 / 25.4;

impl Measures {
    pub(super) fn of(paper: Paper) -> Self {
        match paper {
            Paper::A4 => Self {
                width: 210.0 * POINTS_PER_MM,
                height: 297.0 * POINTS_PER_MM,
                margin: 18.0 * POINTS_PER_MM,
                top: 64.0,
                bottom: 297.0 * POINTS_PER_MM - 68.0,
                text: 9.5,
                small: 8.0,
                headings: [20.0, 13.0],
                cell: 3.5,
                rim: 8.0,
            },
            Paper::Card => Self {
                width: 85.6 * POINTS_PER_MM,
                height: 54.0 * POINTS_PER_MM,
                margin: 3.0 * POINTS_PER_MM,
                top: 20.0,
                bottom: 54.0 * POINTS_PER_MM - 24.0,
                text: 6.5,
                small: 6.0,
                headings: [9.0, 7.5],
                cell: 1.2,
                rim: 5.5,
            },
        }
    }

    /// The width between the margins.
    pub(super) fn inner(&self) -> f32 {
        self.width - 2.0 * self.margin
    }
}

/// How far it is from one line to the next, by size.
pub(super) fn leading(size: f32) -> f32 {
    size * 1.35
}

/// What a text is in the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is read: the leaf of that number.
    Leaf(usize),
    /// At the head of a page; not read again on each.
    Head,
    /// At the foot of a page.
    Foot,
    /// A table's head, repeated on the next page.
    Repeated,
}

/// A line of text on a page.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) x: f32,
    /// Of the base line, from above.
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) is_soft: bool,
    pub(super) text: String,
    /// Where it is not the document's.
    pub(super) language: Option<&'static str>,
    pub(super) role: Role,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
    /// The heights of rules across.
    pub(super) rules: Vec<f32>,
}

/// A node of the structure.
#[derive(Debug)]
pub(super) enum Node {
    Leaf(usize),
    Heading(u16, String, Vec<Node>),
    Paragraph(Vec<Node>),
    Table(String, Vec<Node>),
    Head(Vec<Node>),
    Body(Vec<Node>),
    Row(Vec<Node>),
    /// The head of a column.
    ColumnName(Vec<Node>),
    /// The name of a row.
    RowName(Vec<Node>),
    Cell(Vec<Node>),
}

/// A heading's place, for the outline.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) level: u16,
    pub(super) text: String,
    pub(super) sheet: usize,
    pub(super) y: f32,
}

/// Pages, structure, outline.
pub(super) struct Draft<'a> {
    pub(super) measures: Measures,
    pub(super) faces: &'a Faces,
    pub(super) sheets: Vec<Sheet>,
    pub(super) tree: Vec<Node>,
    pub(super) places: Vec<Place>,
    /// How many leaves there are.
    pub(super) leaves: usize,
    /// Down to where the last page is full.
    pub(super) y: f32,
}

/// Lays a document out.
pub(super) fn lay_out<'a>(document: &Document, paper: Paper, faces: &'a Faces) -> Draft<'a> {
    let measures = Measures::of(paper);
    let mut draft = Draft {
        measures,
        faces,
        sheets: vec![Sheet::default()],
        tree: Vec::new(),
        places: Vec::new(),
        leaves: 0,
        y: measures.top,
    };
    for block in &document.blocks {
        match block {
            Block::Heading(level, text) => heading(&mut draft, *level, text),
            Block::Paragraph(text, tone) => paragraph(&mut draft, text, *tone),
            Block::Table(of) => table::table(&mut draft, of),
        }
    }
    rims(&mut draft, document);
    draft
}

impl Draft<'_> {
    /// Begins a new page.
    pub(super) fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = self.measures.top;
    }

    /// Whether that much still goes on the page.
    pub(super) fn fits(&self, height: f32) -> bool {
        self.y + height <= self.measures.bottom
    }

    pub(super) fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    pub(super) fn draw(&mut self, line: Line) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.lines.push(line);
        }
    }

    /// A rule across the page, where it is now.
    pub(super) fn rule(&mut self) {
        let y = self.y;
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rules.push(y);
        }
    }

    /// Writes lines one below the other, on the next page where this one ends.
    fn write(&mut self, lines: Vec<String>, size: f32, weight: Weight, is_soft: bool) -> Vec<Node> {
        let mut nodes = Vec::new();
        for text in lines {
            if !self.fits(leading(size)) {
                self.turn();
            }
            let leaf = self.leaf();
            let (x, y) = (self.measures.margin, self.y + size);
            self.draw(Line {
                x,
                y,
                size,
                weight,
                is_soft,
                text,
                language: None,
                role: Role::Leaf(leaf),
            });
            self.y += leading(size);
            nodes.push(Node::Leaf(leaf));
        }
        nodes
    }
}

fn heading(draft: &mut Draft, level: u16, text: &str) {
    let at = usize::from(level.saturating_sub(1)).min(1);
    let size = draft.measures.headings[at];
    if draft.measures.top < draft.y {
        draft.y += size * 0.7;
    }
    // A heading does not stand alone at the end of a page.
    let lines = draft.faces.bold.lines(text, size, draft.measures.inner());
    #[expect(clippy::cast_precision_loss, reason = "a heading has few lines")]
    let height = leading(size) * lines.len() as f32 + leading(draft.measures.text) * 3.0;
    if !draft.fits(height) && draft.measures.top < draft.y {
        draft.turn();
    }
    let place = Place { level, text: text.to_owned(), sheet: draft.sheets.len() - 1, y: draft.y };
    draft.places.push(place);
    let nodes = draft.write(lines, size, Weight::Bold, false);
    draft.y += size * 0.2;
    draft.tree.push(Node::Heading(level, text.to_owned(), nodes));
}

fn paragraph(draft: &mut Draft, text: &str, tone: Tone) {
    let (size, weight) = match tone {
        Tone::Plain => (draft.measures.text, Weight::Plain),
        Tone::Strong => (draft.measures.text, Weight::Bold),
        Tone::Small => (draft.measures.small, Weight::Plain),
    };
    let lines = draft.faces.of(weight).lines(text, size, draft.measures.inner());
    let nodes = draft.write(lines, size, weight, tone == Tone::Small);
    draft.y += size * 0.25;
    draft.tree.push(Node::Paragraph(nodes));
}

/// Head and foot of each page.
fn rims(draft: &mut Draft, document: &Document) {
    let measures = draft.measures;
    let (size, all) = (measures.rim, draft.sheets.len());
    let right = measures.width - measures.margin;
    for at in 0..all {
        let page = document.page.replace("{n}", &(at + 1).to_string());
        let page = page.replace("{all}", &all.to_string());
        let line = |x: f32, y: f32, text: String, weight, role| Line {
            x,
            y,
            size,
            weight,
            is_soft: role == Role::Foot,
            text,
            language: None,
            role,
        };
        let [name, day] = &document.head;
        let day = draft.faces.plain.writable(day);
        let day_width = draft.faces.plain.width(&day, size);
        let room = measures.inner() - day_width - size;
        let name = draft.faces.bold.lines(name, size, room);
        let name = name.first().map(|name| name.trim_end().to_owned()).unwrap_or_default();
        let head_y = measures.top * 0.62;
        let page = draft.faces.plain.writable(&page);
        let page_width = draft.faces.plain.width(&page, size);
        let foot = draft.faces.plain.lines(
            &document.foot,
            size,
            measures.inner() - page_width - 2.0 * size,
        );
        let foot_y = measures.bottom + leading(size) * 1.6;
        let mut lines = vec![
            line(measures.margin, head_y, name, Weight::Bold, Role::Head),
            line(right - day_width, head_y, day, Weight::Plain, Role::Head),
            line(right - page_width, foot_y, page, Weight::Plain, Role::Foot),
        ];
        let mut y = foot_y;
        for text in foot {
            lines.push(line(measures.margin, y, text, Weight::Plain, Role::Foot));
            y += leading(size);
        }
        if let Some(sheet) = draft.sheets.get_mut(at) {
            sheet.lines.extend(lines);
        }
    }
}
