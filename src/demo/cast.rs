//! Who and where: the towns and villages of the demo network, its names, and the briefs of its clients.

use crate::places::Settlement;

/// A town or village with its space: name, country, kind, millionths of a degree north and east, the space's name, its
/// commission in basis points, and how many of a hundred members live there.
pub(super) struct Home {
    pub(super) town: &'static str,
    pub(super) country: &'static str,
    pub(super) kind: Settlement,
    pub(super) north_e6: i32,
    pub(super) east_e6: i32,
    pub(super) space: &'static str,
    pub(super) commission: i32,
    pub(super) share: u64,
}

const fn home(
    town: &'static str,
    country: &'static str,
    kind: Settlement,
    (north_e6, east_e6): (i32, i32),
    space: &'static str,
    commission: i32,
    share: u64,
) -> Home {
    Home { town, country, kind, north_e6, east_e6, space, commission, share }
}

use Settlement::{Rural, Urban};

/// Twenty-four places between the Danube and the Moldau; the shares add up to a hundred.
pub(super) const HOMES: [Home; 24] = [
    home("Wien", "AT", Urban, (48_208_200, 16_373_800), "Werkraum", 500, 14),
    home("Graz", "AT", Urban, (47_070_700, 15_439_500), "Murhof", 500, 7),
    home("Linz", "AT", Urban, (48_306_900, 14_285_800), "Hafendeck", 450, 6),
    home("Salzburg", "AT", Urban, (47_809_500, 13_055_000), "Salzlager", 550, 5),
    home("Brno", "CZ", Urban, (49_195_100, 16_606_800), "Dílna", 400, 9),
    home("Praha", "CZ", Urban, (50_075_500, 14_437_800), "Nábřeží", 500, 12),
    home("Plzeň", "CZ", Urban, (49_738_400, 13_373_600), "Pila", 400, 4),
    home("České Budějovice", "CZ", Urban, (48_974_500, 14_474_300), "Solnice", 400, 4),
    home("München", "DE", Urban, (48_135_100, 11_582_000), "Isarwerk", 600, 10),
    home("Regensburg", "DE", Urban, (49_013_400, 12_101_600), "Steinbrücke", 500, 4),
    home("Passau", "DE", Urban, (48_566_700, 13_431_900), "Dreiflüsse", 450, 3),
    home("Bratislava", "SK", Urban, (48_148_600, 17_107_700), "Nový most", 450, 5),
    home("Freistadt", "AT", Rural, (48_511_000, 14_504_000), "Marktplatz 9", 700, 1),
    home("Kirchbach", "AT", Rural, (46_933_000, 15_663_000), "Alte Post", 750, 1),
    home("Gmünd", "AT", Rural, (48_769_000, 14_985_000), "Grenzgang", 700, 1),
    home("Bad Aussee", "AT", Rural, (47_610_000, 13_782_000), "Seeblick", 800, 1),
    home("Retz", "AT", Rural, (48_757_000, 15_953_000), "Windmühle", 700, 1),
    home("Telč", "CZ", Rural, (49_184_000, 15_453_000), "Za branou", 600, 2),
    home("Mikulov", "CZ", Rural, (48_805_600, 16_637_800), "Vinárna", 600, 2),
    home("Český Krumlov", "CZ", Rural, (48_812_700, 14_317_500), "Papírna", 650, 2),
    home("Vimperk", "CZ", Rural, (49_052_000, 13_774_000), "Sklárna", 650, 1),
    home("Zwiesel", "DE", Rural, (49_016_000, 13_237_000), "Glashütte", 750, 2),
    home("Cham", "DE", Rural, (49_220_000, 12_665_000), "Biertor", 700, 2),
    home("Freyung", "DE", Rural, (48_809_000, 13_547_000), "Volksschule", 750, 1),
];

/// First names.
pub(super) const FIRST: [&str; 48] = [
    "Ada", "Adam", "Alena", "Andreas", "Anna", "Barbora", "Bernd", "Birgit", "Clara", "Daniel", "David", "Dora",
    "Elias", "Emil", "Eva", "Filip", "Franz", "Greta", "Hana", "Ida", "Ivan", "Jakob", "Jana", "Jonas", "Josef",
    "Julia", "Karel", "Katka", "Klara", "Lea", "Leon", "Lucie", "Marek", "Maria", "Matěj", "Max", "Mira", "Nina",
    "Ondřej", "Paul", "Petra", "Radek", "Rosa", "Simon", "Tereza", "Tomáš", "Vera", "Zora",
];

/// Last names.
pub(super) const LAST: [&str; 48] = [
    "Adler",
    "Bauer",
    "Beneš",
    "Berger",
    "Brandl",
    "Černá",
    "Dvořák",
    "Eder",
    "Egger",
    "Fiala",
    "Fischer",
    "Fuchs",
    "Gruber",
    "Hájek",
    "Haas",
    "Hofer",
    "Horák",
    "Huber",
    "Jelínek",
    "Kaiser",
    "Koller",
    "Král",
    "Kučera",
    "Lang",
    "Lechner",
    "Maier",
    "Marek",
    "Moser",
    "Müller",
    "Němec",
    "Novák",
    "Pichler",
    "Pokorná",
    "Procházka",
    "Reiter",
    "Růžička",
    "Schmid",
    "Schwarz",
    "Sedlák",
    "Steiner",
    "Svoboda",
    "Urban",
    "Veselá",
    "Wagner",
    "Weber",
    "Winkler",
    "Wolf",
    "Zeman",
];

/// A member who is planned, not drawn: headline, what they know, rate.
pub(super) type MemberPlan = (&'static str, &'static [(&'static str, u8)], i64);

/// Three members of the first place who have worked together for years, Mia first.
pub(super) const TRIO: [MemberPlan; 3] = [
    (
        "Front ends that people like to use",
        &[("react", 5), ("typescript", 5), ("html-and-css", 4), ("figma", 3)],
        4_800,
    ),
    (
        "Databases and the services before them",
        &[("postgresql", 5), ("python", 4), ("rest-apis", 4), ("sql", 5)],
        5_500,
    ),
    ("Interfaces, from the first sketch on", &[("ui-design", 5), ("figma", 5), ("branding", 3)], 5_200),
];

/// Client organisations.
pub(super) const CLIENTS: [(&str, &str); 6] = [
    ("Alpenrad GmbH", "AT"),
    ("Donau Energie AG", "AT"),
    ("Moravská pekárna s.r.o.", "CZ"),
    ("Waldbahn Touristik", "DE"),
    ("Nordlicht Versicherung", "DE"),
    ("Vltava Labs s.r.o.", "CZ"),
];

/// A seat of a demo brief: id, title, hours a week, and needs (skill, level, weight, must).
pub(super) type SeatPlan = (&'static str, &'static str, i32, &'static [(&'static str, i32, i32, bool)]);

/// A demo brief: title, what is to be done, category, weeks, seats.
pub(super) type BriefPlan = (&'static str, &'static str, &'static str, i32, &'static [SeatPlan]);

/// What clients of the demo network ask for, again and again.
pub(super) const BRIEFS: [BriefPlan; 6] = [
    (
        "A shop for rental bicycles",
        "Guests book a bicycle online, pay, and open the lock with their phone. Two languages, one season to prove it.",
        "web",
        10,
        &[
            (
                "front",
                "Front end",
                20,
                &[("react", 3, 5, true), ("typescript", 3, 4, false), ("html-and-css", 3, 2, false)],
            ),
            (
                "back",
                "Back end",
                20,
                &[("postgresql", 3, 5, true), ("python", 3, 4, false), ("rest-apis", 3, 3, false)],
            ),
            ("design", "Design", 12, &[("ui-design", 3, 5, true), ("figma", 3, 3, false)]),
        ],
    ),
    (
        "Where our energy goes",
        "Meters in forty buildings send their readings each quarter of an hour. We want to see them, and to be warned.",
        "data",
        8,
        &[
            ("data", "Data engineer", 24, &[("sql", 3, 5, true), ("python", 3, 4, false), ("etl", 3, 3, false)]),
            ("picture", "Dashboards", 16, &[("power-bi", 3, 5, true), ("data-visualization", 3, 4, false)]),
        ],
    ),
    (
        "A new face for a bakery",
        "The fourth generation takes over. Logo, packaging, a small site, and pictures that smell of bread.",
        "design",
        6,
        &[
            ("brand", "Branding", 16, &[("branding", 3, 5, true), ("logo-design", 3, 3, false)]),
            ("photo", "Photography", 8, &[("photography", 3, 5, true)]),
            ("text", "Texts", 8, &[("copywriting", 3, 5, true)]),
        ],
    ),
    (
        "Guests who stay for a week",
        "The railway through the forest wants visitors in the low season: a campaign, its texts, and somebody who measures it.",
        "marketing",
        8,
        &[
            ("lead", "Campaign", 16, &[("digital-marketing", 3, 5, true), ("search-engine-optimization", 3, 3, false)]),
            ("words", "Texts in two languages", 10, &[("copywriting", 3, 5, true), ("translation", 2, 3, false)]),
        ],
    ),
    (
        "Claims without paper",
        "From a photo of the damage to the decision in one day. The old system stays; the way to it changes.",
        "software",
        12,
        &[
            ("java", "Services", 24, &[("java", 3, 5, true), ("sql", 3, 3, false)]),
            ("cloud", "Operations", 16, &[("docker", 3, 5, true), ("kubernetes", 2, 4, false), ("linux", 3, 3, false)]),
            ("test", "Tests", 12, &[("software-testing", 3, 5, true)]),
            ("pm", "Project lead", 8, &[("project-management", 3, 5, true)]),
        ],
    ),
    (
        "A sensor for the river",
        "Level, temperature and turbidity of the river, every minute, without a cable. A prototype that survives a winter.",
        "hardware",
        10,
        &[
            ("board", "Electronics", 16, &[("arduino", 3, 5, true), ("raspberry-pi", 3, 3, false)]),
            ("back", "Data", 16, &[("python", 3, 5, true), ("sql", 2, 3, false)]),
        ],
    ),
];
