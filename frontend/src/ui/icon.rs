//! Icons as inline SVG, 16 × 16, drawn in the colour of the text.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say what they show")]
pub enum IconKind {
    Arrow,
    Book,
    Calendar,
    Check,
    Chevron,
    Clock,
    Close,
    Down,
    Eye,
    Home,
    Info,
    Left,
    Lock,
    Minus,
    More,
    Pen,
    Person,
    Plus,
    Print,
    Search,
    Share,
    Siren,
    Theme,
    Warn,
}

impl IconKind {
    fn drawing(self) -> &'static str {
        match self {
            Self::Arrow => "M2.500 8h10M9 4.500 12.500 8 9 11.500",
            Self::Book => {
                "M8 4C6.500 2.700 4.500 2.500 2 2.500v10c2.500 0 4.500.2 6 1.500 1.500-1.300 3.500-1.500 6-1.500v-10c-2.500 0-4.500.2-6 1.500zM8 4v10"
            }
            Self::Calendar => "M2.500 3.500h11v10.500h-11zM2.500 7h11M5.500 2v3M10.500 2v3",
            Self::Check => "m2.500 8.500 3.500 3.700 7.500-8.400",
            Self::Chevron => "m6 3.500 4.500 4.500L6 12.500",
            Self::Clock => {
                "M14.400 8A6.400 6.400 0 1 1 1.600 8a6.400 6.400 0 0 1 12.800 0zM8 4.200V8l2.600 1.800"
            }
            Self::Close => "m3.500 3.500 9 9m0-9-9 9",
            Self::Down => "m3.500 6 4.500 4.500L12.500 6",
            Self::Eye => {
                "M1.200 8C2.800 5 5.200 3.500 8 3.500S13.200 5 14.800 8c-1.600 3-4 4.500-6.800 4.500S2.800 11 1.200 8zM10 8a2 2 0 1 1-4 0 2 2 0 0 1 4 0z"
            }
            Self::Home => "M2.500 7.500 8 2.500l5.500 5V14h-4v-4h-3v4h-4z",
            Self::Info => {
                "M14.400 8A6.400 6.400 0 1 1 1.600 8a6.400 6.400 0 0 1 12.800 0zM8 7.300v3.900M8 4.600v.8"
            }
            Self::Left => "M10 3.500 5.500 8l4.500 4.500",
            Self::Minus => "M3 8h10",
            Self::Lock => "M3.500 7h9v7h-9zM5.500 7V5a2.500 2.500 0 0 1 5 0v2",
            Self::More => {
                "M3.900 8a.9.9 0 1 1-1.800 0 .9.9 0 0 1 1.800 0zM8.900 8a.9.9 0 1 1-1.800 0 .9.9 0 0 1 1.800 0zM13.900 8a.9.9 0 1 1-1.800 0 .9.9 0 0 1 1.800 0z"
            }
            Self::Pen => {
                "m2.500 13.500.8-3.300 7.700-7.700 2.500 2.500-7.700 7.700zM9.500 4l2.500 2.500"
            }
            Self::Person => {
                "M10.800 5a2.800 2.800 0 1 1-5.600 0 2.800 2.800 0 0 1 5.600 0zM2.500 14c.5-3 2.600-4.500 5.500-4.500s5 1.500 5.500 4.500z"
            }
            Self::Plus => "M8 3v10M3 8h10",
            Self::Print => "M4.500 6V2h7v4M4.500 11.500h-2V6h11v5.500h-2M4.500 9.500h7v4.500h-7z",
            Self::Search => {
                "M11.750 7a4.750 4.750 0 1 1-9.500 0 4.750 4.750 0 0 1 9.500 0zM10.500 10.500l4 4"
            }
            Self::Share => "M8 10V2M5 4.500 8 1.800l3 2.700M4.500 7H3v7h10V7h-1.500",
            Self::Siren => {
                "M4 12V8.500a4 4 0 0 1 8 0V12M2.500 14h11v-2h-11zM8 1v1.500M2.500 3l1 1M13.500 3l-1 1"
            }
            Self::Theme => {
                "M14.200 8A6.200 6.200 0 1 1 1.800 8a6.200 6.200 0 0 1 12.400 0zM8 1.800v12.400M10 2.500v11M12 3.500v9"
            }
            Self::Warn => "M8 1.800 14.800 14H1.200zM8 6.500v3.500M8 11.500v1",
        }
    }
}

/// An icon beside words; it is decoration and hidden from screen readers.
#[component]
pub fn Icon(
    /// What it shows.
    kind: IconKind,
    /// Pixels; 16 if not said.
    #[prop(default = 16)]
    size: u8,
) -> impl IntoView {
    view! {
        <svg
            class="icon"
            width=size
            height=size
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=kind.drawing()></path>
        </svg>
    }
}

/// The product's own sign.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
            <rect x="1" y="1" width="22" height="22" rx="5" fill="currentColor"></rect>
            <path
                d="M5.500 8h13M5.500 12.500h13M5.500 17h13"
                stroke="var(--on-accent)"
                stroke-opacity=".45"
                stroke-width="1.500"
            ></path>
            <circle cx="9" cy="8" r="2.200" fill="var(--on-accent)"></circle>
            <circle cx="13.500" cy="12.500" r="2.200" fill="var(--on-accent)"></circle>
            <circle cx="16.500" cy="17" r="2.200" fill="var(--on-accent)"></circle>
        </svg>
    }
}
