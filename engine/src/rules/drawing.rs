//! The plan for everyone as a picture, ages by diseases: `docs/schedule.svg` is made by this.

use std::fmt::Write as _;

use super::{Confidence, RuleSet, document, numbers, text::Language};
use crate::{
    day::Period,
    schedule::{IntervalRule, Series, TargetDose},
};

/// Ages in months that stand at equal distances, and what is written below some of them.
const KNOTS: [(i32, &str); 27] = [
    (0, "birth"),
    (1, ""),
    (2, "2 m"),
    (3, "3 m"),
    (4, "4 m"),
    (5, "5 m"),
    (6, ""),
    (11, "11 m"),
    (12, "12 m"),
    (13, "13 m"),
    (15, "15 m"),
    (24, "2 y"),
    (60, "5 y"),
    (84, "7 y"),
    (108, "9 y"),
    (144, "12 y"),
    (180, "15 y"),
    (204, "17 y"),
    (252, "21 y"),
    (300, "25 y"),
    (420, "35 y"),
    (540, "45 y"),
    (600, "50 y"),
    (660, "55 y"),
    (780, "65 y"),
    (900, "75 y"),
    (1020, "85 y"),
];
const LEFT: f64 = 250.0;
const STEP: f64 = 39.0;
const TOP: f64 = 104.0;
const LANE: f64 = 25.0;
const NARROW: f64 = 24.0;

/// One mark of a row.
struct Bar {
    from: f64,
    to: f64,
    text: String,
    confidence: Confidence,
    is_on_request: bool,
    is_open: bool,
}

/// The marks of one disease or group of diseases.
struct Row {
    name: String,
    first: i32,
    bars: Vec<Bar>,
}

/// The rules marked as the plan for everyone, drawn.
#[must_use]
pub fn svg(set: &RuleSet, language: Language) -> String {
    let rows = rows(set);
    let heights: Vec<f64> = rows.iter().map(|row| lanes(row).1 * LANE + 9.0).collect();
    let bottom = TOP + heights.iter().sum::<f64>();
    let width = LEFT + STEP * step_count() + 46.0;
    let height = bottom + 112.0;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\" aria-labelledby=\"t d\" \
         font-family=\"'DejaVu Sans', Arial, sans-serif\" font-size=\"12\" fill=\"#1b1f24\">"
    );
    let _ = writeln!(out, "<title id=\"t\">Vaccination schedule {}</title>", set.name);
    let _ = writeln!(out, "<desc id=\"d\">Ages by diseases. {}</desc>", set.notice.get(language));
    let _ = writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    let _ = writeln!(
        out,
        "<text x=\"20\" y=\"32\" font-size=\"20\" font-weight=\"bold\">Luxembourg, {}: the plan for \
         everyone</text>",
        set.name
    );
    let _ = writeln!(
        out,
        "<text x=\"20\" y=\"54\" fill=\"#57606a\">{}</text>",
        set.notice.get(language)
    );
    axis(&mut out, bottom);
    let mut top = TOP;
    for (i, (row, height)) in rows.iter().zip(&heights).enumerate() {
        draw(&mut out, row, i, top, *height, width);
        top += height;
    }
    legend(&mut out, bottom + 34.0);
    out.push_str("</svg>\n");
    out
}

fn step_count() -> f64 {
    f64::from(i32::try_from(KNOTS.len()).unwrap_or(1) - 1)
}

/// Where an age in months stands.
fn x(months: f64) -> f64 {
    let mut at = 0.0;
    for pair in KNOTS.windows(2) {
        let [(from, _), (to, _)] = *pair else { continue };
        let (from, to) = (f64::from(from), f64::from(to));
        if months <= to {
            return LEFT + STEP * (at + ((months - from) / (to - from)).max(0.0));
        }
        at += 1.0;
    }
    LEFT + STEP * at + 30.0
}

fn in_months(period: Period) -> f64 {
    f64::from(period.months) + f64::from(period.days) / 30.44
}

fn rows(set: &RuleSet) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (ix, rule) in set.rules.iter().enumerate().filter(|(_, r)| r.is_routine) {
        let (Some(series), Some(name)) =
            (numbers::series_of(set, ix), numbers::disease_of(set, ix))
        else {
            continue;
        };
        let mut bars = bars(set, series);
        for bar in &mut bars {
            bar.confidence = rule.confidence;
            bar.is_open = rule.conflict.is_some();
        }
        let first = bars.iter().map(|b| (b.from * 10.0) as i32).min().unwrap_or(i32::MAX);
        match rows.iter_mut().find(|r| r.name == name) {
            Some(row) => {
                row.first = row.first.min(first);
                row.bars.extend(bars);
            }
            None => rows.push(Row { name, first, bars }),
        }
    }
    rows.sort_by(|a, b| (a.first, &a.name).cmp(&(b.first, &b.name)));
    rows
}

/// The marks of one series: a window for each dose, a band for each season's, ticks for
/// boosters that come again.
fn bars(set: &RuleSet, series: &Series) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    let mut due = 0.0;
    for (i, dose) in series.doses.of(&set.schedule.doses).iter().enumerate() {
        let rule = dose.ages.of(&set.schedule.age_rules).first();
        let part = |age: Option<u16>| age.and_then(|a| numbers::age(set, a)).map(in_months);
        let mark = |from: f64, to: f64, text: String| Bar {
            from,
            to,
            text,
            confidence: Confidence::OwnText,
            is_on_request: series.may_be_given,
            is_open: false,
        };
        let comes_again = usize::from(dose.next) <= i;
        if let Some(at) = part(rule.map(|r| r.earliest)) {
            due = at;
            let late = part(rule.map(|r| r.latest));
            let to = late.unwrap_or_else(|| due + usual_late(due));
            bars.push(mark(due, to, (i + 1).to_string()));
            counts.push(1);
        } else if dose.yearly.is_some() {
            let from = part(rule.map(|r| r.min)).unwrap_or(due);
            let to = part(rule.map(|r| r.max)).unwrap_or(f64::MAX);
            let is_one = series.doses.of(&set.schedule.doses).len() == 1 && !comes_again;
            let text = if is_one { "in season" } else { "each season" };
            bars.push(mark(from, to, text.to_owned()));
            return bars;
        } else if comes_again {
            let every = longest(set, dose, |r| r.earliest);
            while 0.0 < every && due + every <= 1020.0 {
                due += every;
                bars.push(mark(due, due, "+".to_owned()));
            }
            break;
        } else if let (Some(bar), Some(count)) = (bars.last_mut(), counts.last_mut()) {
            *count += 1;
            bar.text = format!("{count}×");
        }
    }
    bars
}

/// The longest of the intervals of a dose, in months.
fn longest(set: &RuleSet, dose: &TargetDose, of: fn(&IntervalRule) -> Option<Period>) -> f64 {
    let rules = dose.intervals.of(&set.schedule.intervals);
    rules.iter().filter_map(of).map(in_months).fold(0.0, f64::max)
}

/// After how many months a dose is late if its rule does not say.
fn usual_late(due: f64) -> f64 {
    if due < 24.0 {
        1.0
    } else if due < 216.0 {
        3.0
    } else {
        6.0
    }
}

impl Bar {
    fn left(&self) -> f64 {
        x(self.from) + 1.0
    }

    fn width(&self) -> f64 {
        let least = if self.text == "+" { 14.0 } else { NARROW };
        (x(self.to) - x(self.from) - 3.0).max(least)
    }
}

/// The lane of each bar, so that none overlap, and how many lanes there are.
fn lanes(row: &Row) -> (Vec<f64>, f64) {
    let mut ends: Vec<f64> = Vec::new();
    let mut at = Vec::new();
    for bar in &row.bars {
        let (from, to) = (bar.left(), bar.left() + bar.width() + 2.0);
        let lane = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
        match ends.get_mut(lane) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
        at.push(f64::from(u8::try_from(lane).unwrap_or(u8::MAX)));
    }
    (at, f64::from(u8::try_from(ends.len().max(1)).unwrap_or(u8::MAX)))
}

fn axis(out: &mut String, bottom: f64) {
    for (months, label) in KNOTS.iter().filter(|(_, label)| !label.is_empty()) {
        let at = x(f64::from(*months));
        let _ = writeln!(
            out,
            "<line x1=\"{at:.0}\" y1=\"{TOP:.0}\" x2=\"{at:.0}\" y2=\"{bottom:.0}\" \
             stroke=\"#d8dee4\"/>"
        );
        for y in [TOP - 8.0, bottom + 16.0] {
            let _ = writeln!(
                out,
                "<text x=\"{at:.0}\" y=\"{y:.0}\" text-anchor=\"middle\" font-size=\"11\">{label}\
                 </text>"
            );
        }
    }
}

fn draw(out: &mut String, row: &Row, index: usize, top: f64, height: f64, width: f64) {
    if index.is_multiple_of(2) {
        let _ = writeln!(
            out,
            "<rect x=\"12\" y=\"{top:.0}\" width=\"{:.0}\" height=\"{height:.0}\" \
             fill=\"#8c959f\" fill-opacity=\"0.10\"/>",
            width - 24.0
        );
    }
    name(out, &row.name, top + height / 2.0);
    let (lanes, _) = lanes(row);
    for (bar, lane) in row.bars.iter().zip(lanes) {
        draw_bar(out, bar, top + 6.0 + lane * LANE);
    }
}

/// A name in one line or, if it is long, in two.
fn name(out: &mut String, name: &str, middle: f64) {
    let mut line = |text: &str, y: f64| {
        let _ = writeln!(out, "<text x=\"20\" y=\"{y:.0}\">{text}</text>");
    };
    let half = name.match_indices(' ').map(|(i, _)| i).find(|i| 20 < *i);
    match (34 < name.len(), half) {
        (true, Some(at)) => {
            line(name.get(..at).unwrap_or(name), middle - 3.0);
            line(name.get(at + 1..).unwrap_or(""), middle + 12.0);
        }
        _ => line(name, middle + 4.0),
    }
}

fn draw_bar(out: &mut String, bar: &Bar, top: f64) {
    let (left, width, height) = (bar.left(), bar.width(), LANE - 4.0);
    let colour = colour(bar.confidence);
    let look = if bar.is_on_request {
        format!("fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"4 2\"")
    } else {
        format!("fill=\"{colour}\"")
    };
    let ink = if bar.is_on_request { colour } else { "#ffffff" };
    let _ = writeln!(
        out,
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.0}\" rx=\"4\" \
         {look}/>"
    );
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"11\" \
         font-weight=\"bold\" fill=\"{ink}\">{}</text>",
        left + width / 2.0,
        top + height / 2.0 + 4.0,
        bar.text
    );
    if bar.is_open {
        let _ = writeln!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"4.5\" fill=\"#cf222e\" stroke=\"#ffffff\"/>",
            left + width - 1.0,
            top + 1.0
        );
    }
}

/// A colour for each sort of source; white text on it stays readable.
const fn colour(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::OwnText => "#0b5394",
        Confidence::Press => "#1a7f64",
        Confidence::Inferred => "#8250df",
        Confidence::Decided => "#9a5b00",
        Confidence::ProxyBe
        | Confidence::ProxyFr
        | Confidence::ProxyDe
        | Confidence::ProxyWho
        | Confidence::General => "#57606a",
    }
}

fn legend(out: &mut String, top: f64) {
    let mut at = 20.0;
    let mut entry = |mark: String, text: &str, y: f64, first: bool| {
        at = if first { 20.0 } else { at };
        let _ = writeln!(out, "<g transform=\"translate({at:.0} {y:.0})\">{mark}</g>");
        let _ = writeln!(out, "<text x=\"{:.0}\" y=\"{:.0}\">{text}</text>", at + 30.0, y + 11.0);
        at += 56.0 + 7.2 * f64::from(u8::try_from(text.len()).unwrap_or(u8::MAX));
    };
    let box_of =
        |fill: &str| format!("<rect width=\"22\" height=\"14\" rx=\"3\" fill=\"{fill}\"/>");
    let sorts = [Confidence::OwnText, Confidence::Press, Confidence::Inferred, Confidence::Decided];
    for (i, sort) in sorts.into_iter().enumerate() {
        entry(box_of(colour(sort)), document::words(sort), top, i == 0);
    }
    let dashed = "<rect width=\"22\" height=\"14\" rx=\"3\" fill=\"#ffffff\" stroke=\"#57606a\" \
                  stroke-width=\"2\" stroke-dasharray=\"4 2\"/>";
    entry(dashed.to_owned(), "may be given on request", top + 26.0, true);
    let dot = "<circle cx=\"11\" cy=\"7\" r=\"4.5\" fill=\"#cf222e\"/>";
    entry(dot.to_owned(), "the sources do not agree", top + 26.0, false);
    let plus = format!(
        "{}<text x=\"11\" y=\"11\" text-anchor=\"middle\" font-size=\"11\" font-weight=\"bold\" \
         fill=\"#ffffff\">+</text>",
        box_of("#0b5394")
    );
    entry(plus, "booster every 10 years", top + 26.0, false);
    let _ = writeln!(
        out,
        "<text x=\"20\" y=\"{:.0}\" fill=\"#57606a\">A bar reaches from the recommended age to the \
         age at which the dose is late; 2× and 3× are doses of one scheme; ages are not to scale. Risk groups, travel, \
         pregnancy and catch-up: rules.md.</text>",
        top + 68.0
    );
}
