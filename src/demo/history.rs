//! Five months of work: the walk of a brief, many times, in the order in which things happened.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::Instant;

use super::{
    asks::{ASKS, SMALL},
    founding::Founded,
};
use crate::{
    app::App,
    availability::Overlap,
    bids,
    briefs::{self, Bidding, BriefId, Document, service::Posting},
    engagements::{self, EngagementId, MilestoneId},
    error::{Error, Result},
    fundings::{self, NewFunding},
    http::{IdempotencyKey, PageQuery},
    identity::{Client, MemberId},
    invitations, jobs,
    reviews::{self, NewReviewOfClient, NewReviews, Said, SaidOfMember},
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// How long a client's money is on its way.
const TRANSFER_HOURS: i64 = 20;
/// How many briefs a network has seen.
const WALKS: usize = 16;
/// Walks ask for one after the other, with such strides through all asks.
const STRIDE: usize = 7;
/// Every so many-th brief is of Carla's organisation.
const CARLAS: usize = 2;
/// Of a hundred invitations, so many are accepted.
const ACCEPTED: u64 = 90;
/// Work of Carla's organisation that there is whatever is drawn, after all other walks: the week in which the brief of each of
/// [`SMALL`] is posted. The first is over since last weekend, and nobody has said yet how it was; of the second, a seat can be
/// handed over.
const SURE: [i64; SMALL.len()] = [8, 15];
/// The work whose bids wait for whoever tries the demo begins so much later than other work.
const LATER_WEEKS: i32 = 2;

/// A walk of a brief.
#[derive(Clone, Copy, Debug)]
enum Walk {
    /// One of [`WALKS`], by its number: what it asks for and who says yes is drawn.
    Drawn(usize),
    /// One of [`SURE`], by its number: whoever is invited says yes, and nobody says afterwards how it was.
    Sure(usize),
}

/// Something that happens in a walk.
#[derive(Clone, Copy, Debug)]
enum Step {
    Post,
    Answer(BriefId),
    Award(BriefId),
    Fund(MilestoneId),
    Pay(MilestoneId),
    Submit(EngagementId, MilestoneId),
    Accept(EngagementId, MilestoneId),
    Review(EngagementId),
}

/// What will happen, in order: by time, and at one time by when it was planned.
struct Calendar {
    steps: BTreeMap<(Instant, usize), (Walk, Step)>,
    planned: usize,
}

impl Calendar {
    fn plan(&mut self, at: Instant, walk: Walk, step: Step) {
        self.planned += 1;
        self.steps.insert((at, self.planned), (walk, step));
    }
}

/// Plays everything that happens until `end`; what lies beyond stays open.
pub(super) fn play(app: &App, network: &Founded, end: Instant) -> Result<()> {
    let mut calendar = Calendar { steps: BTreeMap::new(), planned: 0 };
    let span = (end.micros() - app.now().micros()) / 1_000_000;
    for walk in 0..WALKS {
        // The last walks begin in the last days, so that each hat finds something to do.
        let walks = i64::try_from(WALKS).unwrap_or(1);
        let place = i64::try_from(walk).unwrap_or_default();
        let begin = app.now().plus_seconds(HOUR + place * (span - 2 * DAY) / (walks - 1));
        calendar.plan(begin, Walk::Drawn(walk), Step::Post);
    }
    for (number, week) in SURE.into_iter().enumerate() {
        calendar.plan(app.now().plus_seconds(7 * week * DAY), Walk::Sure(number), Step::Post);
    }
    while let Some(((at, _), (walk, step))) = calendar.steps.pop_first() {
        if at > end {
            break;
        }
        app.mint.set_now(at);
        jobs::run_due(app)?;
        take(app, network, &mut calendar, walk, step)?;
        jobs::run_due(app)?;
    }
    app.mint.set_now(end);
    jobs::run_due(app).map(drop)
}

/// The client of a walk: Carla's organisation has every second, the last ones, and those that are sure.
fn client_of(network: &Founded, walk: Walk) -> Client {
    match walk {
        Walk::Drawn(number) if !number.is_multiple_of(CARLAS) && number + 3 < WALKS => {
            network.clients[number % network.clients.len()]
        }
        Walk::Drawn(_) | Walk::Sure(_) => network.carla(),
    }
}

/// The place of what a walk asks for among all asks.
const fn ask_of(number: usize) -> usize {
    (WALKS - 1 - number) * STRIDE % ASKS.len()
}

/// Whether a walk asked for the one of all asks that has this place.
pub(super) fn was_asked(place: usize) -> bool {
    (0..WALKS).any(|number| ask_of(number) == place)
}

/// What a walk asks for: asks take turns so that the last walk is the first ask as it stands, which is for what Mia knows.
fn asked(app: &App, network: &Founded, walk: Walk) -> Result<Document> {
    let today = app.now().day();
    let number = match walk {
        Walk::Drawn(number) => number,
        Walk::Sure(number) => return SMALL[number].few_hours(today),
    };
    let mut document = match ask_of(number) {
        0 => ASKS[0].plain(today)?,
        at => ASKS[at].drawn(&app.mint, today, &network.places)?,
    };
    if waits(walk) {
        // A bid can be awarded until its work begins: on whatever weekday the demo is tried, that lies ahead.
        document.seats.iter_mut().for_each(|seat| seat.from = seat.from.plus_weeks(LATER_WEEKS));
    }
    Ok(document)
}

/// Whether the bids of a walk, the last but one, wait for whoever tries the demo.
fn waits(walk: Walk) -> bool {
    matches!(walk, Walk::Drawn(number) if number + 2 == WALKS)
}

fn take(app: &App, network: &Founded, calendar: &mut Calendar, walk: Walk, step: Step) -> Result<()> {
    let client = client_of(network, walk);
    let now = app.now();
    match step {
        Step::Post => {
            let document = asked(app, network, walk)?;
            let id = briefs::service::create(app, client, &IdempotencyKey::none(), &document)?;
            let deadline = now.plus_seconds(6 * DAY);
            briefs::service::post(app, client, id, Posting { bidding: Bidding::Formed, deadline, standby: 0 })?;
            for days in [1, 2, 4] {
                calendar.plan(now.plus_seconds(days * DAY), walk, Step::Answer(id));
            }
            calendar.plan(now.plus_seconds(7 * DAY), walk, Step::Award(id));
        }
        Step::Answer(brief) => answer(app, network, walk, brief)?,
        Step::Award(brief) => award(app, client, calendar, walk, brief)?,
        Step::Fund(milestone) => {
            fundings::service::ask(app, client, milestone, &NewFunding { days: None }, &IdempotencyKey::none())?;
            calendar.plan(now.plus_seconds(TRANSFER_HOURS * HOUR), walk, Step::Pay(milestone));
        }
        Step::Pay(milestone) => pay(app, client, milestone)?,
        Step::Submit(engagement, milestone) => submit(app, network, client, engagement, milestone)?,
        Step::Accept(engagement, milestone) => {
            engagements::delivery::accept(app, client, milestone, &IdempotencyKey::none())?;
            let whole = engagements::service::in_full(app, client, engagement)?;
            let is_last = whole.milestones.last().is_some_and(|last| last.id == milestone);
            if is_last && matches!(walk, Walk::Drawn(_)) {
                calendar.plan(now.plus_seconds(2 * DAY), walk, Step::Review(engagement));
            }
        }
        Step::Review(engagement) => review(app, network, client, walk, engagement)?,
    }
    Ok(())
}

/// The bank books what the client was asked for.
pub(super) fn pay(app: &App, client: Client, milestone: MilestoneId) -> Result<()> {
    let page = fundings::service::of_milestone(app, client, milestone, &PageQuery { after: None, limit: Some(1) })?;
    let Some(funding) = page.items.into_iter().next() else { return Ok(()) };
    let (text, booking) = (format!("Invoice, {}", funding.reference), format!("DEMO-{}", funding.reference));
    app.db.write(|tx| fundings::service::received(tx, &text, funding.amount, &booking)).map(drop)
}

/// Whoever is invited answers, but for Mia: hers wait for whoever tries the demo.
fn answer(app: &App, network: &Founded, walk: Walk, brief: BriefId) -> Result<()> {
    let all = app.db.read(|conn| invitations::service::for_brief(conn, brief))?;
    for invitation in all.iter().filter(|one| one.state == invitations::State::Pending) {
        let Some(member) = network.members.get(&invitation.member_id) else { continue };
        let recent = invitation.expires_at > app.now().plus_seconds(DAY);
        if member.member == network.mia().member && recent {
            continue;
        }
        let wanted = matches!(walk, Walk::Sure(_)) || app.mint.below(100) < ACCEPTED;
        let accept = || bids::service::accept(app, *member, invitation.id, Overlap::Refused);
        match wanted.then(accept) {
            Some(Ok(())) => {}
            // Not wanted, or the hours are held for another seat.
            None | Some(Err(Error::Conflict { .. })) => bids::service::decline(app, *member, invitation.id)?,
            Some(Err(error)) => return Err(error),
        }
    }
    Ok(())
}

/// The client takes the best bid, where there is one whose hours are still free, and plans its payments.
fn award(app: &App, client: Client, calendar: &mut Calendar, walk: Walk, brief: BriefId) -> Result<()> {
    if waits(walk) {
        return Ok(());
    }
    let (_, _, opened) = app.db.read(|conn| bids::opened(conn, client, brief, app.now()))?;
    let Some(best) = opened.and_then(|opening| opening.bids.into_iter().next()) else { return Ok(()) };
    match bids::award(app, client, best.bid.id, &IdempotencyKey::none(), None) {
        Ok(engagement) => plan_payments(app, client, calendar, walk, engagement),
        // The hours went to somebody else; the bid is being staffed again.
        Err(Error::Conflict { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

fn plan_payments(app: &App, client: Client, calendar: &mut Calendar, walk: Walk, id: EngagementId) -> Result<()> {
    let engagement = engagements::service::in_full(app, client, id)?;
    let mut begin = app.now().plus_seconds(DAY);
    for milestone in &engagement.milestones {
        let due = milestone.due_day.midnight().plus_seconds(15 * HOUR);
        calendar.plan(begin, walk, Step::Fund(milestone.id));
        calendar.plan(due, walk, Step::Submit(id, milestone.id));
        calendar.plan(due.plus_seconds(DAY), walk, Step::Accept(id, milestone.id));
        begin = due.plus_seconds(3 * DAY);
    }
    Ok(())
}

/// One of the team hands a milestone in.
fn submit(
    app: &App,
    network: &Founded,
    client: Client,
    engagement: EngagementId,
    milestone: MilestoneId,
) -> Result<()> {
    let whole = engagements::service::in_full(app, client, engagement)?;
    match whole.seats.first().and_then(|seat| network.members.get(&seat.member)) {
        Some(member) => engagements::delivery::submit(app, *member, milestone),
        None => Err(Error::not_found("member of engagement", engagement)),
    }
}

/// The client says how it was, and after three of four engagements the team does: then both read it at once.
fn review(app: &App, network: &Founded, client: Client, walk: Walk, engagement: EngagementId) -> Result<()> {
    let said = || {
        let score = 3 + i32::try_from(app.mint.below(3)).unwrap_or_default();
        let words = if score == 5 { "A pleasure, from the first call to the last." } else { "Good work, on time." };
        Said { score, words: words.to_owned() }
    };
    let team = said();
    let members: BTreeSet<MemberId> =
        engagements::service::in_full(app, client, engagement)?.seats.into_iter().map(|seat| seat.member).collect();
    let seats = members.iter().map(|member| {
        let Said { score, words } = said();
        SaidOfMember { member: *member, score, words }
    });
    reviews::service::review_team(app, client, engagement, &NewReviews { team, seats: seats.collect() })?;
    if matches!(walk, Walk::Drawn(number) if number % 4 == 3) {
        return Ok(());
    }
    for member in members.iter().filter_map(|member| network.members.get(member)) {
        let words = "Knew what they wanted, and paid on the day.".to_owned();
        let said = NewReviewOfClient { score: 4, words };
        reviews::service::review_client(app, *member, engagement, &said)?;
    }
    Ok(())
}
