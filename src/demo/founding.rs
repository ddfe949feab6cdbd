//! Founding: places, spaces and their operators, terms, members with their homes and ties, clients.

use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

use muster_kernel::{Currency, Money};

use super::{
    PASSWORD, asks,
    cast::{CLIENTS, HOMES, LAST, MEN, MemberPlan, TRIO, WOMEN},
    drawn, email_of,
};
use crate::{
    app::App,
    audit::By,
    availability::{self, WeeklyPattern},
    clock::Mint,
    db::Tx,
    error::{Error, Result},
    http::IdempotencyKey,
    identity::{self, Admin, Client, Hat, Member, MemberId, PersonId, Steward, clients::NewClient},
    invoices::{self, Seller, billing::BillingDetails},
    members::{self, Profile, SkillLevel},
    places::{self, NewPlace, PlaceId},
    skills::{self, SkillId},
    spaces::{self, NewFinder, NewSpace, RateKind, SpaceId, service::Move, terms::NewNetworkTerms},
    ties,
};

/// The network's own rates, in basis points.
const NETWORK_FEE: i32 = 700;
const MUTUAL_FUND: i32 = 100;
/// What whoever brought a client gets of the network's fee.
const FINDERS_SHARE: i32 = 1_500;
/// The tax on top of prices.
const TAX: i32 = 2_000;
/// How many are neutral: one for a case, and three for a panel.
const STEWARDS: usize = 4;
/// One transaction holds so many members.
const BATCH: usize = 500;

/// A founded network.
pub(super) struct Founded {
    /// Who runs it.
    pub(super) admin: Admin,
    /// Who posts briefs; the first one is Carla's organisation.
    pub(super) clients: Vec<Client>,
    /// Who works, by member.
    pub(super) members: HashMap<MemberId, Member>,
    /// Three who work together, the first of whom can sign in.
    pub(super) trio: Vec<Member>,
    /// Who is neutral; the first one can sign in.
    pub(super) stewards: Vec<Steward>,
    /// Where briefs may be on site.
    pub(super) places: Vec<PlaceId>,
}

impl Founded {
    /// The member who can sign in.
    pub(super) fn mia(&self) -> Member {
        self.trio[0]
    }

    /// Everybody but the trio, in the order in which they joined.
    pub(super) fn others(&self) -> impl Iterator<Item = Member> {
        let mut others: Vec<Member> = self.members.values().copied().collect();
        others.retain(|member| self.trio.iter().all(|one| one.member != member.member));
        others.sort_by_key(|member| member.member);
        others.into_iter()
    }

    /// The client who can sign in.
    pub(super) fn carla(&self) -> Client {
        self.clients[0]
    }
}

/// Founds everything, by the use cases that an admin and the people themselves would use.
pub(super) fn found(app: &App, members: usize) -> Result<Founded> {
    app.db.write(|tx| skills::service::import_starter(tx).map(drop))?;
    let admin = app.db.write(|tx| official(tx, Hat::Admin))?;
    let stewards = app.db.write(found_stewards)?;
    let admin = Admin { person: admin };
    let homes = found_spaces(app, admin)?;
    let clients = app.db.write(found_clients)?;
    // Every other client was brought by a space.
    for (client, (_, space)) in clients.iter().zip(&homes).step_by(2) {
        spaces::service::say_finder(app, *client, &NewFinder { member: None, space: Some(*space) })?;
    }
    let known = skills_by_category(app)?;
    let mut people = Vec::with_capacity(members);
    for first in (0..members).step_by(BATCH) {
        let batch = first..members.min(first + BATCH);
        people.extend(app.db.write(|tx| found_members(tx, batch.clone(), &homes, &known))?);
    }
    settle(app, &people, &homes)?;
    tie(app, &people)?;
    Ok(Founded {
        admin,
        clients,
        trio: people.iter().take(TRIO.len()).map(|(member, _)| *member).collect(),
        members: people.into_iter().map(|(member, _)| (member.member, member)).collect(),
        stewards,
        places: homes.into_iter().map(|(place, _)| place).collect(),
    })
}

/// Stella, and those who are drawn with her.
fn found_stewards(tx: &mut Tx<'_>) -> Result<Vec<Steward>> {
    let mut stewards = vec![Steward { person: official(tx, Hat::Steward)? }];
    for number in 1..STEWARDS {
        let name = someone(tx.mint());
        let person = identity::newcomers::bring_in(tx, &format!("steward-{number}@demo.example"), &name)?;
        identity::service::grant(tx, By::Muster, person, Hat::Steward)?;
        stewards.push(Steward { person });
    }
    Ok(stewards)
}

/// An admin or a steward who can sign in.
fn official(tx: &mut Tx<'_>, hat: Hat) -> Result<PersonId> {
    let person = sign_in(tx, hat)?;
    identity::service::grant(tx, By::Muster, person, hat)?;
    Ok(person)
}

/// A person who can sign in with the demo's password.
fn sign_in(tx: &mut Tx<'_>, hat: Hat) -> Result<PersonId> {
    let name = match hat {
        Hat::Client => "Carla Berger",
        Hat::Member => "Mia Nováková",
        Hat::Operator => "Otto Huber",
        Hat::Steward => "Stella Lang",
        Hat::Admin => "Adam Fuchs",
    };
    let person = identity::newcomers::bring_in(tx, email_of(hat), name)?;
    identity::service::give_password(tx, person, PASSWORD)?;
    Ok(person)
}

/// Places, spaces with an operator each, and the network's rates. Otto runs the first space.
fn found_spaces(app: &App, admin: Admin) -> Result<Vec<(PlaceId, SpaceId)>> {
    let mut homes = Vec::with_capacity(HOMES.len());
    for (number, home) in HOMES.iter().enumerate() {
        let new = NewPlace {
            name: home.town.to_owned(),
            country: home.country.to_owned(),
            kind: home.kind,
            latitude_e6: home.north_e6,
            longitude_e6: home.east_e6,
        };
        let place = places::service::create(app, admin, &new)?;
        let new = NewSpace { name: home.space.to_owned(), place, commission: home.commission };
        let space = spaces::service::create(app, admin, &new, &IdempotencyKey::none())?;
        let email =
            if number == 0 { email_of(Hat::Operator).to_owned() } else { format!("operator-{number}@demo.example") };
        app.db.write(|tx| match number {
            0 => sign_in(tx, Hat::Operator).map(drop),
            _ => identity::newcomers::bring_in(tx, &email, &someone(tx.mint())).map(drop),
        })?;
        spaces::service::add_operator(app, admin, space, &email)?;
        homes.push((place, space));
    }
    for (kind, basis_points) in [
        (RateKind::Network, NETWORK_FEE),
        (RateKind::Finder, FINDERS_SHARE),
        (RateKind::Fund, MUTUAL_FUND),
        (RateKind::Tax, TAX),
    ] {
        let terms = NewNetworkTerms { kind, basis_points, from_day: app.now().day(), bounds: Vec::new() };
        spaces::terms::announce_for_network(app, admin, &terms)?;
    }
    Ok(homes)
}

/// Nine of ten members belong to the space of the place where they live.
fn settle(app: &App, people: &[(Member, usize)], homes: &[(PlaceId, SpaceId)]) -> Result<()> {
    for (number, (member, at)) in people.iter().enumerate() {
        if number == 0 || app.mint.below(10) > 0 {
            let home = Move { space: Some(homes[*at].1), from: app.now().day() };
            spaces::service::move_home(app, *member, &home)?;
        }
    }
    Ok(())
}

fn found_clients(tx: &mut Tx<'_>) -> Result<Vec<Client>> {
    let mut clients = Vec::with_capacity(CLIENTS.len());
    for (number, (name, country)) in CLIENTS.iter().enumerate() {
        let person = if number == 0 {
            sign_in(tx, Hat::Client)?
        } else {
            let (email, name) = (format!("client-{number}@demo.example"), someone(tx.mint()));
            identity::newcomers::bring_in(tx, &email, &name)?
        };
        let new = NewClient { name: (*name).to_owned(), country: (*country).to_owned(), currency: Currency::EUR };
        let client = identity::clients::found_for(tx, By::Muster, person, &new)?;
        invoices::billing::give_first(tx, client, person, &billing(number, name, country))?;
        clients.push(Client { person, client, key: None });
    }
    Ok(clients)
}

/// What stands on a client's invoices.
fn billing(number: usize, name: &str, country: &str) -> BillingDetails {
    let (street, postcode, city, vat_id) = match country {
        "CZ" => ("Zelný trh 1", "602 00", "Brno", format!("CZ0000000{number}")),
        "DE" => ("Residenzplatz 1", "94032", "Passau", format!("DE00000000{number}")),
        _ => ("Hauptplatz 1", "8010", "Graz", format!("ATU1000000{number}")),
    };
    BillingDetails {
        name: name.to_owned(),
        street: Some(street.to_owned()),
        additional: None,
        postcode: Some(postcode.to_owned()),
        city: city.to_owned(),
        country: country.to_owned(),
        vat_id: Some(vat_id),
        registration: None,
        reference: None,
        email: None,
    }
}

/// The network as it stands on its invoices, where the settings do not say.
pub(super) fn seller(network: &[String]) -> Option<Seller> {
    let settings = [
        ("MUSTER_NETWORK_COUNTRY", "AT"),
        ("MUSTER_NETWORK_POSTCODE", "8010"),
        ("MUSTER_NETWORK_CITY", "Graz"),
        ("MUSTER_NETWORK_VAT_ID", "ATU00000000"),
    ];
    let find = |key: &str| settings.iter().find(|(known, _)| *known == key).map(|(_, value)| (*value).to_owned());
    // An invoice names a whole address.
    let mut lines = network.to_vec();
    if let [_] = network {
        lines.push("Lendplatz 1".to_owned());
    }
    Seller::read(&lines, find).expect("this makes a seller")
}

/// The skills of each category, in the taxonomy's order.
fn skills_by_category(app: &App) -> Result<Vec<Vec<SkillId>>> {
    let mut known = Vec::new();
    for category in skills::service::categories() {
        let ids = app.db.read(|conn| skills::service::of_category(conn, &category.key))?;
        if !ids.is_empty() {
            known.push(ids);
        }
    }
    Ok(known)
}

/// Members of the pool, the first of whom are the trio. Each is answered with their place's number.
fn found_members(
    tx: &mut Tx<'_>,
    numbers: Range<usize>,
    homes: &[(PlaceId, SpaceId)],
    known: &[Vec<SkillId>],
) -> Result<Vec<(Member, usize)>> {
    let mint = tx.mint().clone();
    let mut joining = Vec::new();
    let mut living = Vec::new();
    for number in numbers.clone() {
        let at = if number < TRIO.len() { 0 } else { drawn_home(&mint) };
        let person = match number {
            0 => sign_in(tx, Hat::Member)?,
            _ => identity::newcomers::bring_in(tx, &format!("member-{number}@demo.example"), &someone(&mint))?,
        };
        let profile = match TRIO.get(number) {
            Some(one) => of_the_trio(one, homes[at].0)?,
            None => drawn_profile(&mint, homes[at].0, known)?,
        };
        joining.push((person, profile));
        living.push(at);
    }
    let ids = members::service::join_all(tx, By::Muster, &mint, &joining)?;
    let pattern = |number| if number < TRIO.len() { usual_week(9, 9) } else { drawn_pattern(&mint) };
    let patterns: Vec<_> = ids.iter().zip(numbers).map(|(id, number)| (*id, pattern(number))).collect();
    availability::service::add_patterns(tx, &patterns)?;
    let mut founded = Vec::with_capacity(ids.len());
    let mut proven = Vec::new();
    for ((member, (person, profile)), at) in ids.into_iter().zip(joining).zip(living) {
        for known in profile.skills.into_iter().filter(|_| mint.below(2) == 0) {
            let evidence = u16::try_from(mint.below(500)).unwrap_or_default();
            proven.push((member, known.skill, evidence));
        }
        founded.push((Member { person, member }, at));
    }
    members::service::add_all_evidence(tx, &proven)?;
    Ok(founded)
}

/// A home, as likely as its share of a hundred members.
fn drawn_home(mint: &Mint) -> usize {
    let mut drawn = mint.below(HOMES.iter().map(|home| home.share).sum());
    for (number, home) in HOMES.iter().enumerate() {
        if drawn < home.share {
            return number;
        }
        drawn -= home.share;
    }
    0
}

/// Somebody's name; the last one agrees with the first, as it does in Czech and Slovak.
fn someone(mint: &Mint) -> String {
    let first = *drawn(mint, &[WOMEN, MEN].concat());
    let (of_men, of_women) = *drawn(mint, &LAST);
    format!("{first} {}", if WOMEN.contains(&first) { of_women } else { of_men })
}

/// Everybody follows two trades, one of them well, and knows something else of one category; skills at the head of a
/// category are commoner.
fn drawn_profile(mint: &Mint, place: PlaceId, known: &[Vec<SkillId>]) -> Result<Profile> {
    let trades = [asks::drawn_trade(mint)?, asks::drawn_trade(mint)?];
    let mut skills: Vec<SkillLevel> = Vec::new();
    let mut learn = |skill: SkillId, level: u8| {
        if skills.iter().all(|known| known.skill != skill) {
            skills.push(SkillLevel { skill, level });
        }
    };
    for (number, trade) in trades.iter().enumerate() {
        let also = trade.also.iter().filter(|_| mint.below(3) > 0);
        for name in std::iter::once(&trade.must).chain(also) {
            learn(named(name)?, if number == 0 { level(mint).max(3) } else { level(mint) });
        }
    }
    let category = drawn(mint, known);
    for _ in 0..1 + mint.below(4) {
        let size = u64::try_from(category.len()).unwrap_or(u64::MAX);
        let place = usize::try_from(mint.below(size).min(mint.below(size))).unwrap_or_default();
        learn(category[place].clone(), level(mint));
    }
    let mut languages = vec![(*drawn(mint, &["de", "cs", "de", "cs", "sk"])).to_owned()];
    if mint.below(4) > 0 {
        languages.push("en".to_owned());
    }
    let rate = 2_500 + i64::try_from(mint.below(18)).unwrap_or_default() * 500;
    Ok(Profile {
        headline: trades[0].title.to_owned(),
        about: String::new(),
        rate: Money::new(rate, Currency::EUR),
        place: Some(place),
        onsite: mint.below(4) > 0,
        in_pool: mint.below(20) > 0,
        takes_bids: mint.below(2) == 0,
        languages,
        skills,
    })
}

fn named(skill: &str) -> Result<SkillId> {
    skill.parse().map_err(|cause| Error::internal("name a skill", cause))
}

fn level(mint: &Mint) -> u8 {
    *drawn(mint, &[2, 3, 3, 4, 4, 5])
}

fn drawn_pattern(mint: &Mint) -> WeeklyPattern {
    let day = u8::try_from(3 + mint.below(6)).unwrap_or_default();
    usual_week(day, if mint.below(3) == 0 { 0 } else { day })
}

/// So many hours from Monday to Thursday, and so many on Friday.
fn usual_week(day: u8, friday: u8) -> WeeklyPattern {
    WeeklyPattern { monday: day, tuesday: day, wednesday: day, thursday: day, friday, saturday: 0, sunday: 0 }
}

fn of_the_trio((headline, knows, rate): &MemberPlan, place: PlaceId) -> Result<Profile> {
    let mut skills = Vec::new();
    for (name, level) in *knows {
        skills.push(SkillLevel { skill: named(name)?, level: *level });
    }
    Ok(Profile {
        headline: (*headline).to_owned(),
        about: "Ten years in small teams, most of them with the same two people.".to_owned(),
        rate: Money::new(*rate, Currency::EUR),
        place: Some(place),
        onsite: true,
        in_pool: true,
        takes_bids: true,
        languages: vec!["de".to_owned(), "en".to_owned()],
        skills,
    })
}

/// The trio know each other well; everybody knows some of those who live where they live, and a few from elsewhere.
fn tie(app: &App, people: &[(Member, usize)]) -> Result<()> {
    let mut by_home: HashMap<usize, Vec<MemberId>> = HashMap::new();
    for (member, at) in people {
        by_home.entry(*at).or_default().push(member.member);
    }
    let mut ties: BTreeMap<(MemberId, MemberId), u16> = BTreeMap::new();
    let in_order = |a: MemberId, b: MemberId| (a.min(b), a.max(b));
    for (member, at) in people {
        for _ in 0..3 {
            let near = app.mint.below(5) > 0;
            let other = if near { *drawn(&app.mint, &by_home[at]) } else { drawn(&app.mint, people).0.member };
            let strength = u16::try_from(100 + app.mint.below(700)).unwrap_or_default();
            ties.entry(in_order(member.member, other)).or_insert(strength);
        }
    }
    if let [(mia, _), (second, _), (third, _), ..] = people {
        for (a, b) in [(mia, second), (mia, third), (second, third)] {
            ties.insert(in_order(a.member, b.member), 950);
        }
    }
    let ties: Vec<_> = ties.into_iter().map(|((a, b), strength)| (a, b, strength)).collect();
    app.db.write(|tx| ties::service::add_all(tx, &ties))
}
