//! Which doses of a record the reader wants to see.

use leptos::prelude::*;

use crate::{
    api::VaccinationStatus,
    i18n::use_i18n,
    t, t_string,
    vaccinations::{Vaccination, queries::Target},
};

/// The choices. Copy; make one per table.
#[derive(Clone, Copy)]
pub struct Filter {
    /// The code of a disease; empty for all.
    disease: RwSignal<String>,
    only_unconfirmed: RwSignal<bool>,
    shows_void: RwSignal<bool>,
}

/// The choices, plain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    disease: String,
    only_unconfirmed: bool,
    shows_void: bool,
}

impl Wanted {
    /// Whether a dose is among them.
    #[must_use]
    pub fn fits(&self, dose: &Vaccination) -> bool {
        let is_against = |code: &str| dose.vaccine.targets.iter().any(|t| t.code == code);
        (self.shows_void || !is_void(dose))
            && (!self.only_unconfirmed || waits(dose))
            && (self.disease.is_empty() || is_against(&self.disease))
    }
}

fn is_void(dose: &Vaccination) -> bool {
    dose.status == VaccinationStatus::EnteredInError
}

/// Whether a dose waits for a professional's word.
fn waits(dose: &Vaccination) -> bool {
    dose.status == VaccinationStatus::Completed && !dose.is_confirmed
}

impl Filter {
    /// Everything but what was entered in error.
    #[must_use]
    pub fn new() -> Self {
        Self {
            disease: RwSignal::new(String::new()),
            only_unconfirmed: RwSignal::new(false),
            shows_void: RwSignal::new(false),
        }
    }

    /// The choices; what reads it follows it.
    #[must_use]
    pub fn read(self) -> Wanted {
        Wanted {
            disease: self.disease.get(),
            only_unconfirmed: self.only_unconfirmed.get(),
            shows_void: self.shows_void.get(),
        }
    }

    /// Whether less than usual is wanted; what reads it follows it.
    #[must_use]
    pub fn is_narrow(self) -> bool {
        self.disease.with(|code| !code.is_empty()) || self.only_unconfirmed.get()
    }

    /// Wants all diseases, confirmed or not.
    pub fn widen(self) {
        self.disease.set(String::new());
        self.only_unconfirmed.set(false);
    }
}

impl Default for Filter {
    fn default() -> Self {
        Self::new()
    }
}

/// The diseases against which there is a dose, by name.
fn diseases(doses: &[Vaccination]) -> Vec<Target> {
    let mut all: Vec<Target> = doses.iter().flat_map(|d| d.vaccine.targets.clone()).collect();
    all.sort_by(|a, b| (&a.name.text, &a.code).cmp(&(&b.name.text, &b.code)));
    all.dedup_by(|a, b| a.code == b.code);
    all
}

/// The controls; those that would change nothing are left out.
#[component]
pub fn FilterControls(
    /// The choices.
    filter: Filter,
    /// All doses.
    doses: Memo<Vec<Vaccination>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count =
        move |is: fn(&Vaccination) -> bool| doses.with(|all| all.iter().filter(|d| is(d)).count());
    let (waiting, void) = (Memo::new(move |_| count(waits)), Memo::new(move |_| count(is_void)));
    let diseases = Memo::new(move |_| doses.with(|doses| diseases(doses)));
    let options = move || {
        let option = |target: Target| {
            let code = target.code.clone();
            let is_chosen = move || filter.disease.with(|chosen| *chosen == code);
            view! {
                <option value=target.code selected=is_chosen>
                    {target.name.text}
                </option>
            }
        };
        diseases.get().into_iter().map(option).collect_view()
    };

    view! {
        <Show when=move || diseases.with(|all| 1 < all.len())>
            <label class="visually-hidden" for="disease">
                {t!(i18n, record.filter_disease)}
            </label>
            <select
                class="input w-10"
                id="disease"
                on:change:target=move |event| filter.disease.set(event.target().value())
            >
                <option value="" selected=move || filter.disease.with(String::is_empty)>
                    {t!(i18n, record.all_diseases)}
                </option>
                {options}
            </select>
        </Show>
        <Show when=move || 0 < waiting.get() || filter.only_unconfirmed.get()>
            <label class="choice">
                <input type="checkbox" bind:checked=filter.only_unconfirmed />
                <span>{move || t_string!(i18n, record.only_unconfirmed, n = waiting.get())}</span>
            </label>
        </Show>
        <Show when=move || 0 < void.get()>
            <label class="choice">
                <input type="checkbox" bind:checked=filter.shows_void />
                <span>{move || t_string!(i18n, record.show_void, n = void.get())}</span>
            </label>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vaccinations::queries::sample;

    #[test]
    fn what_was_entered_in_error_is_shown_on_demand() {
        let void = sample("ENTERED_IN_ERROR", true, &[("DIS1", "Measles")]);
        assert!(!Wanted::default().fits(&void));
        assert!(Wanted { shows_void: true, ..Wanted::default() }.fits(&void));
    }

    #[test]
    fn a_dose_that_was_not_given_waits_for_no_word() {
        let wanted = Wanted { only_unconfirmed: true, ..Wanted::default() };
        assert!(wanted.fits(&sample("COMPLETED", false, &[])));
        assert!(!wanted.fits(&sample("COMPLETED", true, &[])));
        assert!(!wanted.fits(&sample("NOT_DONE", false, &[])));
    }

    #[test]
    fn a_combination_is_found_under_each_of_its_diseases_and_each_stands_once() {
        let dose = sample("COMPLETED", true, &[("DIS2", "Mumps"), ("DIS1", "Measles")]);
        for code in ["DIS1", "DIS2"] {
            assert!(Wanted { disease: code.to_owned(), ..Wanted::default() }.fits(&dose));
        }
        assert!(!Wanted { disease: "DIS3".to_owned(), ..Wanted::default() }.fits(&dose));
        let all = diseases(&[dose.clone(), dose]);
        let names: Vec<&str> = all.iter().map(|t| &*t.name.text).collect();
        assert_eq!(names, ["Measles", "Mumps"]);
    }
}
