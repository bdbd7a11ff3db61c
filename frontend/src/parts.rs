//! The parts of the program that are fetched when one of their pages is first shown.
//!
//! A phone shows a list of doses; it need not fetch the professional's forms first. With the
//! feature `split` (`cargo xtask web`, ADR 0013) each part is a Wasm file beside the program, and
//! what several parts share is in files of their own. Without it all is one program and a part is
//! there at once.

use futures::FutureExt;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    account,
    api::ApiError,
    doctor, patient,
    routes::Page,
    ui::{Load, Remote},
};

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What a patient reads.
    Hand,
    /// What a patient opens from there, and the account.
    HandMore,
    /// What a professional reads.
    Desk,
    /// The decision tool with the engine.
    Decide,
    /// The professional's forms.
    DeskForms,
}

/// That a part could not be fetched: the network is gone, or the server is being replaced.
#[derive(Debug)]
struct NotFetched;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotFetched {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

macro_rules! part {
    ($name:ident, $preload:ident, $view:path) => {
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($name, fallible, preload($preload))]
        fn $name(page: Page) -> Result<AnyView, NotFetched> {
            Ok($view(page))
        }

        #[cfg(not(feature = "split"))]
        async fn $name(page: Page) -> Result<AnyView, NotFetched> {
            Ok($view(page))
        }

        #[cfg(not(feature = "split"))]
        async fn $preload() -> Result<(), NotFetched> {
            Ok(())
        }
    };
}

part!(hand, fetch_hand, patient::page);
part!(hand_more, fetch_hand_more, hand_more_page);
part!(desk, fetch_desk, doctor::page);
part!(decide, fetch_decide, doctor::tool);
part!(desk_forms, fetch_desk_forms, doctor::form);

fn hand_more_page(page: Page) -> AnyView {
    match page {
        Page::Account => view! { <account::AccountPage /> }.into_any(),
        page => patient::more(page),
    }
}

impl Part {
    /// The part that holds a page.
    #[must_use]
    pub fn of(page: Page, is_desk: bool) -> Self {
        match page {
            Page::Account
            | Page::MyReport(_)
            | Page::MyProfile(_)
            | Page::MyPrint(_)
            | Page::MyAccessLog(_)
            | Page::MyWhoSees(..)
            | Page::MyCorrections(_)
            | Page::MySharing(_)
            | Page::MyConsent(_)
            | Page::MyReceipt(..)
            | Page::MyHelpers(_)
            | Page::Join => Self::HandMore,
            Page::NewRecord
            | Page::Worklist
            | Page::Duplicates
            | Page::Merge(..)
            | Page::Unmerge(..)
            | Page::SameEvents(_)
            | Page::Death(_)
            | Page::Number(_)
            | Page::ParentCode(_)
            | Page::RecordDoses(_)
            | Page::Transcribe(_)
            | Page::NotGiven(_)
            | Page::Profile(_)
            | Page::CorrectPerson(_)
            | Page::CorrectDose(..) => Self::DeskForms,
            Page::Decide(_) => Self::Decide,
            Page::Records | Page::Record(_) | Page::Dose(..) => Self::Desk,
            Page::MyFamily
            | Page::MyNext(_)
            | Page::MyVaccinations(_)
            | Page::MyVaccination(..) => Self::Hand,
            Page::Start | Page::SignIn | Page::Accessibility => {
                if is_desk {
                    Self::Desk
                } else {
                    Self::Hand
                }
            }
        }
    }

    /// What is likely to be opened next.
    fn next(self) -> Self {
        match self {
            Self::Hand | Self::HandMore => Self::HandMore,
            Self::Desk | Self::Decide | Self::DeskForms => Self::DeskForms,
        }
    }

    async fn fetch(self) -> Result<(), ApiError> {
        let fetched = match self {
            Self::Hand => fetch_hand().await.is_ok(),
            Self::HandMore => fetch_hand_more().await.is_ok(),
            Self::Desk => fetch_desk().await.is_ok(),
            Self::Decide => fetch_decide().await.is_ok(),
            Self::DeskForms => fetch_desk_forms().await.is_ok(),
        };
        if fetched { Ok(()) } else { Err(ApiError::Offline) }
    }

    /// The page of a part that has been fetched.
    fn page(self, page: Page) -> Option<AnyView> {
        let view = match self {
            Self::Hand => hand(page).now_or_never(),
            Self::HandMore => hand_more(page).now_or_never(),
            Self::Desk => desk(page).now_or_never(),
            Self::Decide => decide(page).now_or_never(),
            Self::DeskForms => desk_forms(page).now_or_never(),
        };
        view?.ok()
    }
}

/// A page, once its part is there; then what is likely to follow is fetched too.
#[component]
pub fn PartPage(
    /// The page.
    page: Page,
    /// Whether it stands on the professional's desk.
    is_desk: bool,
) -> impl IntoView {
    let part = Part::of(page, is_desk);
    let fetched = Remote::new(move || part.fetch());
    view! {
        <Load resource=fetched let:_fetched>
            {
                spawn_local(async move {
                    // A part that is not there yet is asked for again when it is opened.
                    let _ = part.next().fetch().await;
                });
                part.page(page)
            }
        </Load>
    }
}
