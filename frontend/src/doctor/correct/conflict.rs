//! Somebody else changed the dose meanwhile: both versions side by side, and the two ways out.

use leptos::prelude::*;

use super::values::{Controls, Kind};
use crate::{
    dates,
    i18n::{I18n, use_i18n},
    t, t_string,
    ui::{Button, Notice, Tone},
    vaccinations::{Vaccination, shown_name},
    vaccine_catalogue::use_catalogue,
    words,
};

/// Both versions, and what to do.
#[component]
pub fn Conflict(
    /// What is typed here.
    mine: Controls,
    /// What is in the record now.
    theirs: Vaccination,
    /// Takes the record's version into the form.
    on_theirs: Callback<()>,
    /// Sends this form's version again, upon the record's.
    on_mine: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let catalogue = use_catalogue();
    let kind = Kind::of(&theirs);
    let rows = move || {
        let mine_name = mine.product.code.get().and_then(|code| catalogue.name(code, i18n));
        let mine_name = mine_name.unwrap_or_else(|| mine.product.text.get());
        compared(i18n, kind, mine, mine_name, &theirs)
    };

    view! {
        <div role="alert" class="conflict">
            <Notice tone=Tone::Ask title=t!(i18n, correct.conflict.title)>
                <p>{t!(i18n, correct.conflict.words)}</p>
                <div class="table-scroll">
                    <table class="table">
                        <caption class="visually-hidden">{t!(i18n, correct.conflict.title)}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{t!(i18n, correct.conflict.field)}</th>
                                <th scope="col">{t!(i18n, correct.conflict.theirs)}</th>
                                <th scope="col">{t!(i18n, correct.conflict.mine)}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {move || {
                                rows()
                                    .into_iter()
                                    .map(|(field, theirs, mine)| {
                                        let differs = theirs != mine;
                                        view! {
                                            <tr data-warn=differs.then_some("true")>
                                                <th scope="row">{field}</th>
                                                <td>{theirs}</td>
                                                <td>{mine}</td>
                                            </tr>
                                        }
                                    })
                                    .collect_view()
                            }}
                        </tbody>
                    </table>
                </div>
                <div class="actions">
                    <Button on_press=move |()| on_theirs.run(())>
                        {t!(i18n, correct.conflict.take_theirs)}
                    </Button>
                    <Button on_press=move |()| on_mine.run(())>
                        {t!(i18n, correct.conflict.mine_again)}
                    </Button>
                </div>
            </Notice>
        </div>
    }
}

/// Field, theirs, mine; as texts that can be compared.
fn compared(
    i18n: I18n,
    kind: Kind,
    mine: Controls,
    mine_name: String,
    theirs: &Vaccination,
) -> Vec<(&'static str, String, String)> {
    use crate::api::VaccinationField as Field;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let their_name = shown_name(&theirs.vaccine);
    let word = |field| words::field(i18n, field);
    let mut rows = vec![
        (word(Field::Vaccine), their_name, mine_name),
        (word(Field::Occurrence), dates::short(i18n, theirs.occurrence.0), mine.date.get()),
    ];
    if kind != Kind::NotGiven {
        rows.push((word(Field::Lot), text(&theirs.lot), mine.lot.get()));
        let expiry = theirs.expires_on.map(dates::short_day).unwrap_or_default();
        rows.push((word(Field::ExpiresOn), expiry, mine.expiry.get()));
    }
    if kind == Kind::GivenHere {
        let site = |site: Option<_>| site.map_or("", |s| words::site(i18n, s)).to_owned();
        rows.push((word(Field::Site), site(theirs.site), site(mine.site.get())));
        let route = |route: Option<_>| route.map_or("", |r| words::route(i18n, r)).to_owned();
        rows.push((word(Field::Route), route(theirs.route), route(mine.route.get())));
    }
    if kind == Kind::Elsewhere {
        let proof = |proof: Option<_>| proof.map_or("", |p| words::proof(i18n, p)).to_owned();
        rows.push((word(Field::Proof), proof(theirs.proof), proof(mine.proof.get())));
        rows.push((word(Field::Country), text(&theirs.country), mine.country.get()));
    }
    rows.push((word(Field::Note), text(&theirs.note), mine.note.get()));
    let unknown = t_string!(i18n, dates.unknown);
    let shown = |text: String| if text == "?" { unknown.to_owned() } else { text };
    rows.into_iter().map(|(field, theirs, mine)| (field, theirs, shown(mine))).collect()
}
