//! The project's own commands: `cargo xtask run | test | check`.

fn main() {}
