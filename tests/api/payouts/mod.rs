//! Payouts: where to, in which batch, and what the bank says of them.

mod batches;
mod details;
mod heard;
mod races;
mod refunds;
mod sent_back;

use muster::{
    book::Account,
    identity::{Hat, MemberId},
    spaces::SpaceId,
};
use serde_json::{Value, json};

use crate::support::{
    Answer, Network, Person,
    checks::{assert_all_is_well, holds},
    scene::{Scene, Taken},
};

/// The account of the network.
const OURS: &str = "CZ6508000000192000145399";
/// Accounts that there could be, one for each who is paid.
pub const IBANS: [&str; 6] = [
    "DE89370400440532013000",
    "AT611904300234573201",
    "NL91ABNA0417164300",
    "BE68539007547034",
    "ES9121000418450200051332",
    "PL61109010140000071219812874",
];
/// What each member is owed after a piece of work, in cents; a tenth of the whole goes to the space for each.
const EARNED: i64 = 180_000;

/// A space, its operator, members of it who earned the same each, and an admin.
pub struct Stage<'n> {
    scene: Scene<'n>,
    /// The admin.
    pub admin: Person<'n>,
    hill: SpaceId,
    olga: Person<'n>,
    people: Vec<(MemberId, Person<'n>)>,
}

impl<'n> Stage<'n> {
    /// The members have earned something, and nobody has set bank details.
    fn open(network: &'n Network, names: &[&str]) -> Self {
        let scene = Scene::open(network);
        let admin = scene.market.official("Adam", Hat::Admin);
        let hill = scene.space("Hill", 1_000);
        let olga = scene.operator("Olga", hill);
        let people = names.iter().map(|name| scene.freelancer(name, Some(hill))).collect();
        let stage = Self { scene, admin, hill, olga, people };
        stage.earn();
        stage
    }

    /// The same, and all members have bank details.
    pub fn with_details(network: &'n Network, names: &[&str]) -> Self {
        let stage = Self::open(network, names);
        for (place, (_, person)) in stage.people.iter().enumerate() {
            set(person, IBANS[place]).ok(200);
        }
        stage
    }

    fn network(&self) -> &'n Network {
        self.scene.network()
    }

    /// Every member earns once more.
    fn earn(&self) {
        let taken: Vec<Taken> = self.people.iter().map(|(id, _)| Taken::by(*id, 5_000)).collect();
        let engagement = self.scene.engage("web", &taken);
        self.scene.complete(engagement, &self.people[0].1);
    }

    /// What a member is owed, in cents.
    fn owed(&self, place: usize) -> i64 {
        holds(self.network(), Account::Member(self.people[place].0))
    }

    /// Asks for a batch of everybody who is owed something.
    fn ask(&self) -> Answer {
        self.admin.post("/payout-batches", &self.new_batch())
    }

    /// A batch of everybody who is owed something, today.
    pub fn new_batch(&self) -> Value {
        json!({ "currency": "EUR", "on": self.network().now().day().to_string(), "smallest": 1 })
    }

    /// Makes a batch; answers its id and its payouts, in the order of the members; a space's come after them.
    fn batch(&self) -> (String, Vec<Value>) {
        let id = text(&self.ask().ok(201)["id"]);
        let page = self.admin.get(&format!("/payout-batches/{id}/payouts?limit=100")).ok(200);
        let mut payouts = items(&page).clone();
        let place = |payout: &Value| {
            let payee = text(&payout["payee"]);
            self.people.iter().position(|(id, _)| id.to_string() == payee).unwrap_or(usize::MAX)
        };
        payouts.sort_by_key(place);
        (id, payouts)
    }

    /// Where the payouts of a member stand, the newest first.
    fn states(&self, place: usize) -> Vec<String> {
        let page = self.people[place].1.get("/member/payouts").ok(200);
        items(&page).iter().map(|payout| text(&payout["state"])).collect()
    }

    /// What is on its way.
    fn in_transit(&self) -> i64 {
        holds(self.network(), Account::Transit)
    }

    /// Hands a file in that is fine.
    pub fn hand_in(&self, file: &str) -> Value {
        hand_in(&self.admin, file).ok(201)
    }

    /// Who was left out of a batch: why, by payee.
    fn left_out(&self, batch: &str) -> Vec<(String, String)> {
        let nothing = self.admin.get(&format!("/payout-batches/{batch}/left-out?after=%00"));
        assert_eq!(nothing.fields(), ["after"]);
        let page = self.admin.get(&format!("/payout-batches/{batch}/left-out")).ok(200);
        items(&page).iter().map(|one| (text(&one["payee"]), text(&one["because"]))).collect()
    }

    #[track_caller]
    fn assert_all_is_well(&self) {
        assert_all_is_well(self.network());
    }
}

fn set(person: &Person<'_>, iban: &str) -> Answer {
    person.put("/member/bank-details", &json!({ "holder": "Ada Nováková", "iban": iban }))
}

fn hand_in(admin: &Person<'_>, file: &str) -> Answer {
    admin.send("POST", "/bank-files", Some(&Value::from(file)), &[("content-type", "application/xml")])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// The items of a page.
pub fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().unwrap_or_else(|| panic!("no page: {page:#}"))
}

/// What a part of a file did, by what it is about.
fn fates(file: &Value) -> Vec<(String, String)> {
    let lines = items(&file["lines"]).iter();
    lines.map(|line| (text(&line["about"]), text(&line["fate"]))).collect()
}

/// The name of a payout at the bank.
fn name_of(payout: &Value) -> String {
    text(&payout["end_to_end"])
}

/// How much a payout is, in cents.
pub fn cents(payout: &Value) -> i64 {
    payout["payout"]["amount"]["amount"].as_i64().unwrap()
}

/// A booking as the bank tells it.
pub struct Booking {
    /// The end-to-end id.
    pub id: String,
    /// In cents; below zero: went out.
    pub cents: i64,
    /// Why it came back.
    pub reason: Option<&'static str>,
    /// What it was for.
    pub words: String,
    /// The bank's name for it.
    pub name: String,
}

/// A payout leaves the account.
pub fn leaves(payout: &Value) -> Booking {
    let id = name_of(payout);
    Booking { name: format!("OUT-{id}"), id, cents: -cents(payout), reason: None, words: String::new() }
}

/// A payout comes back.
fn comes_back(payout: &Value, reason: &'static str) -> Booking {
    let id = name_of(payout);
    Booking { name: format!("IN-{id}"), id, cents: cents(payout), reason: Some(reason), words: String::new() }
}

/// A statement of the account of the network (camt.053).
pub fn statement(name: &str, bookings: &[&Booking]) -> String {
    camt(("BkToCstmrStmt", "Stmt", "camt.053.001.08"), name, OURS, bookings)
}

/// A statement of 250.00 EUR that nobody asked for, by the bank's name for it, and from which account where it tells that.
pub fn strange(name: &str, from: Option<&str>) -> String {
    let credit = Booking {
        id: "NOTPROVIDED".to_owned(),
        cents: 25_000,
        reason: None,
        words: "Rent for November".to_owned(),
        name: name.to_owned(),
    };
    let account = from.map(|iban| format!("<DbtrAcct><Id><IBAN>{iban}</IBAN></Id></DbtrAcct>")).unwrap_or_default();
    let payer = format!("<RltdPties><Dbtr><Pty><Nm>Petra Payer</Nm></Pty></Dbtr>{account}</RltdPties><RmtInf>");
    statement(&format!("S-{name}-{}", account.len()), &[&credit]).replacen("<RmtInf>", &payer, 1)
}

/// A notification of bookings (camt.054).
fn notification(name: &str, bookings: &[&Booking]) -> String {
    camt(("BkToCstmrDbtCdtNtfctn", "Ntfctn", "camt.054.001.08"), name, OURS, bookings)
}

fn camt((message, part, version): (&str, &str, &str), name: &str, account: &str, bookings: &[&Booking]) -> String {
    let entries: String = bookings.iter().map(|booking| entry(booking)).collect();
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{version}\"><{message}><GrpHdr><MsgId>{name}</MsgId></GrpHdr>\
         <{part}><Id>{name}</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct>{entries}</{part}></{message}></Document>"
    )
}

fn entry(booking: &Booking) -> String {
    let Booking { id, cents, reason, words, name } = booking;
    let (amount, way) =
        (format!("{}.{:02}", cents.abs() / 100, cents.abs() % 100), if *cents < 0 { "DBIT" } else { "CRDT" });
    let why = reason.map(|code| format!("<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf>")).unwrap_or_default();
    let what_for = if words.is_empty() { String::new() } else { format!("<RmtInf><Ustrd>{words}</Ustrd></RmtInf>") };
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt>\
         <Dt>2026-11-03</Dt></BookgDt><AcctSvcrRef>{name}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>{id}</EndToEndId>\
         </Refs><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{what_for}{why}</TxDtls></NtryDtls></Ntry>"
    )
}

/// What the bank says of a file of ours (pain.002): of all of it, or of payments, each with a status and a code.
fn report(message: &str, whole: Option<(&str, &str)>, payments: &[(String, &str, &str)]) -> String {
    let why = |code: &str| format!("<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf>");
    let group = whole.map(|(status, code)| format!("<GrpSts>{status}</GrpSts>{}", why(code))).unwrap_or_default();
    let one = |(id, status, code): &(String, &str, &str)| {
        let why = why(code);
        format!("<TxInfAndSts><OrgnlEndToEndId>{id}</OrgnlEndToEndId><TxSts>{status}</TxSts>{why}</TxInfAndSts>")
    };
    let payments: String = payments.iter().map(one).collect();
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>R</MsgId></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>{group}</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>\
         <OrgnlPmtInfId>{message}-1</OrgnlPmtInfId>{payments}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}
