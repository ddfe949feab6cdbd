//! What a report says on paper, in English, German and Czech.

use super::report::Dimension;

/// The words of one language. What stands in braces is put in.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) period: &'static str,
    pub(super) to: &'static str,
    pub(super) by: &'static str,
    pub(super) closed_until: &'static str,
    pub(super) none_closed: &'static str,
    pub(super) not_closed: &'static str,
    pub(super) narrowed: &'static str,
    pub(super) dimensions: [&'static str; 5],
    pub(super) members: &'static str,
    pub(super) amount: &'static str,
    pub(super) year_before: &'static str,
    pub(super) change: &'static str,
    pub(super) total: &'static str,
    pub(super) rest: &'static str,
    pub(super) other: &'static str,
    pub(super) remote: &'static str,
    pub(super) own: &'static str,
    pub(super) network: &'static str,
    pub(super) quarter: &'static str,
    pub(super) nothing: &'static str,
    pub(super) at_least: &'static str,
    pub(super) meter: &'static str,
    pub(super) currency: &'static str,
    pub(super) did: &'static str,
    pub(super) could: &'static str,
    pub(super) steered: &'static str,
    pub(super) clean: &'static str,
    pub(super) unclean: &'static str,
    pub(super) no_runs: &'static str,
    pub(super) most: &'static str,
    pub(super) how_heading: &'static str,
    pub(super) how: &'static str,
    pub(super) page: &'static str,
    pub(super) key: &'static str,
}

impl Words {
    /// The words of that language; English where there are none.
    pub(super) fn of(language: &str) -> &'static Self {
        match language {
            "de" => &GERMAN,
            "cs" => &CZECH,
            _ => &ENGLISH,
        }
    }

    /// What the rows of a report are.
    pub(super) fn dimension(&self, by: Dimension) -> &'static str {
        let [month, quarter, place, category, source] = self.dimensions;
        match by {
            Dimension::Month => month,
            Dimension::Quarter => quarter,
            Dimension::Place => place,
            Dimension::Category => category,
            Dimension::Source => source,
        }
    }
}

const ENGLISH: Words = Words {
    title: "Commission report",
    period: "Period",
    to: "{from} to {to}",
    by: "Rows",
    closed_until: "Closed up to",
    none_closed: "no month yet",
    not_closed: "A month is told once it is closed. What is later than that is not in here yet.",
    narrowed: "Only work that is all of this place or category. What can be told only together with other work is not in \
               here.",
    dimensions: ["Month", "Quarter", "Place", "Category", "Source"],
    members: "Members",
    amount: "Amount",
    year_before: "Year before",
    change: "Change",
    total: "Total",
    rest: "In no row: fewer than three members a month",
    other: "other",
    remote: "without a place",
    own: "brought by the space",
    network: "brought by the network",
    quarter: "{number}{th} quarter {year}",
    nothing: "Nothing was earned in this period.",
    at_least: "at least {number}",
    meter: "What steering would have been worth",
    currency: "Currency",
    did: "Gained",
    could: "Could have gained at most",
    steered: "Gained by steering",
    clean: "Operators have no way to formation, bids or awards, and formation reads nothing of spaces. Each of the {runs} runs of \
            this period has a signed certificate that permuting spaces changed nothing.",
    unclean: "Of the {runs} runs of this period, {unequal} were found to depend on spaces. The admins were told at once.",
    no_runs: "Operators have no way to formation, bids or awards, and formation reads nothing of spaces. No run fell into this \
              period.",
    most: "The most that the space could have gained: as if every seat for which one of its own members was eligible had gone to \
           them. It is told of months in which three members of elsewhere held three such seats at least; what it adds is \
           rounded up to a hundred, month by month.",
    how_heading: "How these sums are made",
    how: "Every sum is one of parts of closed months, and each part stands for three members or more; a month of fewer \
          is in the total alone, which the statements tell. So a row can be smaller than what it is about, and no two reports \
          differ by one or two members. The numbers of members are lower bounds.",
    page: "Page {page} of {pages}",
    key: "Key",
};

const GERMAN: Words = Words {
    title: "Provisionsbericht",
    period: "Zeitraum",
    to: "{from} bis {to}",
    by: "Zeilen",
    closed_until: "Abgeschlossen bis",
    none_closed: "noch kein Monat",
    not_closed: "Ein Monat steht hier, sobald er abgeschlossen ist. Was später ist, fehlt noch.",
    narrowed: "Nur Arbeit, die ganz zu diesem Ort oder dieser Kategorie gehört. Was sich nur mit anderer zusammen nennen \
               lässt, fehlt.",
    dimensions: ["Monat", "Quartal", "Ort", "Kategorie", "Herkunft"],
    members: "Mitglieder",
    amount: "Betrag",
    year_before: "Vorjahr",
    change: "Änderung",
    total: "Summe",
    rest: "In keiner Zeile: weniger als drei Mitglieder im Monat",
    other: "übrige",
    remote: "ohne Ort",
    own: "vom Space gebracht",
    network: "vom Netzwerk gebracht",
    quarter: "{number}. Quartal {year}",
    nothing: "In diesem Zeitraum wurde nichts verdient.",
    at_least: "mindestens {number}",
    meter: "Was Lenken wert gewesen wäre",
    currency: "Währung",
    did: "Verdient",
    could: "Höchstens möglich",
    steered: "Durch Lenken verdient",
    clean: "Betreiber haben keinen Zugang zur Teambildung, zu Angeboten oder zum Zuschlag, und die Teambildung liest nichts von \
            Spaces. Zu jedem der {runs} Läufe dieses Zeitraums gibt es eine signierte Bescheinigung, dass ein Vertauschen der \
            Spaces nichts ändert.",
    unclean: "Von den {runs} Läufen dieses Zeitraums hingen {unequal} von Spaces ab. Die Verwaltung wurde sofort benachrichtigt.",
    no_runs: "Betreiber haben keinen Zugang zur Teambildung, zu Angeboten oder zum Zuschlag, und die Teambildung liest nichts von \
              Spaces. In diesem Zeitraum gab es keinen Lauf.",
    most: "So viel hätte der Space höchstens verdient: als wäre jeder Platz, für den ein eigenes Mitglied geeignet war, an dieses \
           gegangen. Gezählt sind Monate, in denen mindestens drei Mitglieder von anderswo drei solche Plätze hatten; was \
           dazukommt, ist Monat für Monat auf Hundert aufgerundet.",
    how_heading: "Wie diese Summen entstehen",
    how: "Jede Summe besteht aus Teilen abgeschlossener Monate, und jeder Teil steht für drei Mitglieder oder mehr; ein Monat mit \
          wenigeren steht nur in der Summe, die auch die Abrechnungen nennen. Eine Zeile kann also kleiner sein als das, wovon sie \
          handelt, und keine zwei Berichte unterscheiden sich um ein oder zwei Mitglieder. Die Zahlen der Mitglieder sind \
          Untergrenzen.",
    page: "Seite {page} von {pages}",
    key: "Schlüssel",
};

const CZECH: Words = Words {
    title: "Přehled provizí",
    period: "Období",
    to: "{from} až {to}",
    by: "Řádky",
    closed_until: "Uzavřeno do",
    none_closed: "zatím žádný měsíc",
    not_closed: "Měsíc je zde, jakmile je uzavřen. Co je později, zde ještě není.",
    narrowed: "Jen práce, která celá patří k tomuto místu nebo oboru. Co lze uvést jen společně s jinou prací, zde není.",
    dimensions: ["Měsíc", "Čtvrtletí", "Místo", "Obor", "Původ"],
    members: "Členové",
    amount: "Částka",
    year_before: "Před rokem",
    change: "Změna",
    total: "Celkem",
    rest: "V žádném řádku: méně než tři členové za měsíc",
    other: "ostatní",
    remote: "bez místa",
    own: "přivedl prostor",
    network: "přivedla síť",
    quarter: "{number}. čtvrtletí {year}",
    nothing: "V tomto období se nic nevydělalo.",
    at_least: "nejméně {number}",
    meter: "Jakou cenu by mělo ovlivňování",
    currency: "Měna",
    did: "Získáno",
    could: "Nejvýše možné",
    steered: "Získáno ovlivňováním",
    clean: "Provozovatelé nemají přístup k sestavování týmů, k nabídkám ani k výběru a sestavování o prostorech nic nečte. Ke \
            každému z běhů tohoto období (celkem {runs}) je podepsané osvědčení, že záměna prostorů nic nezměnila.",
    unclean: "Z běhů tohoto období (celkem {runs}) jich na prostorech záviselo {unequal}. Správci byli hned upozorněni.",
    no_runs: "Provozovatelé nemají přístup k sestavování týmů, k nabídkám ani k výběru a sestavování o prostorech nic nečte. V tomto \
              období žádný běh nebyl.",
    most: "Tolik mohl prostor získat nejvýše: jako by každé místo v týmu, pro které byl způsobilý některý z jeho členů, připadlo \
           jemu. Počítají se měsíce, v nichž alespoň tři členové odjinud měli alespoň tři taková místa; co tím \
           přibude, je měsíc po měsíci zaokrouhleno na stovky nahoru.",
    how_heading: "Jak tyto součty vznikají",
    how: "Každý součet se skládá z částí uzavřených měsíců a každá část zastupuje tři členy nebo více; měsíc s méně členy je jen \
          v celkovém součtu, který uvádějí i výpisy. Řádek tedy může být menší než to, o čem je, a žádné dva přehledy se neliší o \
          jednoho nebo dva členy. Počty členů jsou dolní meze.",
    page: "Strana {page} / {pages}",
    key: "Klíč",
};
