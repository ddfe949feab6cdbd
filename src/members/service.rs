//! Use cases of members, and what other slices ask of them.

use std::collections::{BTreeSet, HashMap};

use muster_kernel::{Currency, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    model::{self, MOST_EVIDENCE, PoolMember, Profile},
    store::{self, Change, LanguageRow, MemberRow, SkillRow},
};
use crate::{
    app::App,
    audit::{self, By},
    changes,
    clock::Mint,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::IfMatch,
    identity::{self, Agreement, Hat, Member, MemberId, PersonId, SignedIn},
    places::{self, PlaceId},
    policies,
    skills::{self, SkillId},
};

/// A member's profile, as they see it themselves.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnProfile {
    /// Which member.
    pub id: MemberId,
    /// The name they go by in pools and receipts.
    pub alias: String,
    /// One line.
    pub headline: String,
    /// More lines.
    pub about: String,
    /// What an hour costs.
    pub rate: Money,
    /// Where they work from, if they said so.
    pub place: Option<PlaceId>,
    /// Whether they also work on site.
    pub onsite: bool,
    /// Whether teams may be formed with them.
    pub in_pool: bool,
    /// Whether they also take part in open bidding.
    pub takes_bids: bool,
    /// Languages they speak.
    pub languages: Vec<String>,
    /// What they know.
    pub skills: Vec<OwnSkill>,
    /// Counts the changes.
    #[serde(skip)]
    pub version: i32,
}

/// A skill on a profile.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnSkill {
    /// Which skill.
    pub skill: SkillId,
    /// Its preferred name.
    pub name: String,
    /// 1 to 5, as the member says.
    pub level: u8,
    /// 0 to 1000, as delivered work proves.
    pub evidence: u16,
}

/// Makes somebody a member, and gives them the hat.
pub fn join(app: &App, who: SignedIn, profile: &Profile) -> Result<OwnProfile> {
    profile.check()?;
    app.db.write(|tx| {
        identity::service::check_oneself(tx, who)?;
        if store::of_person(tx, who.person)?.is_some() {
            return Err(Error::conflict("is-member", "You are a member already. Change your profile: PUT /member."));
        }
        let draws = tx.mint().clone();
        let members = join_all(tx, who.into(), &draws, &[(who.person, profile.clone())])?;
        note_consent(tx, who.person, profile)?;
        own(tx, members[0])
    })
}

/// Makes many people members at once, with aliases drawn from `draws`; answers their ids in the same order.
pub fn join_all(tx: &mut Tx<'_>, by: By, draws: &Mint, joining: &[(PersonId, Profile)]) -> Result<Vec<MemberId>> {
    for (_, profile) in joining {
        profile.check()?;
    }
    check_known(tx, joining.iter().map(|(_, profile)| profile))?;
    let rows: Vec<MemberRow> = joining.iter().map(|(person, profile)| row(tx, draws, *person, profile)).collect();
    store::insert(tx, &rows)?;
    let with_ids = || rows.iter().map(|row| row.id).zip(joining.iter().map(|(_, profile)| profile));
    let skills: Vec<SkillRow> = with_ids().flat_map(|(id, profile)| skill_rows(id, profile)).collect();
    store::insert_skills(tx, &skills)?;
    let languages: Vec<LanguageRow> = with_ids().flat_map(|(id, profile)| language_rows(id, profile)).collect();
    store::insert_languages(tx, &languages)?;
    for row in &rows {
        identity::service::grant(tx, by, row.person_id, Hat::Member)?;
        audit::record(tx, by, "member.joined", row.id, &())?;
    }
    let joined: Vec<MemberId> = rows.into_iter().map(|row| row.id).collect();
    changes::members(tx, &joined)?;
    Ok(joined)
}

/// A member's own profile.
pub fn read(app: &App, who: Member) -> Result<OwnProfile> {
    app.db.read(|conn| own(conn, who.member))
}

/// Replaces a member's profile. Evidence stays with the skills that stay; that of others is kept until they come back.
pub fn change(app: &App, who: Member, version: IfMatch, profile: &Profile) -> Result<OwnProfile> {
    profile.check()?;
    app.db.write(|tx| {
        let current = mine(tx, who.member)?;
        version.check(current.version)?;
        check_known(tx, std::iter::once(profile))?;
        store::change(
            tx,
            who.member,
            &Change {
                headline: profile.headline.trim(),
                about: profile.about.trim(),
                rate_minor: profile.rate.minor(),
                currency: profile.rate.currency(),
                place_id: profile.place,
                onsite: profile.onsite,
                in_pool: profile.in_pool,
                takes_bids: profile.takes_bids,
                version: current.version + 1,
            },
        )?;
        replace_skills(tx, who.member, profile)?;
        store::delete_languages(tx, who.member)?;
        store::insert_languages(tx, &language_rows(who.member, profile).collect::<Vec<_>>())?;
        changes::member(tx, who.member)?;
        note_consent(tx, who.person, profile)?;
        audit::record(tx, who.into(), "member.profile-changed", who.member, &(profile.in_pool, profile.takes_bids))?;
        own(tx, who.member)
    })
}

/// Whether teams may be formed with somebody is what they agree to, under the policy by which teams are formed now.
fn note_consent(tx: &mut Tx<'_>, person: PersonId, profile: &Profile) -> Result<()> {
    if !profile.in_pool {
        return identity::consents::withdraw(tx, person, Agreement::Formation);
    }
    let now = tx.now();
    let (version, _) = policies::service::in_force(tx, now)?;
    identity::consents::give(tx, person, Agreement::Formation, &version.to_string())
}

/// Everybody who opted in to the pool and asks for a rate in `currency`, in the order in which they joined.
pub fn pool(conn: &mut Conn, currency: Currency) -> Result<Vec<PoolMember>> {
    let skills = store::pool_skills(conn, currency)?;
    let languages = store::pool_languages(conn, currency)?;
    Ok(assembled(store::in_pool(conn, currency)?, skills, languages))
}

/// Those of `members` who are in that pool.
pub fn pool_among(conn: &mut Conn, currency: Currency, members: &[MemberId]) -> Result<Vec<PoolMember>> {
    let skills = store::skills_of(conn, members)?;
    let languages = store::languages_of(conn, members)?;
    Ok(assembled(store::in_pool_among(conn, currency, members)?, skills, languages))
}

fn assembled(rows: Vec<MemberRow>, known: Vec<SkillRow>, spoken: Vec<LanguageRow>) -> Vec<PoolMember> {
    let mut skills: HashMap<MemberId, Vec<(SkillId, u8, u16)>> = HashMap::new();
    for row in known {
        let (level, evidence) = (level(&row), proof(&row));
        skills.entry(row.member_id).or_default().push((row.skill_id, level, evidence));
    }
    let mut languages: HashMap<MemberId, Vec<String>> = HashMap::new();
    for row in spoken {
        languages.entry(row.member_id).or_default().push(row.language);
    }
    let members = rows.into_iter().map(|row| PoolMember {
        id: row.id,
        person: row.person_id,
        alias: row.alias,
        rate_minor: row.rate_minor,
        place: row.place_id,
        onsite: row.onsite,
        skills: skills.remove(&row.id).unwrap_or_default(),
        languages: languages.remove(&row.id).unwrap_or_default(),
    });
    members.collect()
}

/// Whether teams may be formed with a member.
pub fn is_in_pool(conn: &mut Conn, member: MemberId) -> Result<bool> {
    store::is_in_pool(conn, member)
}

/// Notes how well it is proven that members have skills which nothing proved so far, for many at once: for networks that
/// are brought in.
pub fn add_all_evidence(tx: &mut Tx<'_>, proven: &[(MemberId, SkillId, u16)]) -> Result<()> {
    for (member, skill, evidence) in proven {
        store::set_evidence(tx, *member, skill, i32::from(*evidence).min(i32::from(MOST_EVIDENCE)))?;
    }
    changes::everything(tx)
}

/// Adds to what proves that a member has a skill, up to 1000. For a skill that they do not name (any more) it is kept
/// until they do.
pub fn add_evidence(tx: &mut Tx<'_>, member: MemberId, skill: &SkillId, by: u16) -> Result<()> {
    let most = |evidence: i32| (evidence + i32::from(by)).min(i32::from(MOST_EVIDENCE));
    match store::evidence(tx, member, skill)? {
        Some(evidence) => {
            store::set_evidence(tx, member, skill, most(evidence))?;
            changes::member(tx, member)
        }
        None => {
            let kept = store::kept_evidence(tx, member)?.remove(skill).unwrap_or_default();
            store::keep_evidence(tx, member, skill, most(kept))
        }
    }
}

/// Where each member of the pool lives, if they say so.
pub fn places(conn: &mut Conn) -> Result<Vec<(MemberId, Option<PlaceId>)>> {
    store::places(conn)
}

/// Which person a member is.
pub fn person_of(conn: &mut Conn, member: MemberId) -> Result<PersonId> {
    store::person_of(conn, member)?.ok_or_else(|| Error::not_found("member", member))
}

/// Which member a person is, if they are one.
pub fn member_of(conn: &mut Conn, person: PersonId) -> Result<Option<MemberId>> {
    store::of_person(conn, person)
}

/// The same of many people: of each who is one.
pub fn members_of(conn: &mut Conn, people: &[PersonId]) -> Result<HashMap<PersonId, MemberId>> {
    Ok(store::of_people(conn, people)?.into_iter().collect())
}

/// Where a member lives, if they say so.
pub fn place_of(conn: &mut Conn, member: MemberId) -> Result<Option<PlaceId>> {
    Ok(mine(conn, member)?.place_id)
}

/// A member's whole name.
pub fn name(conn: &mut Conn, member: MemberId) -> Result<String> {
    names(conn, [member])?.remove(&member).ok_or_else(|| Error::not_found("member", member))
}

/// The name by which a member is called among those who work with them.
pub fn first_name(conn: &mut Conn, member: MemberId) -> Result<String> {
    Ok(first_of(&name(conn, member)?))
}

/// The same of many members: of each that was asked for.
pub fn first_names(conn: &mut Conn, members: impl IntoIterator<Item = MemberId>) -> Result<HashMap<MemberId, String>> {
    Ok(names(conn, members)?.into_iter().map(|(member, name)| (member, first_of(&name))).collect())
}

/// The whole names of many members: of each that was asked for.
pub fn names(conn: &mut Conn, members: impl IntoIterator<Item = MemberId>) -> Result<HashMap<MemberId, String>> {
    let members: BTreeSet<MemberId> = members.into_iter().collect();
    let members: Vec<MemberId> = members.into_iter().collect();
    let mut named = HashMap::with_capacity(members.len());
    for some in members.chunks(store::CHUNK) {
        named.extend(store::names(conn, some)?);
    }
    match members.into_iter().find(|member| !named.contains_key(member)) {
        Some(missing) => Err(Error::not_found("member", missing)),
        None => Ok(named),
    }
}

fn first_of(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

/// The member's row. A token that names a member who is gone finds nothing.
fn mine(conn: &mut Conn, id: MemberId) -> Result<MemberRow> {
    store::member(conn, id)?.ok_or_else(|| Error::not_found("member", id))
}

fn own(conn: &mut Conn, id: MemberId) -> Result<OwnProfile> {
    let row = mine(conn, id)?;
    let languages = store::languages(conn, id)?;
    let rows = store::skills(conn, id)?;
    let ids: Vec<SkillId> = rows.iter().map(|row| row.skill_id.clone()).collect();
    let mut names = skills::service::names(conn, &ids)?;
    let skills = rows.into_iter().map(|row| OwnSkill {
        name: names.remove(&row.skill_id).unwrap_or_default(),
        level: level(&row),
        evidence: proof(&row),
        skill: row.skill_id,
    });
    Ok(OwnProfile {
        id,
        alias: row.alias,
        headline: row.headline,
        about: row.about,
        rate: Money::new(row.rate_minor, row.currency),
        place: row.place_id,
        onsite: row.onsite,
        in_pool: row.in_pool,
        takes_bids: row.takes_bids,
        languages,
        skills: skills.collect(),
        version: row.version,
    })
}

/// Fine where every skill and place that the profiles name exists.
fn check_known<'p>(conn: &mut Conn, profiles: impl Iterator<Item = &'p Profile> + Clone) -> Result<()> {
    let named: BTreeSet<&SkillId> = profiles.clone().flat_map(|profile| &profile.skills).map(|it| &it.skill).collect();
    let named: Vec<SkillId> = named.into_iter().cloned().collect();
    let known = skills::service::exist(conn, &named)?;
    let there: BTreeSet<PlaceId> = profiles.clone().filter_map(|profile| profile.place).collect();
    let places = places::service::exist(conn, &there.into_iter().collect::<Vec<_>>())?;
    let mut check = Check::new();
    for profile in profiles {
        for (place, it) in profile.skills.iter().enumerate() {
            let field = format!("skills[{place}].skill");
            check.that(
                known.contains(&it.skill),
                field,
                &it.skill,
                "the id of a skill: look it up with GET /skills?q=",
            );
        }
        let known = profile.place.is_none_or(|place| places.contains(&place));
        check.that(known, "place", profile.place, "the id of a place: they are listed by GET /places");
    }
    check.done()
}

fn row(tx: &Tx<'_>, draws: &Mint, person_id: PersonId, profile: &Profile) -> MemberRow {
    MemberRow {
        id: tx.id(),
        person_id,
        alias: model::alias(draws),
        headline: profile.headline.trim().to_owned(),
        about: profile.about.trim().to_owned(),
        rate_minor: profile.rate.minor(),
        currency: profile.rate.currency(),
        place_id: profile.place,
        onsite: profile.onsite,
        in_pool: profile.in_pool,
        takes_bids: profile.takes_bids,
        version: 1,
        created_at: tx.now(),
    }
}

fn skill_rows(member_id: MemberId, profile: &Profile) -> impl Iterator<Item = SkillRow> {
    profile.skills.iter().map(move |it| SkillRow {
        member_id,
        skill_id: it.skill.clone(),
        level: i32::from(it.level),
        evidence: 0,
    })
}

fn language_rows(member_id: MemberId, profile: &Profile) -> impl Iterator<Item = LanguageRow> {
    profile.languages.iter().map(move |language| LanguageRow { member_id, language: language.clone() })
}

fn replace_skills(tx: &mut Tx<'_>, member: MemberId, profile: &Profile) -> Result<()> {
    let before = store::skills(tx, member)?.into_iter().map(|row| (row.skill_id, row.evidence));
    let mut proven: HashMap<SkillId, i32> = before.collect();
    proven.extend(store::kept_evidence(tx, member)?);
    let after: Vec<SkillRow> = skill_rows(member, profile)
        .map(|row| SkillRow { evidence: proven.remove(&row.skill_id).unwrap_or(0), ..row })
        .collect();
    store::delete_skills(tx, member)?;
    store::insert_skills(tx, &after)?;
    // What is left belongs to skills that are not named any more.
    store::forget_kept_evidence(tx, member)?;
    let mut left: Vec<(SkillId, i32)> = proven.into_iter().collect();
    left.sort();
    left.iter().try_for_each(|(skill, evidence)| store::keep_evidence(tx, member, skill, *evidence))
}

fn level(row: &SkillRow) -> u8 {
    u8::try_from(row.level).expect("the table holds levels from 1 to 5")
}

fn proof(row: &SkillRow) -> u16 {
    u16::try_from(row.evidence).expect("the table holds evidence from 0 to 1000")
}
