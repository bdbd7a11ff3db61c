//! How long parsing and searching take: `cargo bench -p catalogue`.

use catalogue::Catalogue;
use criterion::{Criterion, criterion_group, criterion_main};
use shared::Locale;
use std::hint::black_box;

fn bench(c: &mut Criterion) {
    c.bench_function("parse", |b| {
        b.iter(|| Catalogue::parse(black_box(Catalogue::EMBEDDED_TEXT)).expect("parses"));
    });
    let catalogue = Catalogue::embedded();
    for text in [
        "p",
        "hex",
        "hexion",
        "vaccine against poliomyelitis",
        "DTPa-IPV-Hib-HepB",
        "pnumokoken",
        "CVX 146",
    ] {
        c.bench_function(&format!("search {text}"), |b| {
            b.iter(|| catalogue.search(black_box(text), Locale::Fr, 10));
        });
    }
    let long = "vaccin contre l'hépatite 🦀 ".repeat(400);
    c.bench_function("search 10 kB", |b| {
        b.iter(|| catalogue.search(black_box(&long), Locale::Fr, 10));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
