//! Use cases of crews.

use super::{
    CrewId, letters,
    model::{Asked, Crew, CrewMember, MOST_CREWS, MOST_MEMBERS, Membership, MembershipEvent, NewCrew},
    store::{self, CrewRow},
};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{IdempotencyKey, Page, PageQuery},
    identity::{self, Member, MemberId},
    members, notices,
    states::Machine,
    ties,
};

/// Founds a crew with its founder in it.
pub fn found(app: &App, who: Member, key: &IdempotencyKey, new: &NewCrew) -> Result<CrewId> {
    let mut check = Check::new();
    check.length("name", &new.name, 1..=80);
    check.done()?;
    app.db.write(|tx| {
        key.once(tx, who.person, new, |tx| {
            if store::count_of(tx, who.member)? >= MOST_CREWS {
                let sentence = format!("A member is in at most {MOST_CREWS} crews. Leave one first.");
                return Err(Error::conflict("too-many-crews", sentence));
            }
            let crew =
                CrewRow { id: tx.id(), name: new.name.trim().to_owned(), founder_id: who.member, created_at: tx.now() };
            store::insert(tx, &crew)?;
            audit::record(tx, who.into(), "crew.founded", crew.id, &())?;
            Ok(crew.id)
        })
    })
}

/// The crews that a member is in or asked to join, the newest first.
pub fn list(app: &App, who: Member, query: &PageQuery) -> Result<Page<Crew>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    app.db.snapshot(|conn| {
        let found = store::crews_of(conn, who.member, before, limit + 1)?;
        let page = Page::of(found, limit, |(crew, _)| crew.id.to_string());
        let items = page.items.into_iter().map(|(crew, membership)| seen(conn, crew, membership));
        Ok(Page { items: items.collect::<Result<_>>()?, next: page.next })
    })
}

/// One crew that a member is in or asked to join.
pub fn read(app: &App, who: Member, id: CrewId) -> Result<Crew> {
    app.db.snapshot(|conn| {
        let (crew, membership) = store::crew_of(conn, who.member, id)?;
        seen(conn, crew, membership)
    })
}

fn seen(conn: &mut Conn, crew: CrewRow, membership: Membership) -> Result<Crew> {
    let joined = store::joined(conn, crew.id)?;
    let first_names = members::service::first_names(conn, joined.iter().copied())?;
    let seen = |member: MemberId| CrewMember { member, first_name: first_names[&member].clone() };
    Ok(Crew {
        members: joined.into_iter().map(seen).collect(),
        id: crew.id,
        name: crew.name,
        membership,
        created_at: crew.created_at,
    })
}

/// Asks somebody to join a crew that `who` is in. By an address, nothing tells whether a member has it.
pub fn invite(app: &App, who: Member, id: CrewId, asked: &Asked) -> Result<()> {
    app.db.write(|tx| {
        let crew = joined_crew(tx, who, id)?;
        let Some(member) = meant(tx, who, asked)? else { return Ok(()) };
        if member == who.member || ties::service::between(tx, who.member, member)?.1 {
            return Ok(());
        }
        let before = store::membership(tx, id, member)?;
        if before.is_some_and(|before| before != Membership::Left) {
            return Ok(());
        }
        if store::size(tx, id)? >= MOST_MEMBERS {
            return Err(Error::conflict("crew-full", format!("A crew has at most {MOST_MEMBERS} members.")));
        }
        // Whoever is asked by too many crews is not asked by more; whoever asks is not told how it stands with others.
        if store::count_of(tx, member)? >= MOST_CREWS {
            return Ok(());
        }
        match before {
            None => store::insert_invited(tx, id, member)?,
            Some(_) => drop(move_on(tx, id, member, MembershipEvent::Invite)?),
        }
        audit::record(tx, who.into(), "crew.invited", id, &member)?;
        let from = members::service::first_name(tx, who.member)?;
        notices::service::tell_member(tx, member, &letters::invited(id, &crew.name, &from))
    })
}

/// Whom a request means: a member with that address, if any, or one with a tie to whoever asks.
fn meant(conn: &mut Conn, who: Member, asked: &Asked) -> Result<Option<MemberId>> {
    match (&asked.email, asked.member) {
        (Some(email), None) => match identity::service::person_by_email(conn, email) {
            Ok(person) => members::service::member_of(conn, person),
            Err(Error::Invalid(_)) => Ok(None),
            Err(error) => Err(error),
        },
        (None, Some(member)) if ties::service::between(conn, who.member, member)?.0.is_some() => Ok(Some(member)),
        (None, Some(member)) => Err(Error::field("member", member, "a member to whom you have a tie")),
        _ => Err(Error::field("email", &asked.email, "an address, or else a member to whom you have a tie")),
    }
}

/// Joins a crew that asked.
pub fn join(app: &App, who: Member, id: CrewId) -> Result<()> {
    answer(app, who, id, MembershipEvent::Join)
}

/// Leaves a crew, or says no to it.
pub fn leave(app: &App, who: Member, id: CrewId) -> Result<()> {
    answer(app, who, id, MembershipEvent::Leave)
}

fn answer(app: &App, who: Member, id: CrewId, event: MembershipEvent) -> Result<()> {
    app.db.write(|tx| {
        store::crew_of(tx, who.member, id)?;
        let membership = move_on(tx, id, who.member, event)?;
        audit::record(tx, who.into(), &format!("crew.{membership}"), id, &())
    })
}

fn move_on(tx: &mut Tx<'_>, crew: CrewId, member: MemberId, event: MembershipEvent) -> Result<Membership> {
    let from = store::membership(tx, crew, member)?.ok_or_else(|| Error::not_found("crew", crew))?;
    let to = from.after(event).ok_or_else(|| {
        Error::conflict("crew-membership", format!("Your membership of this crew is {from}; you cannot {event}."))
    })?;
    store::set_membership(tx, crew, member, from, to)?;
    Ok(to)
}

/// The name of a crew and who joined it, for one of them; for anybody else it is not found.
pub fn joined_by(conn: &mut Conn, who: Member, id: CrewId) -> Result<(String, Vec<MemberId>)> {
    let crew = joined_crew(conn, who, id)?;
    Ok((crew.name, store::joined(conn, id)?))
}

fn joined_crew(conn: &mut Conn, who: Member, id: CrewId) -> Result<CrewRow> {
    match store::crew_of(conn, who.member, id)? {
        (crew, Membership::Joined) => Ok(crew),
        _ => Err(Error::conflict("not-joined", "You are asked to join this crew. Join it first.")),
    }
}
