//! The rows of notices, and of how people want to be told.

use std::collections::BTreeSet;

use diesel::prelude::*;
use muster_kernel::Instant;

use super::{
    Kind, NoticeId, NoticeKind,
    model::{Choice, DigestEvery, MailChoice, Notice, QuietHours, Rhythm},
};
use crate::{
    clock::first_id,
    db::{Conn, Tx, insert_all},
    error::{Error, Result},
    identity::{Hat, MemberId, PersonId},
    letters::{Language, Letter},
    mail::Addressee,
    schema::{members, notice_choices, notice_rhythms, notices, people},
};

/// A notice as it is kept.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = notices, treat_none_as_default_value = false)]
pub(super) struct NoticeRow {
    pub(super) id: NoticeId,
    pub(super) person_id: PersonId,
    pub(super) hat: Hat,
    pub(super) kind: Kind,
    pub(super) event: String,
    pub(super) about: String,
    /// What is said, as JSON.
    pub(super) letter: String,
    pub(super) link: String,
    pub(super) shown: bool,
    pub(super) for_digest: bool,
    pub(super) created_at: Instant,
    pub(super) read_at: Option<Instant>,
}

impl NoticeRow {
    pub(super) fn of(tx: &Tx<'_>, reader: &Reader, hat: Hat, notice: &Notice) -> Result<Self> {
        let letter = serde_json::to_string(&notice.letter).map_err(|cause| Error::internal("write a notice", cause))?;
        Ok(Self {
            id: tx.id(),
            person_id: reader.person,
            hat,
            kind: notice.kind,
            event: notice.event.to_owned(),
            about: notice.about.clone(),
            letter,
            link: notice.link.clone(),
            shown: reader.choice.app,
            for_digest: reader.choice.mail == MailChoice::Digest,
            created_at: tx.now(),
            read_at: None,
        })
    }

    /// What is said.
    pub(super) fn letter(&self) -> Result<Letter> {
        serde_json::from_str(&self.letter).map_err(|cause| Error::internal("read a notice", cause))
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, rows: &[NoticeRow]) -> Result<()> {
    insert_all::<_, NoticeRow>(tx, notices::table, rows)?;
    Ok(())
}

/// Whom a notice is for.
#[derive(Clone, Copy)]
pub(super) enum Whom<'a> {
    /// Those people.
    People(&'a [PersonId]),
    /// Those members.
    Members(&'a [MemberId]),
}

/// Somebody who is told, and how they want to be.
pub(super) struct Reader {
    pub(super) person: PersonId,
    pub(super) to: Addressee,
    pub(super) choice: Choice,
    pub(super) rhythm: Rhythm,
}

impl Reader {
    fn of(kind: Kind, (person, choice, rhythm): ReaderRow) -> Self {
        let PersonRow { id, email, name, language, time_zone } = person;
        Self {
            person: id,
            to: Addressee { email, name: Some(name), language: Language::of(&language) },
            choice: choice.map_or(Choice::usual(kind), |(app, mail)| Choice { kind, app, mail }),
            rhythm: versioned(rhythm, time_zone).1,
        }
    }
}

/// Somebody, and what they chose, where they did.
type ReaderRow = (PersonRow, Option<(bool, MailChoice)>, Option<RhythmRow>);

#[derive(Queryable, Selectable)]
#[diesel(table_name = people)]
struct PersonRow {
    id: PersonId,
    email: String,
    name: String,
    language: String,
    time_zone: String,
}

/// Whoever of `whom` is told: not who has left, nor whose act it is. Something is told in almost every transaction, so all
/// that is needed of all of them is read by one statement.
pub(super) fn readers(conn: &mut Conn, whom: Whom<'_>, notice: &Notice) -> Result<Vec<Reader>> {
    let kind = notice.kind;
    let chosen = notice_choices::person_id.eq(people::id).and(notice_choices::kind.eq(kind));
    let mut told = people::table
        .left_join(notice_choices::table.on(chosen))
        .left_join(notice_rhythms::table.on(notice_rhythms::person_id.eq(people::id)))
        .filter(people::closed_at.is_null())
        .into_boxed();
    told = match whom {
        Whom::People(ids) => told.filter(people::id.eq_any(ids)),
        Whom::Members(ids) => {
            let they = members::table.filter(members::id.eq_any(ids)).select(members::person_id);
            told.filter(people::id.eq_any(they))
        }
    };
    if let Some(actor) = notice.actor {
        told = told.filter(people::id.ne(actor));
    }
    let choice = (notice_choices::app, notice_choices::mail).nullable();
    let columns = (PersonRow::as_select(), choice, Option::<RhythmRow>::as_select());
    let rows: Vec<ReaderRow> = told.order(people::id).select(columns).load(conn)?;
    Ok(rows.into_iter().map(|row| Reader::of(kind, row)).collect())
}

/// What somebody is shown under a hat, the newest first.
pub(super) fn shown(
    conn: &mut Conn,
    person: PersonId,
    hat: Hat,
    unread: bool,
    before: Option<NoticeId>,
    limit: i64,
) -> Result<Vec<NoticeRow>> {
    let theirs = notices::person_id.eq(person).and(notices::hat.eq(hat)).and(notices::shown.eq(true));
    let mut query = notices::table.filter(theirs).into_boxed();
    if unread {
        query = query.filter(notices::read_at.is_null());
    }
    if let Some(before) = before {
        query = query.filter(notices::id.lt(before));
    }
    Ok(query.order(notices::id.desc()).limit(limit).select(NoticeRow::as_select()).load(conn)?)
}

/// Something that was told a moment ago.
#[derive(Clone, Debug, Queryable)]
pub struct Fresh {
    pub(super) id: NoticeId,
    pub(super) person: PersonId,
    pub(super) hat: Hat,
    pub(super) event: String,
    pub(super) about: String,
}

/// The most that one look finds.
const MOST_FRESH: i64 = 5_000;

/// What was told since then in the app, in the order of the ids.
pub(super) fn fresh(conn: &mut Conn, since: Instant) -> Result<Vec<Fresh>> {
    Ok(notices::table
        .filter(notices::id.ge(first_id::<NoticeKind>(since)))
        .filter(notices::shown.eq(true))
        .order(notices::id)
        .limit(MOST_FRESH)
        .select((notices::id, notices::person_id, notices::hat, notices::event, notices::about))
        .load(conn)?)
}

/// How many notices somebody has not read under a hat.
pub(super) fn unread(conn: &mut Conn, person: PersonId, hat: Hat) -> Result<i64> {
    let theirs = notices::person_id.eq(person).and(notices::hat.eq(hat)).and(notices::shown.eq(true));
    Ok(notices::table.filter(theirs).filter(notices::read_at.is_null()).count().get_result(conn)?)
}

/// Marks everything up to and with `last` as read.
pub(super) fn read_up_to(tx: &mut Tx<'_>, person: PersonId, hat: Hat, last: NoticeId) -> Result<()> {
    let theirs = notices::person_id.eq(person).and(notices::hat.eq(hat)).and(notices::id.le(last));
    let now = tx.now();
    diesel::update(notices::table.filter(theirs).filter(notices::read_at.is_null()))
        .set(notices::read_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// The notices that wait for somebody's digest, the oldest first.
pub(super) fn for_digest(conn: &mut Conn, person: PersonId, limit: i64) -> Result<Vec<NoticeRow>> {
    let waiting = notices::person_id.eq(person).and(notices::for_digest.eq(true));
    Ok(notices::table.filter(waiting).order(notices::id).limit(limit).select(NoticeRow::as_select()).load(conn)?)
}

/// Those of the people for whose digest something waits.
pub(super) fn awaiting_digests(conn: &mut Conn, people: &[PersonId]) -> Result<BTreeSet<PersonId>> {
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let waiting = notices::person_id.eq_any(people).and(notices::for_digest.eq(true));
    let found: Vec<PersonId> = notices::table.filter(waiting).select(notices::person_id).distinct().load(conn)?;
    Ok(found.into_iter().collect())
}

/// Everything that waited up to and with `last` is in a digest now.
pub(super) fn digested(tx: &mut Tx<'_>, person: PersonId, last: NoticeId) -> Result<()> {
    let waiting = notices::person_id.eq(person).and(notices::for_digest.eq(true)).and(notices::id.le(last));
    diesel::update(notices::table.filter(waiting)).set(notices::for_digest.eq(false)).execute(&mut **tx)?;
    Ok(())
}

/// What somebody chose for every kind.
pub(super) fn choices(conn: &mut Conn, person: PersonId) -> Result<Vec<Choice>> {
    let columns = (notice_choices::kind, notice_choices::app, notice_choices::mail);
    let chosen: Vec<(Kind, bool, MailChoice)> =
        notice_choices::table.filter(notice_choices::person_id.eq(person)).select(columns).load(conn)?;
    let of = |kind: Kind| chosen.iter().find(|(other, ..)| *other == kind);
    let choice = |kind| of(kind).map_or(Choice::usual(kind), |&(kind, app, mail)| Choice { kind, app, mail });
    Ok(Kind::ALL.iter().map(|&kind| choice(kind)).collect())
}

pub(super) fn set_choices(tx: &mut Tx<'_>, person: PersonId, choices: &[Choice]) -> Result<()> {
    diesel::delete(notice_choices::table.filter(notice_choices::person_id.eq(person))).execute(&mut **tx)?;
    for choice in choices.iter().filter(|choice| **choice != Choice::usual(choice.kind)) {
        let row = (
            notice_choices::person_id.eq(person),
            notice_choices::kind.eq(choice.kind),
            notice_choices::app.eq(choice.app),
            notice_choices::mail.eq(choice.mail),
        );
        diesel::insert_into(notice_choices::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

#[derive(Insertable, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = notice_rhythms, treat_none_as_null = true)]
struct RhythmRow {
    person_id: PersonId,
    quiet_from: Option<i32>,
    quiet_to: Option<i32>,
    digest_every: DigestEvery,
    digest_at: i32,
    version: i32,
}

/// When somebody's mail may come, in `time_zone`, and the version of that; 0 where they said nothing.
pub(super) fn rhythm(conn: &mut Conn, person: PersonId, time_zone: String) -> Result<(i32, Rhythm)> {
    let row = notice_rhythms::table.find(person).select(RhythmRow::as_select()).first(conn).optional()?;
    Ok(versioned(row, time_zone))
}

fn versioned(row: Option<RhythmRow>, time_zone: String) -> (i32, Rhythm) {
    let Some(row) = row else { return (0, Rhythm { time_zone, ..Rhythm::default() }) };
    let quiet = row.quiet_from.zip(row.quiet_to).map(|(from, to)| QuietHours { from, to });
    (row.version, Rhythm { time_zone, quiet, digest_every: row.digest_every, digest_at: row.digest_at })
}

pub(super) fn set_rhythm(tx: &mut Tx<'_>, person: PersonId, version: i32, rhythm: &Rhythm) -> Result<()> {
    let row = RhythmRow {
        person_id: person,
        quiet_from: rhythm.quiet.map(|quiet| quiet.from),
        quiet_to: rhythm.quiet.map(|quiet| quiet.to),
        digest_every: rhythm.digest_every,
        digest_at: rhythm.digest_at,
        version,
    };
    if version == 1 {
        diesel::insert_into(notice_rhythms::table).values(&row).execute(&mut **tx)?;
    } else {
        diesel::update(notice_rhythms::table.find(person)).set(&row).execute(&mut **tx)?;
    }
    Ok(())
}
