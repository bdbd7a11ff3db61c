//! What this device keeps for when there is no network.

use leptos::prelude::*;

use crate::{api::kept, i18n::use_i18n, t};

/// Whether what is read stays on this device. Nothing where the browser cannot keep anything.
#[component]
pub fn DeviceSection() -> impl IntoView {
    let i18n = use_i18n();
    let is_on = RwSignal::new(kept::is_on());
    kept::is_possible().then(|| {
        view! {
            <section class="card" aria-labelledby="device-title">
                <h2 id="device-title">{t!(i18n, account.device.title)}</h2>
                <label class="choice">
                    <input
                        type="checkbox"
                        prop:checked=move || is_on.get()
                        aria-describedby="device-hint"
                        on:change=move |event| {
                            let checked = event_target_checked(&event);
                            kept::choose(checked);
                            is_on.set(checked);
                        }
                    />
                    {t!(i18n, account.device.keep)}
                </label>
                <p id="device-hint" class="hint">{t!(i18n, account.device.hint)}</p>
                <p class="hint">{t!(i18n, account.device.install)}</p>
            </section>
        }
    })
}
