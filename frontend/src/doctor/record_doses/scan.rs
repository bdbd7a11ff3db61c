//! The field at the top: a product is typed, or the Data Matrix of its pack scanned.

use catalogue::{Catalogue, CodeSystem};
use leptos::{ev::KeyboardEvent, prelude::*};
use shared::VaccineCode;

use super::{
    form::{DosesForm, usual_route},
    gs1::{self, Pack},
    row::control,
};
use crate::{
    browser,
    forms::FormErrors,
    i18n::use_i18n,
    t, t_string,
    ui::{Suggest, Suggestion},
    vaccinations::product::NoCatalogue,
    vaccine_catalogue::use_catalogue,
};

/// The field's id.
pub const PRODUCT: &str = "product";

/// The field.
#[component]
pub fn ScanField(
    /// Where the dose goes.
    form: DosesForm,
    /// What is wrong.
    errors: FormErrors,
) -> impl IntoView {
    let i18n = use_i18n();
    let catalogue = use_catalogue();
    let text = form.product;
    // A scan whose product is not in the catalogue: lot and expiry wait for the product.
    let waiting = RwSignal::new(None::<Pack>);
    let suggestions = Memo::new(move |_| {
        text.with(|text| {
            if gs1::begins_as_scan(text) { Vec::new() } else { catalogue.suggestions(text, i18n) }
        })
    });
    let add = move |code: VaccineCode, pack: Option<Pack>| {
        let route = untrack(|| catalogue.get()).and_then(|c| usual_route(&c, code));
        let is_scanned = pack.is_some();
        let key = form.add(code, route, pack);
        text.set(String::new());
        waiting.set(None);
        errors.clear(PRODUCT);
        // After a scan the next pack can follow at once; typed products need their lot.
        let next = if is_scanned { PRODUCT.to_owned() } else { control("lot", key) };
        browser::focus_drawn(next);
    };
    let choose = move |suggestion: Suggestion| {
        if let Ok(code) = suggestion.value.parse() {
            add(code, waiting.get_untracked());
        }
    };
    let press = move |event: KeyboardEvent| {
        if event.key() != "Enter" || event.ctrl_key() || event.meta_key() {
            return;
        }
        // Enter in this field never sends the form: a scanner ends every scan with it.
        event.prevent_default();
        let Some(pack) = text.with_untracked(|text| gs1::read(text)) else { return };
        let known = untrack(|| catalogue.get()).and_then(|c| product_of(&c, &pack));
        match known {
            Some(code) => add(code, Some(pack)),
            None => {
                text.set(String::new());
                waiting.set(Some(pack));
            }
        }
    };
    let status = move || {
        waiting.with(|pack| {
            let gtin = pack.as_ref()?.gtin.clone()?;
            Some(t_string!(i18n, give.unknown_pack, gtin = gtin))
        })
    };

    view! {
        <section class="card scan-card" on:keydown=press>
            <Suggest
                id=PRODUCT
                label=t!(i18n, give.product)
                hint=t!(i18n, give.product_hint)
                error=errors.of(PRODUCT)
                text
                suggestions
                on_choose=choose
                chooses_on_tab=true
                leads_on=true
            />
            <p class="warn-text" role="status">
                {status}
            </p>
            <NoCatalogue catalogue />
        </section>
    }
}

/// The product of a scanned pack.
fn product_of(catalogue: &Catalogue, pack: &Pack) -> Option<VaccineCode> {
    let gtin = pack.gtin.as_deref()?;
    catalogue.by_code(CodeSystem::Ntin, gtin).next().map(|vaccine| vaccine.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanned_pack_is_known_by_its_number() {
        let pack = gs1::read("]d201034009273503681727063010V3F271V").expect("a scan");
        let hexyon = VaccineCode::new(510).expect("a code");
        assert_eq!(product_of(Catalogue::embedded(), &pack), Some(hexyon));
        let other = Pack { gtin: Some("00000000000000".to_owned()), ..Pack::default() };
        assert_eq!(product_of(Catalogue::embedded(), &other), None);
    }
}
