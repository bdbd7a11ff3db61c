//! Drawing the pages, and the tree of structure over them, with krilla.

use std::num::NonZeroU16;

use krilla::{
    Document as Pdf, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{
        Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup,
        TagTree,
    },
};

use super::{
    broken,
    document::Document,
    face::Faces,
    layout::{Draft, Line, Measures, Node, Place, Role, Sheet},
};
use crate::error::Result;

/// Ink, and softer ink for what stands beside.
const INK: (u8, u8, u8) = (0x1c, 0x1b, 0x19);
const SOFT: (u8, u8, u8) = (0x55, 0x52, 0x4d);
const RULE: (u8, u8, u8) = (0xb9, 0xb4, 0xaa);

/// The file.
pub(super) fn write(document: &Document, draft: &Draft, faces: &Faces) -> Result<Vec<u8>> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|_| anyhow::anyhow!("krilla does not write PDF/UA-1"))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut pdf = Pdf::new_with(settings);
    let mut leaves: Vec<Option<Identifier>> = vec![None; draft.leaves];
    for sheet in &draft.sheets {
        let Measures { width, height, .. } = draft.measures;
        let size = PageSettings::from_wh(width, height);
        let mut page =
            pdf.start_page_with(size.ok_or_else(|| anyhow::anyhow!("no size of a page"))?);
        let mut surface = page.surface();
        draw(&mut surface, sheet, draft, faces, &mut leaves);
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new();
    for node in &draft.tree {
        for group in groups(node, &leaves) {
            tree.push(group);
        }
    }
    pdf.set_tag_tree(tree);
    pdf.set_outline(outline(&draft.places));
    pdf.set_metadata(metadata(document));
    Ok(pdf.finish().map_err(|error| broken(&error))?)
}

fn metadata(document: &Document) -> Metadata {
    let on = document.made_on;
    let byte = |part: u32| u8::try_from(part).unwrap_or(1);
    let made = DateTime::new(u16::try_from(on.year()).unwrap_or_default());
    let made = made.month(byte(on.month())).day(byte(on.day())).hour(0).minute(0).second(0);
    Metadata::new()
        .title(document.title.clone())
        .language(document.language.to_owned())
        .creator("Carnet".to_owned())
        .creation_date(made.utc_offset_hour(0))
}

fn draw(
    surface: &mut Surface,
    sheet: &Sheet,
    draft: &Draft,
    faces: &Faces,
    leaves: &mut [Option<Identifier>],
) {
    let Measures { margin, width, .. } = draft.measures;
    for y in &sheet.rules {
        let mut path = PathBuilder::new();
        path.move_to(margin, *y);
        path.line_to(width - margin, *y);
        let Some(path) = path.finish() else { continue };
        let layout = Artifact::with_kind(ArtifactType::Layout);
        surface.start_tagged(ContentTag::Artifact(layout));
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke {
            paint: color(RULE).into(),
            width: 0.5,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
        surface.end_tagged();
    }
    surface.set_stroke(None);
    for line in &sheet.lines {
        let identifier = surface.start_tagged(content_tag(line));
        if let Role::Leaf(at) = line.role
            && let Some(place) = leaves.get_mut(at)
        {
            *place = Some(identifier);
        }
        text(surface, line, faces);
        surface.end_tagged();
    }
}

fn content_tag(line: &Line) -> ContentTag<'static> {
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    match line.role {
        Role::Leaf(_) => ContentTag::Span(SpanTag::empty().with_lang(line.language)),
        Role::Head => artifact(ArtifactType::Header),
        Role::Foot => artifact(ArtifactType::Footer),
        Role::Repeated => artifact(ArtifactType::PaginationOther),
    }
}

fn text(surface: &mut Surface, line: &Line, faces: &Faces) {
    let face = faces.of(line.weight);
    let paint = color(if line.is_soft { SOFT } else { INK });
    surface.set_fill(Some(Fill {
        paint: paint.into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }));
    let glyphs = face.glyphs(&line.text);
    let start = Point::from_xy(line.x, line.y);
    surface.draw_glyphs(start, &glyphs, face.font.clone(), &line.text, line.size, false);
}

fn color((red, green, blue): (u8, u8, u8)) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

/// A node as krilla's; a leaf that was never drawn is none.
fn groups(node: &Node, leaves: &[Option<Identifier>]) -> Vec<krilla::tagging::Node> {
    let group = |tag: krilla::tagging::TagKind, children: &[Node]| {
        let mut group = TagGroup::new(tag);
        for child in children.iter().flat_map(|child| groups(child, leaves)) {
            group.push(child);
        }
        vec![group.into()]
    };
    match node {
        Node::Leaf(at) => {
            let drawn = leaves.get(*at).copied().flatten();
            drawn.into_iter().map(Into::into).collect()
        }
        Node::Heading(level, text, children) => {
            let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
            group(Tag::Hn(level, Some(text.clone())).into(), children)
        }
        Node::Paragraph(children) => group(Tag::P.into(), children),
        Node::Table(summary, children) => {
            group(Tag::Table.with_summary(Some(summary.clone())).into(), children)
        }
        Node::Head(children) => group(Tag::THead.into(), children),
        Node::Body(children) => group(Tag::TBody.into(), children),
        Node::Row(children) => group(Tag::TR.into(), children),
        Node::ColumnName(children) => group(Tag::TH(TableHeaderScope::Column).into(), children),
        Node::RowName(children) => group(Tag::TH(TableHeaderScope::Row).into(), children),
        Node::Cell(children) => group(Tag::TD.into(), children),
    }
}

/// The headings; those of the second level below the one of the first.
fn outline(places: &[Place]) -> Outline {
    let mut outline = Outline::new();
    let mut top: Option<OutlineNode> = None;
    for place in places {
        let to = XyzDestination::new(place.sheet, Point::from_xy(0.0, place.y));
        let node = OutlineNode::new(place.text.clone(), to).with_open(true);
        match &mut top {
            Some(top) if 1 < place.level => top.push_child(node),
            _ => {
                if let Some(done) = top.replace(node) {
                    outline.push_child(done);
                }
            }
        }
    }
    if let Some(done) = top {
        outline.push_child(done);
    }
    outline
}
