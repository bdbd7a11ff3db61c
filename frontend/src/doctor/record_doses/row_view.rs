//! A row of the form on screen. Enter goes on as the hands do: lot, expiry, site, next product.

use leptos::{ev::KeyboardEvent, prelude::*, web_sys};
use wasm_bindgen::JsCast;

use super::{
    expiry,
    remarks::Remarks,
    row::{DoseRow, control},
    scan::PRODUCT,
    warnings::Strange,
};
use crate::{
    api::{Route, Site},
    browser, dates,
    forms::FormErrors,
    i18n::use_i18n,
    t, t_string,
    ui::{Icon, IconKind},
    vaccine_catalogue::use_catalogue,
    words,
};

/// The sites one injects into, with their short words.
const SITES: [Site; 4] = [Site::LeftThigh, Site::RightThigh, Site::LeftArm, Site::RightArm];

/// One dose of the form.
#[component]
pub fn DoseRowView(
    /// The dose.
    row: DoseRow,
    /// What is strange about it.
    #[prop(into)]
    strange: Signal<Vec<Strange>>,
    /// What is wrong.
    errors: FormErrors,
    /// Takes it out.
    on_remove: Callback<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let catalogue = use_catalogue();
    let name = Signal::derive(move || catalogue.name(row.code, i18n).unwrap_or_default());
    let against = move || catalogue.targets_text(row.code, i18n);
    let warn = move || strange.with(|s| !s.is_empty()).then_some("true");

    view! {
        <tr data-warn=warn>
            <th scope="row">
                <b>{name}</b>
                <span class="sub">{against}</span>
            </th>
            <td data-label=t!(i18n, words.field.lot)>
                <TextCell
                    field="lot"
                    row
                    value=row.lot
                    label=Signal::derive(move || t_string!(i18n, give.lot_of, name = name.get()))
                    errors
                    width="w-10"
                />
            </td>
            <td data-label=t!(i18n, words.field.expires_on)>
                <ExpiryCell row name errors />
            </td>
            <td data-label=t!(i18n, words.field.site)>
                <SiteCell row name />
                <Remarks id=control("warning", row.key) strange />
            </td>
            <td data-label=t!(i18n, words.field.route)>
                <RouteCell row name />
            </td>
            <td class="row-remove">
                <button
                    class="icon-button"
                    data-size="small"
                    type="button"
                    aria-label=move || t_string!(i18n, give.remove, name = name.get())
                    on:click=move |_| on_remove.run(row.key)
                >
                    <Icon kind=IconKind::Close />
                </button>
            </td>
        </tr>
    }
}

/// Enter goes on to another control.
fn go_on(event: &KeyboardEvent, next: &str) {
    if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
        event.prevent_default();
        browser::focus(next);
    }
}

/// The control on which the hand goes on after lot or expiry.
fn next_after(field: &str, row: DoseRow) -> String {
    match field {
        "lot" => control("expiry", row.key),
        _ if has_site(row.route.get_untracked()) => control("site", row.key),
        _ => after(row),
    }
}

/// The control on which the hand goes on after a row: the lot of the next row that was chosen
/// before and still has none, else the next product.
fn after(row: DoseRow) -> String {
    let next = control("lot", row.key + 1);
    let field = document().get_element_by_id(&next);
    let field = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok());
    if field.is_some_and(|field| field.value().is_empty()) { next } else { PRODUCT.to_owned() }
}

/// Whether that way in has a place on the body: what is swallowed or sniffed has none.
fn has_site(route: Option<Route>) -> bool {
    !matches!(route, Some(Route::Oral | Route::Intranasal))
}

#[component]
fn TextCell(
    field: &'static str,
    row: DoseRow,
    value: RwSignal<String>,
    label: Signal<String>,
    errors: FormErrors,
    width: &'static str,
) -> impl IntoView {
    let id = control(field, row.key);
    let error_id = format!("{id}-error");
    let error = errors.of(id.clone());
    let described_by = {
        let error_id = error_id.clone();
        move || error.with(Option::is_some).then(|| error_id.clone())
    };
    let own_id = id.clone();

    view! {
        <label class="visually-hidden" for=id.clone()>
            {label}
        </label>
        <input
            class=format!("input {width}")
            id=id
            autocomplete="off"
            spellcheck="false"
            aria-describedby=described_by
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=value
            on:input:target=move |event| {
                value.set(event.target().value());
                errors.clear(&own_id);
            }
            on:keydown=move |event| go_on(&event, &next_after(field, row))
        />
        {move || {
            error
                .get()
                .map(|words| {
                    view! {
                        <span class="error" id=error_id.clone()>
                            <Icon kind=IconKind::Warn size=14 />
                            {words}
                        </span>
                    }
                })
        }}
    }
}

/// The expiry date; what was understood takes the place of what was typed.
#[component]
fn ExpiryCell(row: DoseRow, name: Signal<String>, errors: FormErrors) -> impl IntoView {
    let i18n = use_i18n();
    let show_read = move |_| {
        // A field that leaves the page with it is blurred once more, when nothing is left to show.
        let Some(typed) = row.expiry.try_get_untracked() else { return };
        if let Ok(date) = expiry::read(&typed, dates::today()) {
            row.expiry.set(dates::short_day(date));
        }
    };
    let label = Signal::derive(move || t_string!(i18n, give.expiry_of, name = name.get()));
    view! {
        <div on:focusout=show_read>
            <TextCell
                field="expiry"
                row
                value=row.expiry
                label
                errors
                width="w-exp"
            />
        </div>
    }
}

/// Where on the body; nothing for what is swallowed or sniffed.
#[component]
fn SiteCell(row: DoseRow, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let has_site = move || has_site(row.route.get());
    let group = control("site", row.key);
    let short = move |site: Site| match site {
        Site::LeftThigh => t_string!(i18n, give.site.thigh_left),
        Site::RightThigh | Site::RightArm => t_string!(i18n, give.site.right),
        Site::LeftArm => t_string!(i18n, give.site.arm_left),
        Site::LeftButtock | Site::RightButtock => words::site(i18n, site),
    };
    let choices = move || {
        SITES
            .into_iter()
            .enumerate()
            .map(|(i, site)| {
                // Focusing the site means focusing its first choice.
                let id = if i == 0 { group.clone() } else { format!("{group}-{i}") };
                view! {
                    <label>
                        <input
                            type="radio"
                            id=id
                            name=group.clone()
                            aria-label=move || words::site(i18n, site)
                            prop:checked=move || row.site.get() == Some(site)
                            on:change=move |_| row.site.set(Some(site))
                        />
                        {move || short(site)}
                    </label>
                }
            })
            .collect_view()
    };

    view! {
        <Show when=has_site fallback=|| view! { <span class="hint">"–"</span> }>
            <fieldset class="segments" on:keydown=move |event| go_on(&event, &after(row))>
                <legend class="visually-hidden">
                    {move || t_string!(i18n, give.site_of, name = name.get())}
                </legend>
                {choices()}
            </fieldset>
        </Show>
    }
}

#[component]
fn RouteCell(row: DoseRow, name: Signal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let id = control("route", row.key);
    view! {
        <label class="visually-hidden" for=id.clone()>
            {move || t_string!(i18n, give.route_of, name = name.get())}
        </label>
        <select
            class="input w-10"
            id=id
            on:change:target=move |event| {
                let position = event.target().value().parse::<usize>().ok();
                row.route.set(position.and_then(|i| Route::ALL.get(i)).copied());
            }
        >
            <option value="" selected=move || row.route.get().is_none()>
                {t!(i18n, give.route_unknown)}
            </option>
            {Route::ALL
                .iter()
                .enumerate()
                .map(|(i, route)| {
                    view! {
                        <option value=i selected=move || row.route.get() == Some(*route)>
                            {move || words::route(i18n, *route)}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}
