//! Who can sign in to the demo, with one line of their story in each language.

use shared::{Date, Locale, Matricule, Role};

use super::stage::months_before;
use crate::sign_in::demo::DemoPerson;

/// Professional numbers.
pub(super) const SCHILTZ: &str = "P-100";
pub(super) const ORIGER: &str = "P-101";
pub(super) const WEBER: &str = "P-200";
pub(super) const NILLES: &str = "P-201";
pub(super) const CONTI: &str = "P-300";

/// Serials of the matricules of those who sign in as patients.
pub(super) const ANA_SERIAL: u16 = 901;
pub(super) const POL_SERIAL: u16 = 902;
pub(super) const MARC_SERIAL: u16 = 903;
pub(super) const LAURA_SERIAL: u16 = 904;

/// When those who sign in as patients were born, seen from the first day of the demo.
pub(super) fn born(serial: u16, today: Date) -> Date {
    let (years, days) = match serial {
        ANA_SERIAL => (34, 100),
        POL_SERIAL => (36, 210),
        MARC_SERIAL => (42, 30),
        _ => (31, 160),
    };
    months_before(today, years * 12).plus_days(-days)
}

/// Everyone, professionals first.
pub(super) fn people(today: Date) -> Vec<DemoPerson> {
    let patient = |subject, name, serial, story| DemoPerson {
        matricule: Some(Matricule::invent(born(serial, today), serial).to_string()),
        ..person(subject, name, Role::Patient, story)
    };
    let clinical = |subject, name, role, number: &str, story| DemoPerson {
        professional_number: Some(number.to_owned()),
        ..person(subject, name, role, story)
    };
    vec![
        clinical(
            "schiltz",
            "Dr Nadine Schiltz",
            Role::Doctor,
            SCHILTZ,
            [
                "Généraliste au Cabinet médical Belair ; Noé, en retard, est son patient",
                "Hausärztin im Cabinet médical Belair; Noé, der im Verzug ist, ist ihr Patient",
                "General practitioner at Cabinet médical Belair; Noé, who is late, is her patient",
                "Hausdoktesch am Cabinet médical Belair; den Noé, deen hannendran ass, ass hire Patient",
                "Médica de família no Cabinet médical Belair; o Noé, em atraso, é seu paciente",
            ],
        ),
        clinical(
            "origer",
            "Paul Origer",
            Role::Nurse,
            ORIGER,
            [
                "Infirmier au Cabinet médical Belair ; il recopie les cartes jaunes",
                "Krankenpfleger im Cabinet médical Belair; er überträgt gelbe Impfpässe",
                "Nurse at Cabinet médical Belair; he transcribes yellow cards",
                "Infirmier am Cabinet médical Belair; hie schreift d’giel Kaarten of",
                "Enfermeiro no Cabinet médical Belair; transcreve os boletins amarelos",
            ],
        ),
        clinical(
            "weber",
            "Dr Marc Weber",
            Role::Doctor,
            WEBER,
            [
                "Pédiatre à la Pédiatrie Kirchberg : nouveau-né, jumeaux, adolescente",
                "Kinderarzt in der Pédiatrie Kirchberg: Neugeborenes, Zwillinge, Jugendliche",
                "Paediatrician at Pédiatrie Kirchberg: a newborn, twins, a teenager",
                "Kannerdokter an der Pédiatrie Kirchberg: en Neigebuerent, Zwillingen, eng Jugendlech",
                "Pediatra na Pédiatrie Kirchberg: recém-nascido, gémeos, adolescente",
            ],
        ),
        clinical(
            "nilles",
            "Carine Nilles",
            Role::Nurse,
            NILLES,
            [
                "Infirmière à la Pédiatrie Kirchberg",
                "Krankenpflegerin in der Pédiatrie Kirchberg",
                "Nurse at Pédiatrie Kirchberg",
                "Infirmière an der Pédiatrie Kirchberg",
                "Enfermeira na Pédiatrie Kirchberg",
            ],
        ),
        clinical(
            "conti",
            "Dr Elena Conti",
            Role::Doctor,
            CONTI,
            [
                "Médecin dans les deux cabinets : elle choisit où elle travaille",
                "Ärztin in beiden Praxen: sie wählt, wo sie gerade arbeitet",
                "Doctor in both practices: she chooses where she is working",
                "Doktesch an deenen zwee Cabineten: si wielt, wou si grad schafft",
                "Médica nos dois consultórios: escolhe onde está a trabalhar",
            ],
        ),
        patient(
            "ana",
            "Ana Ferreira",
            ANA_SERIAL,
            [
                "Mère de Mila et de Noé ; elle voit leurs vaccins et les siens",
                "Mutter von Mila und Noé; sie sieht deren Impfungen und ihre eigenen",
                "Mother of Mila and Noé; she sees their vaccinations and her own",
                "D’Mamm vum Mila a vum Noé; si gesäit hir Impfungen an hir eegen",
                "Mãe da Mila e do Noé; vê as vacinas deles e as suas",
            ],
        ),
        patient(
            "pol",
            "Pol Thill",
            POL_SERIAL,
            [
                "Père de Mila et de Noé ; une dose saisie par erreur est annulée",
                "Vater von Mila und Noé; eine irrtümlich erfasste Dosis ist storniert",
                "Father of Mila and Noé; a dose entered in error is void",
                "De Papp vum Mila a vum Noé; eng falsch agedroen Dosis ass annuléiert",
                "Pai da Mila e do Noé; uma dose registada por engano está anulada",
            ],
        ),
        patient(
            "marc",
            "Marc Hansen",
            MARC_SERIAL,
            [
                "A indiqué lui-même d’anciens vaccins, qui attendent une confirmation",
                "Hat frühere Impfungen selbst angegeben; sie warten auf Bestätigung",
                "Told us of earlier vaccinations himself; they wait for confirmation",
                "Huet fréier Impfungen selwer uginn; si waarden op eng Bestätegung",
                "Indicou ele próprio vacinas antigas, que aguardam confirmação",
            ],
        ),
        patient(
            "laura",
            "Laura Reuter",
            LAURA_SERIAL,
            [
                "Enceinte de 24 semaines",
                "Schwanger, 24. Woche",
                "Pregnant, week 24",
                "Schwanger, 24. Woch",
                "Grávida de 24 semanas",
            ],
        ),
        person(
            "editor",
            "Claire Lentz",
            Role::RecommendationEditor,
            [
                "Traduit les recommandations du CSMI en règles",
                "Übersetzt die Empfehlungen des CSMI in Regeln",
                "Turns the CSMI’s recommendations into rules",
                "Iwwersetzt d’Recommandatioune vum CSMI a Reegelen",
                "Traduz as recomendações do CSMI em regras",
            ],
        ),
        person(
            "officer",
            "Dr Tom Meisch",
            Role::PublicHealthOfficer,
            [
                "Observe la couverture vaccinale, sans voir de personnes",
                "Beobachtet die Impfquoten, ohne Personen zu sehen",
                "Watches vaccination coverage without seeing people",
                "Kuckt d’Impfquoten, ouni Leit ze gesinn",
                "Observa a cobertura vacinal, sem ver pessoas",
            ],
        ),
        person(
            "auditor",
            "Josiane Wirtz",
            Role::Auditor,
            [
                "Contrôle qui a consulté quoi",
                "Prüft, wer was eingesehen hat",
                "Checks who looked at what",
                "Kontrolléiert, wien wat gekuckt huet",
                "Verifica quem consultou o quê",
            ],
        ),
        person(
            "operator",
            "Sven Kayser",
            Role::Operator,
            [
                "Exploite l’installation",
                "Betreibt die Installation",
                "Runs the installation",
                "Bedreift d’Installatioun",
                "Opera a instalação",
            ],
        ),
    ]
}

/// Someone without a record or a profession; the story in the order of [`Locale::ALL`].
fn person(subject: &str, name: &str, role: Role, story: [&'static str; 5]) -> DemoPerson {
    let [fr, de, en, lb, pt] = story;
    DemoPerson {
        subject: subject.to_owned(),
        name: name.to_owned(),
        roles: vec![role],
        matricule: None,
        professional_number: None,
        story: [
            (Locale::Fr, fr),
            (Locale::De, de),
            (Locale::En, en),
            (Locale::Lb, lb),
            (Locale::Pt, pt),
        ],
    }
}
