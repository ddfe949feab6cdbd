//! Who and where: the towns and villages of the demo network, its names and its clients.

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

/// First names of women.
pub(super) const WOMEN: [&str; 80] = [
    "Ada", "Agnes", "Alena", "Alice", "Anežka", "Anja", "Anna", "Astrid", "Barbora", "Beata", "Berta", "Birgit",
    "Blanka", "Bohdana", "Clara", "Dana", "Daniela", "Dora", "Edith", "Elena", "Eliška", "Elke", "Ema", "Erika", "Eva",
    "Franka", "Gabi", "Gerda", "Greta", "Hana", "Hanka", "Hedwig", "Heidi", "Helena", "Helga", "Ida", "Ilona", "Ines",
    "Ingrid", "Irena", "Iva", "Jana", "Jitka", "Johanna", "Judith", "Julia", "Karin", "Katka", "Klára", "Lea", "Lenka",
    "Lena", "Linda", "Lisa", "Lucie", "Magda", "Maria", "Marta", "Martha", "Milena", "Mira", "Monika", "Nina", "Nora",
    "Olga", "Pavla", "Paula", "Petra", "Radka", "Renate", "Romana", "Rosa", "Sabine", "Šárka", "Simona", "Sonja",
    "Tereza", "Ulrike", "Vera", "Zora",
];

/// First names of men.
pub(super) const MEN: [&str; 80] = [
    "Alois", "Andreas", "Anton", "Armin", "Arno", "Bernd", "Bohumil", "Boris", "Bruno", "Cyril", "Daniel", "David",
    "Dominik", "Eduard", "Elias", "Emil", "Ernst", "Erwin", "Felix", "Ferdi", "Filip", "Florian", "Franz", "Fritz",
    "Georg", "Gustav", "Hannes", "Hans", "Helmut", "Herbert", "Hugo", "Ivan", "Jakob", "Jan", "Jaromír", "Jiří",
    "Jonas", "Josef", "Karel", "Karl", "Konrad", "Kurt", "Leo", "Leon", "Leopold", "Lorenz", "Ludwig", "Lukas",
    "Marek", "Martin", "Matěj", "Max", "Michal", "Milan", "Moritz", "Norbert", "Oldřich", "Ondřej", "Oskar", "Patrik",
    "Paul", "Pavel", "Petr", "Radek", "Richard", "Robert", "Roman", "Rudolf", "Samuel", "Simon", "Stefan", "Tibor",
    "Tobias", "Tomáš", "Ulrich", "Václav", "Viktor", "Vít", "Walter", "Zdeněk",
];

/// Last names, as men and as women have them.
pub(super) const LAST: [(&str, &str); 48] = [
    ("Adler", "Adler"),
    ("Bauer", "Bauer"),
    ("Beneš", "Benešová"),
    ("Berger", "Berger"),
    ("Brandl", "Brandl"),
    ("Černý", "Černá"),
    ("Dvořák", "Dvořáková"),
    ("Eder", "Eder"),
    ("Egger", "Egger"),
    ("Fiala", "Fialová"),
    ("Fischer", "Fischer"),
    ("Fuchs", "Fuchs"),
    ("Gruber", "Gruber"),
    ("Hájek", "Hájková"),
    ("Haas", "Haas"),
    ("Hofer", "Hofer"),
    ("Horák", "Horáková"),
    ("Huber", "Huber"),
    ("Jelínek", "Jelínková"),
    ("Kaiser", "Kaiser"),
    ("Koller", "Koller"),
    ("Král", "Králová"),
    ("Kučera", "Kučerová"),
    ("Lang", "Lang"),
    ("Lechner", "Lechner"),
    ("Maier", "Maier"),
    ("Marek", "Marková"),
    ("Moser", "Moser"),
    ("Müller", "Müller"),
    ("Němec", "Němcová"),
    ("Novák", "Nováková"),
    ("Pichler", "Pichler"),
    ("Pokorný", "Pokorná"),
    ("Procházka", "Procházková"),
    ("Reiter", "Reiter"),
    ("Růžička", "Růžičková"),
    ("Schmid", "Schmid"),
    ("Schwarz", "Schwarz"),
    ("Sedlák", "Sedláková"),
    ("Steiner", "Steiner"),
    ("Svoboda", "Svobodová"),
    ("Urban", "Urbanová"),
    ("Veselý", "Veselá"),
    ("Wagner", "Wagner"),
    ("Weber", "Weber"),
    ("Winkler", "Winkler"),
    ("Wolf", "Wolf"),
    ("Zeman", "Zemanová"),
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nobody_shares_a_first_name_by_being_listed_twice() {
        let all: BTreeSet<&str> = WOMEN.into_iter().chain(MEN).collect();
        assert_eq!(all.len(), WOMEN.len() + MEN.len());
    }
}
