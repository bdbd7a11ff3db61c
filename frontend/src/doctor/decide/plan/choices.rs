//! What is allowed: injections a visit, days, products.

use leptos::prelude::*;
use shared::VaccineCode;

use super::Planning;
use crate::{
    browser, dates,
    doctor::decide::{facts::read_day, state::Tool},
    i18n::use_i18n,
    t, t_string,
    ui::{Button, Icon, IconKind, Segments, Text, text},
};

/// The months that can be planned ahead.
const AHEAD: [i32; 4] = [6, 12, 24, 60];
/// The weeks that can lie between two visits.
const BETWEEN: [u16; 6] = [1, 2, 4, 6, 8, 12];

/// The id of what opens the list of products.
const STOCK: &str = "plan-stock";

/// What is allowed.
#[component]
pub fn Choices(
    /// The state of the tool.
    tool: Tool,
    /// The state of the plan.
    planning: Planning,
) -> impl IntoView {
    let i18n = use_i18n();
    let injections = [Some(1), Some(2), Some(3), Some(4), None].map(|most: Option<u8>| {
        let words = text(move || match most {
            Some(most) => most.to_string(),
            None => t_string!(i18n, plan.any).to_owned(),
        });
        (most, words)
    });
    let months = AHEAD.map(|months| {
        let words = text(move || match months / 12 {
            years @ 2.. => t_string!(i18n, plan.years, n = years),
            _ => t_string!(i18n, plan.months, n = months),
        });
        (months, words)
    });
    let weeks = BETWEEN.map(|weeks| {
        let words = text(move || match weeks {
            1 => t_string!(i18n, plan.one_week).to_owned(),
            weeks => t_string!(i18n, plan.weeks, n = weeks),
        });
        (weeks, words)
    });
    view! {
        <section class="card plan-wish" aria-labelledby="plan-wish-title">
            <h2 id="plan-wish-title">{t!(i18n, plan.wish)}</h2>
            <div class="field">
                <span class="label" aria-hidden="true">
                    {t!(i18n, plan.most)}
                </span>
                <Segments
                    id="plan-most"
                    legend=t!(i18n, plan.most)
                    options=injections.to_vec()
                    value=planning.most
                />
            </div>
            <FirstVisit tool planning />
            <OneOf id="plan-ahead" label=t!(i18n, plan.ahead) options=months.to_vec() value=planning.months />
            <OneOf id="plan-between" label=t!(i18n, plan.between) options=weeks.to_vec() value=planning.weeks />
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=planning.with_optional
                    on:change:target=move |event| planning.with_optional.set(event.target().checked())
                />
                <span>{t!(i18n, plan.optional)}</span>
            </label>
            <Products tool planning />
        </section>
    }
}

/// The day of the first visit, typed as hurried hands type it; none means the first possible.
#[component]
fn FirstVisit(tool: Tool, planning: Planning) -> impl IntoView {
    let i18n = use_i18n();
    let is_wrong = RwSignal::new(false);
    let shown = move || dates::short_day(planning.first.get().unwrap_or(tool.day()));
    let typed = move |words: String| {
        let day = untrack(|| tool.day());
        // Two digits of a year mean the years to come.
        let read = read_day(&words, day.plus_days(365 * 60)).filter(|first| day <= *first);
        let is_empty = words.trim().is_empty();
        is_wrong.set(read.is_none() && !is_empty);
        if read.is_some() || is_empty {
            planning.first.set(read.filter(|first| *first != day));
        }
    };
    let has_given = Memo::new(move |_| !planning.given().is_empty());
    view! {
        <div class="field">
            <label for="plan-first">{t!(i18n, plan.first)}</label>
            <input
                class="input w-10"
                id="plan-first"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby=move || has_given.get().then_some("plan-first-hint")
                aria-invalid=move || is_wrong.get().then_some("true")
                prop:value=shown
                on:change:target=move |event| typed(event.target().value())
            />
            <p class="hint" id="plan-first-hint" hidden=move || !has_given.get()>
                {t!(i18n, plan.first_hint)}
            </p>
        </div>
    }
}

/// One of several numbers, with their words.
#[component]
fn OneOf<T>(
    id: &'static str,
    label: Text,
    options: Vec<(T, Text)>,
    value: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + ToString + std::str::FromStr + Send + Sync + 'static,
{
    let options = options.into_iter().map(|(option, words)| {
        view! {
            <option value=option.to_string() prop:selected=move || value.get() == option>
                {words}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                class="input w-10"
                id=id
                on:change:target=move |event| {
                    if let Ok(chosen) = event.target().value().parse() {
                        value.set(chosen);
                    }
                }
            >
                {options.collect_view()}
            </select>
        </div>
    }
}

/// The products that the practice has.
#[component]
fn Products(tool: Tool, planning: Planning) -> impl IntoView {
    let i18n = use_i18n();
    // By name: the reader looks for one.
    let offered = Memo::new(move |_| {
        let codes = planning.offered().into_iter();
        let mut named: Vec<(String, VaccineCode)> =
            codes.map(|code| (tool.product_name(code), code)).collect();
        named.sort_by_key(|(name, _)| name.to_lowercase());
        named
    });
    let missing = Memo::new(move |_| planning.not_here.with(std::collections::BTreeSet::len));
    let count = text(move || match missing.get() {
        0 => t_string!(i18n, plan.products_here).to_owned(),
        n => t_string!(i18n, plan.products_missing, n = n),
    });
    let all = move |()| {
        planning.stock_all();
        // The button goes away.
        browser::focus(STOCK);
    };
    view! {
        <details class="plan-products">
            <summary id=STOCK>
                <Icon kind=IconKind::Chevron size=14 />
                <span class="label">{t!(i18n, plan.products)}</span>
                <span class="hint">{count}</span>
            </summary>
            <fieldset class="field" aria-describedby="plan-products-hint">
                <legend class="visually-hidden">{t!(i18n, plan.products)}</legend>
                <p class="hint" id="plan-products-hint">
                    {t!(i18n, plan.products_hint)}
                </p>
                <Show when=move || 0 < missing.get()>
                    <p>
                        <Button is_small=true on_press=all>
                            {t!(i18n, plan.products_all)}
                        </Button>
                    </p>
                </Show>
                <div class="plan-stock">
                    <For
                        each=move || offered.get()
                        key=|(name, code)| (*code, name.clone())
                        let:item
                    >
                        <Product tool planning name=item.0 code=item.1 />
                    </For>
                </div>
            </fieldset>
        </details>
    }
}

#[component]
fn Product(tool: Tool, planning: Planning, name: String, code: VaccineCode) -> impl IntoView {
    let i18n = use_i18n();
    let is_here = move || planning.not_here.with(|not_here| !not_here.contains(&code.to_string()));
    view! {
        <label class="choice">
            <input
                type="checkbox"
                prop:checked=is_here
                on:change:target=move |event| planning.stock(code, event.target().checked())
            />
            <span>
                {name}
                <span class="hint">
                    {text(move || tool.catalogue.targets_text(code, i18n).unwrap_or_default())}
                </span>
            </span>
        </label>
    }
}
