//! That changes made elsewhere do not arrive, because there is no connection.

use leptos::prelude::*;

use crate::{
    api::live::use_live,
    i18n::use_i18n,
    t,
    ui::{Button, Notice, Tone},
};

/// Nothing while there is a connection, or while nothing on screen needs one.
#[component]
pub fn LostConnection() -> impl IntoView {
    let i18n = use_i18n();
    let live = use_live();
    view! {
        <div class="lost" role="status">
            {move || {
                live.is_lost()
                    .then(|| {
                        view! {
                            <Notice tone=Tone::Warn title=t!(i18n, kit.load.lost)>
                                <p>{t!(i18n, kit.load.lost_words)}</p>
                                <p>
                                    <Button is_small=true on_press=move |()| live.load_again()>
                                        {t!(i18n, kit.load.again)}
                                    </Button>
                                </p>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}
