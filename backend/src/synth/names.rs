//! Names of the people who live in Luxembourg, put together at random: nobody's.

use rand::Rng;
use shared::{Locale, Sex};

/// Names that go together, and how many in a hundred have them.
struct Origin {
    share: u32,
    languages: &'static [Locale],
    country: &'static str,
    female: &'static [&'static str],
    male: &'static [&'static str],
    family: &'static [&'static str],
}

const ORIGINS: [Origin; 7] = [
    Origin {
        share: 48,
        languages: &[Locale::Lb, Locale::Lb, Locale::De, Locale::Fr],
        country: "LU",
        female: &[
            "Anne", "Carole", "Claudine", "Danielle", "Emma", "Fabienne", "Josée", "Julie",
            "Laura", "Lea", "Liz", "Lynn", "Mandy", "Marie", "Martine", "Michèle", "Monique",
            "Nathalie", "Nora", "Sandy", "Tammy", "Viviane", "Yvette", "Zoé",
        ],
        male: &[
            "Alain", "Ben", "Charel", "Claude", "Felix", "Fernand", "Gilles", "Guy", "Jang",
            "Jean", "Jeff", "Jos", "Leo", "Luc", "Max", "Michel", "Nico", "Paul", "Pit", "Raymond",
            "Romain", "Sam", "Tom", "Yann",
        ],
        family: &[
            "Bausch",
            "Becker",
            "Biver",
            "Braun",
            "Clement",
            "Diederich",
            "Engel",
            "Faber",
            "Feltes",
            "Flammang",
            "Greisch",
            "Hansen",
            "Hoffmann",
            "Jung",
            "Kayser",
            "Kieffer",
            "Kremer",
            "Krier",
            "Lentz",
            "Mangen",
            "Meyers",
            "Muller",
            "Nilles",
            "Peters",
            "Reding",
            "Reuter",
            "Schaack",
            "Schmit",
            "Schneider",
            "Steffen",
            "Theisen",
            "Thill",
            "Wagner",
            "Weber",
            "Weis",
            "Welter",
            "Wirtz",
            "Zimmer",
        ],
    },
    Origin {
        share: 18,
        languages: &[Locale::Pt, Locale::Pt, Locale::Fr],
        country: "PT",
        female: &[
            "Ana",
            "Beatriz",
            "Carla",
            "Catarina",
            "Cristina",
            "Daniela",
            "Fátima",
            "Inês",
            "Joana",
            "Leonor",
            "Mariana",
            "Marta",
            "Matilde",
            "Patrícia",
            "Rita",
            "Sandra",
            "Sara",
            "Sofia",
            "Sónia",
            "Teresa",
        ],
        male: &[
            "António",
            "Bruno",
            "Carlos",
            "Daniel",
            "Diogo",
            "Duarte",
            "Fernando",
            "Filipe",
            "Francisco",
            "Gonçalo",
            "João",
            "José",
            "Luís",
            "Manuel",
            "Miguel",
            "Nuno",
            "Paulo",
            "Pedro",
            "Rui",
            "Tiago",
        ],
        family: &[
            "Almeida",
            "Alves",
            "Carvalho",
            "Correia",
            "Costa",
            "da Silva",
            "Dias",
            "dos Santos",
            "Fernandes",
            "Ferreira",
            "Gomes",
            "Gonçalves",
            "Lopes",
            "Machado",
            "Marques",
            "Martins",
            "Mendes",
            "Moreira",
            "Nunes",
            "Oliveira",
            "Pereira",
            "Pinto",
            "Ribeiro",
            "Rodrigues",
            "Soares",
            "Sousa",
            "Teixeira",
            "Vieira",
        ],
    },
    Origin {
        share: 13,
        languages: &[Locale::Fr],
        country: "FR",
        female: &[
            "Aurélie", "Camille", "Céline", "Chloé", "Élise", "Émilie", "Inès", "Jeanne", "Louise",
            "Manon", "Margaux", "Mathilde", "Pauline", "Sylvie", "Valérie",
        ],
        male: &[
            "Adrien",
            "Antoine",
            "Benoît",
            "Cédric",
            "Hugo",
            "Jérôme",
            "Jules",
            "Julien",
            "Laurent",
            "Maxime",
            "Nicolas",
            "Olivier",
            "Sébastien",
            "Théo",
            "Vincent",
        ],
        family: &[
            "Bernard",
            "Blanchard",
            "Bonnet",
            "Chevalier",
            "Colin",
            "Dubois",
            "Dumont",
            "Durand",
            "Fontaine",
            "Fournier",
            "Garnier",
            "Gérard",
            "Henry",
            "Lambert",
            "Leroy",
            "Mercier",
            "Moreau",
            "Noël",
            "Perrin",
            "Renard",
            "Rousseau",
            "Simon",
            "Thomas",
            "Vidal",
        ],
    },
    Origin {
        share: 6,
        languages: &[Locale::De],
        country: "DE",
        female: &[
            "Birgit", "Claudia", "Frieda", "Greta", "Hannah", "Johanna", "Katrin", "Lena", "Petra",
            "Sabine", "Susanne", "Ulrike",
        ],
        male: &[
            "Andreas", "Bernd", "Dirk", "Emil", "Jonas", "Jürgen", "Karl", "Lukas", "Matthias",
            "Moritz", "Stefan", "Uwe",
        ],
        family: &[
            "Bauer",
            "Fischer",
            "Hartmann",
            "Keller",
            "Klein",
            "Krüger",
            "Lange",
            "Maier",
            "Neumann",
            "Richter",
            "Schäfer",
            "Schröder",
            "Schulz",
            "Vogel",
            "Wolf",
            "Zapp",
        ],
    },
    Origin {
        share: 5,
        languages: &[Locale::Fr, Locale::En],
        country: "IT",
        female: &[
            "Alessia",
            "Chiara",
            "Elena",
            "Federica",
            "Giulia",
            "Ilaria",
            "Laura",
            "Martina",
            "Paola",
            "Silvia",
            "Valentina",
        ],
        male: &[
            "Alessandro",
            "Andrea",
            "Davide",
            "Fabio",
            "Giovanni",
            "Lorenzo",
            "Luca",
            "Marco",
            "Matteo",
            "Roberto",
            "Stefano",
        ],
        family: &[
            "Bianchi", "Colombo", "Conti", "De Luca", "Esposito", "Ferrari", "Gallo", "Greco",
            "Mancini", "Marino", "Moretti", "Ricci", "Romano", "Rossi", "Russo",
        ],
    },
    Origin {
        share: 6,
        languages: &[Locale::Fr, Locale::De, Locale::En],
        country: "BA",
        female: &[
            "Adisa", "Ajla", "Amra", "Dragana", "Emina", "Ivana", "Jasmina", "Jelena", "Lejla",
            "Merima", "Mirela", "Snežana",
        ],
        male: &[
            "Admir", "Alen", "Almir", "Damir", "Dejan", "Edin", "Emir", "Goran", "Ivan", "Mirza",
            "Nenad", "Senad",
        ],
        family: &[
            "Adrović",
            "Begović",
            "Ćosović",
            "Dedić",
            "Hadžić",
            "Ivanović",
            "Jovanović",
            "Kovačević",
            "Ličina",
            "Mujkić",
            "Muratović",
            "Petrović",
            "Ramdedović",
            "Šabotić",
            "Škrijelj",
        ],
    },
    Origin {
        share: 4,
        languages: &[Locale::En, Locale::Fr],
        country: "GB",
        female: &[
            "Aisha", "Amina", "Elif", "Fatou", "Grace", "Ioana", "Maria", "Mei", "Olena", "Priya",
            "Yasmine", "Zainab",
        ],
        male: &[
            "Ahmed",
            "Andrei",
            "Daniel",
            "Hamza",
            "Ibrahim",
            "Ivo",
            "Kwame",
            "Oleksandr",
            "Rahul",
            "Samuel",
            "Tesfay",
            "Wei",
        ],
        family: &[
            "Abebe",
            "Ali",
            "Benali",
            "Chen",
            "Diallo",
            "Haile",
            "Ionescu",
            "Khan",
            "Kowalski",
            "Mensah",
            "Nguyen",
            "Novak",
            "O’Brien",
            "Popescu",
            "Sharma",
            "Shevchenko",
            "Smith",
            "Yılmaz",
        ],
    },
];

const COMMUNES: [(&str, u32); 20] = [
    ("Luxembourg", 200),
    ("Esch-sur-Alzette", 57),
    ("Differdange", 45),
    ("Dudelange", 34),
    ("Pétange", 32),
    ("Sanem", 28),
    ("Hesperange", 25),
    ("Bettembourg", 19),
    ("Schifflange", 18),
    ("Käerjeng", 17),
    ("Mersch", 16),
    ("Strassen", 16),
    ("Mamer", 16),
    ("Bertrange", 13),
    ("Ettelbruck", 15),
    ("Junglinster", 13),
    ("Diekirch", 11),
    ("Wiltz", 12),
    ("Echternach", 9),
    ("Grevenmacher", 8),
];

/// Who someone is called, and where from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Called {
    pub(super) given_name: &'static str,
    pub(super) family_names: (&'static str, Option<&'static str>),
    pub(super) language: Locale,
    pub(super) commune: &'static str,
    /// The country whose vaccines the older doses are of.
    pub(super) country: &'static str,
}

/// A name for someone of that sex.
pub(super) fn called(rng: &mut impl Rng, sex: Sex) -> Called {
    let origin = weighted(rng, &ORIGINS, |o| o.share);
    let given = if sex == Sex::Male { origin.male } else { origin.female };
    // One in ten has two family names.
    let second = rng.random_ratio(1, 10).then(|| one(rng, origin.family));
    Called {
        given_name: one(rng, given),
        family_names: (one(rng, origin.family), second),
        language: one(rng, origin.languages),
        commune: weighted(rng, &COMMUNES, |(_, share)| *share).0,
        country: origin.country,
    }
}

/// A name for a professional, and for the place of a practice.
pub(super) fn family_name(rng: &mut impl Rng) -> &'static str {
    let origin = weighted(rng, &ORIGINS, |o| o.share);
    one(rng, origin.family)
}

/// A given name for a professional of that sex.
pub(super) fn given_name(rng: &mut impl Rng, sex: Sex) -> &'static str {
    called(rng, sex).given_name
}

/// A place for a practice.
pub(super) fn commune(rng: &mut impl Rng) -> &'static str {
    weighted(rng, &COMMUNES, |(_, share)| *share).0
}

/// One of a list that is not empty.
pub(super) fn one<T: Copy>(rng: &mut impl Rng, list: &[T]) -> T {
    list[rng.random_range(0..list.len())]
}

/// One of a list by its share.
pub(super) fn weighted<'a, T>(rng: &mut impl Rng, list: &'a [T], share: fn(&T) -> u32) -> &'a T {
    let mut left = rng.random_range(0..list.iter().map(share).sum::<u32>());
    for item in list {
        if left < share(item) {
            return item;
        }
        left -= share(item);
    }
    &list[list.len() - 1]
}
