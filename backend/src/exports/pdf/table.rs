//! A table on pages: its head stands again on each, a row stays together where it can.

use super::{
    document::{Said, Table},
    face::Weight,
    layout::{Draft, Line, Node, Role, leading},
};

/// One cell that is being written: the lines that are left, and what was written of it.
struct Cell {
    x: f32,
    weight: Weight,
    language: Option<&'static str>,
    lines: std::vec::IntoIter<String>,
    nodes: Vec<Node>,
}

/// Lays a table out.
pub(super) fn table(draft: &mut Draft, of: &Table) {
    let head: Vec<Said> = of.columns.iter().map(|(head, _)| head.clone().into()).collect();
    let row_of = |draft: &Draft, texts: &[Said], is_head: bool| cells(draft, of, texts, is_head);
    let head_cells = row_of(draft, &head, true);
    let first = of.rows.first().map(|row| row_of(draft, row, false)).unwrap_or_default();
    if !draft.fits(height(draft, &head_cells) + height(draft, &first)) {
        draft.turn();
    }
    let head_nodes = whole(draft, head_cells, false);
    let names = head_nodes.into_iter().map(Node::ColumnName).collect();
    let mut rows = Vec::new();
    for texts in &of.rows {
        let cells = row_of(draft, texts, false);
        let nodes = row(draft, cells, |draft| {
            let head = row_of(draft, &head, true);
            whole(draft, head, true);
        });
        let named = nodes.into_iter().enumerate().map(|(at, nodes)| {
            if at == of.names { Node::RowName(nodes) } else { Node::Cell(nodes) }
        });
        rows.push(Node::Row(named.collect()));
    }
    draft.y += draft.measures.text * 0.6;
    let parts = vec![Node::Head(vec![Node::Row(names)]), Node::Body(rows)];
    draft.tree.push(Node::Table(of.summary.clone(), parts));
}

fn cells(draft: &Draft, of: &Table, texts: &[Said], is_head: bool) -> Vec<Cell> {
    let measures = draft.measures;
    let shares: f32 = of.columns.iter().map(|(_, share)| share).sum();
    let gap = measures.text * 0.7;
    let mut x = measures.margin;
    let cells = of.columns.iter().zip(texts).enumerate().map(|(at, ((_, share), said))| {
        let width = measures.inner() * share / shares;
        let weight = if is_head || at == of.names { Weight::Bold } else { Weight::Plain };
        let lines = draft.faces.of(weight).lines(&said.text, measures.text, width - gap);
        let cell = Cell {
            x,
            weight,
            language: said.language,
            lines: lines.into_iter(),
            nodes: Vec::new(),
        };
        x += width;
        cell
    });
    cells.collect()
}

/// How high a row is that has not begun.
fn height(draft: &Draft, cells: &[Cell]) -> f32 {
    let lines = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a cell has few lines")]
    let lines = lines as f32;
    lines * leading(draft.measures.text) + 2.0 * draft.measures.cell
}

/// Writes a row, on the next page if it does not fit; over several if it is higher than a page.
fn row(draft: &mut Draft, mut cells: Vec<Cell>, repeat: impl Fn(&mut Draft)) -> Vec<Vec<Node>> {
    if !draft.fits(height(draft, &cells)) {
        draft.turn();
        repeat(draft);
    }
    draft.y += draft.measures.cell;
    while cells.iter().any(|cell| 0 < cell.lines.len()) {
        if !draft.fits(leading(draft.measures.text)) {
            draft.turn();
            repeat(draft);
            draft.y += draft.measures.cell;
        }
        line(draft, &mut cells, false);
    }
    draft.y += draft.measures.cell;
    draft.rule();
    cells.into_iter().map(|cell| cell.nodes).collect()
}

/// Writes a row without looking whether it fits.
fn whole(draft: &mut Draft, mut cells: Vec<Cell>, is_repeated: bool) -> Vec<Vec<Node>> {
    draft.y += draft.measures.cell;
    while cells.iter().any(|cell| 0 < cell.lines.len()) {
        line(draft, &mut cells, is_repeated);
    }
    draft.y += draft.measures.cell;
    draft.rule();
    cells.into_iter().map(|cell| cell.nodes).collect()
}

/// Writes the next line of each cell that has one.
fn line(draft: &mut Draft, cells: &mut [Cell], is_repeated: bool) {
    let size = draft.measures.text;
    for cell in cells {
        let Some(text) = cell.lines.next() else { continue };
        let role = if is_repeated {
            Role::Repeated
        } else {
            let leaf = draft.leaf();
            cell.nodes.push(Node::Leaf(leaf));
            Role::Leaf(leaf)
        };
        let (x, y, weight, language) = (cell.x, draft.y + size, cell.weight, cell.language);
        draft.draw(Line { x, y, size, weight, is_soft: false, text, language, role });
    }
    draft.y += leading(size);
}
