//! A row of the sheet on screen: date, product, lot; Enter goes on, a warning tints it.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::cells::{Sheet, SheetRow};
use crate::{
    browser,
    doctor::record_doses::{remarks::Remarks, row::control, warnings::Strange},
    forms::FormErrors,
    i18n::use_i18n,
    t, t_string,
    ui::{Icon, IconKind},
    vaccinations::product::ProductField,
    vaccine_catalogue::use_catalogue,
};

/// One row.
#[component]
pub fn SheetRowView(
    /// The sheet.
    sheet: Sheet,
    /// The row.
    row: SheetRow,
    /// Its position, from 1.
    #[prop(into)]
    number: Signal<usize>,
    /// What is strange about it.
    #[prop(into)]
    strange: Signal<Vec<Strange>>,
    /// What is wrong.
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    let catalogue = use_catalogue();
    let product_id = control("product", row.key);
    let against =
        move || row.product.code.get().and_then(|code| catalogue.targets_text(code, i18n));
    let next_row = move || {
        let key = sheet.below(row.key);
        browser::focus_drawn(control("date", key));
    };
    let lot_id = control("lot", row.key);
    let chosen = Callback::new(move |()| {
        errors.clear(&control("product", row.key));
        browser::focus(&control("lot", row.key));
    });
    let product_error = errors.of(product_id.clone());
    let warn = move || strange.with(|s| !s.is_empty()).then_some("true");
    let remove = move |_| {
        let key = row.key;
        let next = untrack(|| sheet.below(key));
        sheet.remove(key);
        browser::focus_drawn(control("date", next));
    };

    view! {
        <tr data-warn=warn on:focusin=move |_| sheet.remember()>
            <td class="num hint" data-label=t!(i18n, copy.row)>
                {number}
            </td>
            <td data-label=t!(i18n, words.field.occurrence)>
                <DateCell sheet row number errors />
            </td>
            <td class="product-cell" data-label=t!(i18n, words.field.vaccine) on:keydown=move |event| enter_goes(&event, &lot_id)>
                <ProductField
                    id=product_id
                    label=move || t_string!(i18n, copy.product_of, n = number.get())
                    hint=None
                    error=product_error
                    value=row.product
                    on_choose=chosen
                    leads_on=true
                    hides_label=true
                />
            </td>
            <td class="entry-what">{against}</td>
            <td data-label=t!(i18n, words.field.lot)>
                <LotCell row number errors next_row />
            </td>
            <td class="remark">
                <Remarks id=control("remark", row.key) strange />
            </td>
            <td class="row-remove">
                <button
                    class="icon-button"
                    data-size="small"
                    type="button"
                    aria-label=move || t_string!(i18n, copy.remove, n = number.get())
                    on:click=remove
                >
                    <Icon kind=IconKind::Close />
                </button>
            </td>
        </tr>
    }
}

fn is_plain_enter(event: &KeyboardEvent) -> bool {
    event.key() == "Enter" && !event.ctrl_key() && !event.meta_key()
}

fn enter_goes(event: &KeyboardEvent, next: &str) {
    if is_plain_enter(event) && !event.default_prevented() {
        event.prevent_default();
        browser::focus(next);
    }
}

#[component]
fn DateCell(
    sheet: Sheet,
    row: SheetRow,
    number: Signal<usize>,
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = control("date", row.key);
    let (own_id, product_id) = (id.clone(), control("product", row.key));
    let error = errors.of(id.clone());
    let error_id = format!("{id}-error");
    let described_by = {
        let error_id = error_id.clone();
        move || if error.with(Option::is_some) { error_id.clone() } else { "date-hint".to_owned() }
    };
    view! {
        <label class="visually-hidden" for=id.clone()>
            {move || t_string!(i18n, copy.date_of, n = number.get())}
        </label>
        <input
            class="input cell w-date"
            id=id
            autocomplete="off"
            placeholder=t!(i18n, copy.date_placeholder)
            aria-describedby=described_by
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=row.date
            on:input:target=move |event| {
                row.date.set(event.target().value());
                errors.clear(&own_id);
            }
            on:blur=move |_| sheet.show_date(row, i18n)
            on:keydown=move |event| enter_goes(&event, &product_id)
        />
        <CellError id=error_id error />
    }
}

#[component]
fn LotCell(
    row: SheetRow,
    number: Signal<usize>,
    errors: FormErrors,
    next_row: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = control("lot", row.key);
    let own_id = id.clone();
    let error = errors.of(id.clone());
    let error_id = format!("{id}-error");
    let described_by = {
        let error_id = error_id.clone();
        move || error.with(Option::is_some).then(|| error_id.clone())
    };
    view! {
        <label class="visually-hidden" for=id.clone()>
            {move || t_string!(i18n, copy.lot_of, n = number.get())}
        </label>
        <input
            class="input cell w-lot"
            id=id
            autocomplete="off"
            spellcheck="false"
            placeholder=t!(i18n, copy.lot_placeholder)
            aria-describedby=described_by
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:value=row.lot
            on:input:target=move |event| {
                row.lot.set(event.target().value());
                errors.clear(&own_id);
            }
            on:keydown=move |event| {
                if is_plain_enter(&event) {
                    event.prevent_default();
                    next_row();
                }
            }
        />
        <CellError id=error_id error />
    }
}

#[component]
fn CellError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|words| {
            view! {
                <span class="error" id=id.clone()>
                    <Icon kind=IconKind::Warn size=14 />
                    {words}
                </span>
            }
        })
    }
}
