//! Use cases of notices.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    NoticeId,
    model::{Choice, MailChoice, Notice, Rhythm},
    store::{self, NoticeRow, Whom},
};
use crate::{
    app::App,
    db::{BATCH, Conn, Tx},
    error::{Check, Result},
    http::IfMatch,
    identity::{self, ClientId, Hat, MemberId, PersonId, SignedIn},
    jobs::{self, Job},
    letters::{Language, Letter, Said},
    mail::Mail,
    spaces::{self, SpaceId},
    webhooks,
};

/// The most notices of one digest; what is left waits for the next.
const MOST_IN_A_DIGEST: i64 = 100;

/// Tells somebody something that concerns them under `hat`: a line in the app and a mail, as they chose. Whoever did what
/// it tells of ([`Notice::act_of`]) is not told, nor is whoever has left.
pub fn tell(tx: &mut Tx<'_>, person: PersonId, hat: Hat, notice: &Notice) -> Result<()> {
    tell_people(tx, &[person], hat, notice)
}

/// Tells those people something that concerns all of them under `hat`.
pub fn tell_people(tx: &mut Tx<'_>, people: &[PersonId], hat: Hat, notice: &Notice) -> Result<()> {
    people.chunks(BATCH).try_for_each(|some| tell_at_once(tx, Whom::People(some), hat, notice))
}

/// Tells a member something.
pub fn tell_member(tx: &mut Tx<'_>, member: MemberId, notice: &Notice) -> Result<()> {
    tell_members(tx, [member], notice)
}

/// Tells those members something, each once.
pub fn tell_members(tx: &mut Tx<'_>, members: impl IntoIterator<Item = MemberId>, notice: &Notice) -> Result<()> {
    let members: BTreeSet<MemberId> = members.into_iter().collect();
    let members: Vec<MemberId> = members.into_iter().collect();
    members.chunks(BATCH).try_for_each(|some| tell_at_once(tx, Whom::Members(some), Hat::Member, notice))
}

/// Tells everybody who acts for a client something, and its webhooks.
pub fn tell_client(tx: &mut Tx<'_>, client: ClientId, notice: &Notice) -> Result<()> {
    let people = identity::clients::people_of(tx, client)?;
    tell_people(tx, &people, Hat::Client, notice)?;
    webhooks::service::emit(tx, client, notice)
}

/// Tells those who move money for a client something, and its webhooks.
pub fn tell_finance(tx: &mut Tx<'_>, client: ClientId, notice: &Notice) -> Result<()> {
    let people = identity::clients::finance_of(tx, client)?;
    tell_people(tx, &people, Hat::Client, notice)?;
    webhooks::service::emit(tx, client, notice)
}

/// Tells everybody who runs a space something.
pub fn tell_space(tx: &mut Tx<'_>, space: SpaceId, notice: &Notice) -> Result<()> {
    let run_by = spaces::service::operators_of(tx, &BTreeSet::from([space]))?;
    tell_people(tx, &run_by.into_iter().collect::<Vec<_>>(), Hat::Operator, notice)
}

/// Tells everybody who holds a hat something.
pub fn tell_all(tx: &mut Tx<'_>, hat: Hat, notice: &Notice) -> Result<()> {
    let people = identity::service::people_with(tx, hat)?;
    tell_people(tx, &people, hat, notice)
}

/// Tells so many as one statement takes. The first notice that waits for somebody's digest has that sent at its hour.
fn tell_at_once(tx: &mut Tx<'_>, whom: Whom<'_>, hat: Hat, notice: &Notice) -> Result<()> {
    let readers = store::readers(tx, whom, notice)?;
    let gathering = readers.iter().filter(|reader| reader.choice.mail == MailChoice::Digest);
    let awaited = store::awaiting_digests(tx, &gathering.map(|reader| reader.person).collect::<Vec<_>>())?;
    let (mut rows, mut asked) = (Vec::new(), Vec::new());
    for reader in &readers {
        let mail = reader.choice.mail;
        if reader.choice.app || mail == MailChoice::Digest {
            rows.push(NoticeRow::of(tx, reader, hat, notice)?);
        }
        if mail == MailChoice::Digest && !awaited.contains(&reader.person) {
            asked.push((reader.rhythm.next_digest(tx.now()), Job::Digest { person: reader.person }));
        }
        if mail == MailChoice::Soon {
            let mail = Mail::of_notice(&reader.to, &notice.letter, &reader.rhythm.zone(), &notice.link)?;
            asked.push((reader.rhythm.leaves(tx.now(), notice.by), Job::Mail(mail)));
        }
    }
    store::insert(tx, &rows)?;
    jobs::all_at(tx, &asked)
}

/// Sends what waits for somebody's digest in one mail.
pub fn digest(app: &App, person: PersonId) -> Result<()> {
    app.db.write(|tx| {
        let waiting = store::for_digest(tx, person, MOST_IN_A_DIGEST)?;
        let Some(last) = waiting.last().map(|notice| notice.id) else { return Ok(()) };
        let to = identity::service::addressee(tx, person)?;
        let zone = rhythm(tx, person)?.1.zone();
        let mut lines = Vec::new();
        for notice in &waiting {
            lines.push((notice.letter()?.said(to.language, &zone)?.subject, &notice.link));
        }
        let text: Vec<String> =
            lines.iter().map(|(subject, link)| format!("{subject}\n{}{link}", app.public_url)).collect();
        let text = text.join("\n\n");
        let letter = match &lines[..] {
            [(subject, _)] => Letter::as_written(subject, text),
            several => Letter::new("digest").with("count", several.len()).with("lines", text),
        };
        let mail = Mail::of_notice(&to, &letter, &zone, "/notices")?;
        store::digested(tx, person, last)?;
        if !store::awaiting_digests(tx, &[person])?.is_empty() {
            jobs::soon(tx, &Job::Digest { person })?;
        }
        jobs::soon(tx, &Job::Mail(mail))
    })
}

/// Which notices are asked for, and which page of them.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct NoticeQuery {
    /// Only those that were not read yet.
    pub unread: Option<bool>,
    /// The language that they are told in; your own where absent.
    #[param(inline)]
    pub language: Option<Language>,
    /// The time zone that their hours are told in, such as `Europe/Vienna`; your own where absent or not known.
    pub time_zone: Option<String>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// A notice in words.
pub(super) struct Shown {
    pub(super) row: NoticeRow,
    pub(super) said: Said,
}

/// What somebody is shown under the hat that they wear, the newest first; in the language and the zone that they ask for,
/// or in their own.
pub(super) fn shown(
    conn: &mut Conn,
    who: SignedIn,
    query: &NoticeQuery,
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<Shown>> {
    let Some(hat) = who.hat else { return Ok(Vec::new()) };
    let language = match query.language {
        Some(language) => language,
        None => Language::of(&identity::service::reader(conn, who.person)?.1),
    };
    // A device may know of a zone that this server has not heard of yet: that must not keep its page from the notices.
    let zone = match query.time_zone.as_deref().and_then(identity::service::known_zone) {
        Some(zone) => zone,
        None => rhythm(conn, who.person)?.1.zone(),
    };
    let rows = store::shown(conn, who.person, hat, query.unread.unwrap_or_default(), before, limit)?;
    let in_words = |row: NoticeRow| {
        let said = row.letter().and_then(|letter| letter.said(language, &zone));
        said.map(|said| Shown { row, said })
    };
    rows.into_iter().map(in_words).collect()
}

/// How many notices somebody has not read under the hat that they wear.
pub(super) fn unread(conn: &mut Conn, who: SignedIn) -> Result<i64> {
    who.hat.map_or(Ok(0), |hat| store::unread(conn, who.person, hat))
}

/// Marks everything up to and with `last` as read.
pub(super) fn read_up_to(app: &App, who: SignedIn, last: NoticeId) -> Result<()> {
    let Some(hat) = who.hat else { return Ok(()) };
    app.db.write(|tx| store::read_up_to(tx, who.person, hat, last))
}

/// How somebody wants to be told.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NoticeSettings)]
pub struct Settings {
    /// When mail may come.
    pub rhythm: Rhythm,
    /// What holds for each kind; a kind that is left out is shown and mailed soon.
    pub choices: Vec<Choice>,
}

/// How somebody wants to be told, and the version of that.
pub(super) fn settings(conn: &mut Conn, who: SignedIn) -> Result<(i32, Settings)> {
    let (version, rhythm) = rhythm(conn, who.person)?;
    Ok((version, Settings { rhythm, choices: store::choices(conn, who.person)? }))
}

/// Changes how somebody wants to be told, from the version that they read.
pub(super) fn change(app: &App, who: SignedIn, expected: IfMatch, settings: &Settings) -> Result<(i32, Settings)> {
    let mut check = Check::new();
    settings.rhythm.check(&mut check);
    for (number, choice) in settings.choices.iter().enumerate() {
        let twice = settings.choices[..number].iter().any(|other| other.kind == choice.kind);
        check.that(!twice, format!("choices[{number}].kind"), choice.kind, "each kind once");
    }
    check.done()?;
    app.db.write(|tx| {
        // They are those of all hats.
        identity::service::check_oneself(tx, who)?;
        let (version, _) = rhythm(tx, who.person)?;
        expected.check(version)?;
        identity::service::set_time_zone(tx, who.person, &settings.rhythm.time_zone)?;
        store::set_rhythm(tx, who.person, version + 1, &settings.rhythm)?;
        store::set_choices(tx, who.person, &settings.choices)?;
        self::settings(tx, who)
    })
}

fn rhythm(conn: &mut Conn, person: PersonId) -> Result<(i32, Rhythm)> {
    let zone = identity::service::time_zone(conn, person)?;
    store::rhythm(conn, person, zone)
}
