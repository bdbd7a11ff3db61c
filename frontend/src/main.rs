//! Starts Carnet in the browser.

fn main() {
    frontend::app::start();
}
