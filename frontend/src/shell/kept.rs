//! That what is shown was kept on this device, because there is no network now.

use leptos::prelude::*;

use super::LostConnection;
use crate::{
    api::{kept, live::use_live},
    dates,
    i18n::use_i18n,
    session::use_session,
    t, t_string,
    ui::{Button, Notice, Tone, text},
};

/// Since when what is shown is known, where it was kept; else whether the connection is lost.
#[component]
pub fn KeptNotice() -> impl IntoView {
    let i18n = use_i18n();
    let live = use_live();
    let session = use_session();
    // What is on screen is loaded again by who watches the connection; who reads is asked here.
    let again = Callback::new(move |()| {
        session.refresh();
        live.load_again();
    });
    let online = window_event_listener(leptos::ev::online, move |_| session.refresh());
    on_cleanup(move || online.remove());
    let read_at = Memo::new(|_| kept::oldest().map(|at| at.0));

    view! {
        <div role="status">
            {move || {
                read_at
                    .get()
                    .map(|at| {
                        let at = crate::api::Moment(at);
                        view! {
                            <Notice tone=Tone::Warn title=t!(i18n, kit.load.offline)>
                                <p>
                                    {text(move || {
                                        t_string!(
                                            i18n,
                                            kit.load.kept,
                                            day = dates::long_day(i18n, dates::day_of(&at)),
                                            time = dates::time_of(&at)
                                        )
                                    })}
                                </p>
                                <p>
                                    <Button is_small=true on_press=move |()| again.run(())>
                                        {t!(i18n, kit.load.again)}
                                    </Button>
                                </p>
                            </Notice>
                        }
                    })
            }}
        </div>
        <Show when=move || read_at.with(Option::is_none)>
            <LostConnection />
        </Show>
    }
}
