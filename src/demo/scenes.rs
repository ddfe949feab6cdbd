//! The last days of the demo network: one of each thing that somebody may want to try, so that every hat finds it.
//!
//! What a scene needs is looked for among what the months before have left. Where there is none (a small network may have no
//! engagement of Carla's under way), or where somebody's rules refuse it, the scene is left out.

use std::collections::VecDeque;

use muster_kernel::{Instant, Money};

use super::{
    asks::{self, ASKS},
    founding::Founded,
    history,
};
use crate::{
    app::App,
    availability::Overlap,
    bids::{
        self,
        offers::NewOffer,
        plan::{Plan, PlannedSeat},
    },
    briefs::{self, Bidding, BriefId, Document, service::Posting},
    calendars,
    connections::{self, ConnectionKind, NewConnection},
    counters::Terms,
    crews::{self, Asked, NewCrew},
    disputes::{self, Division, NewProposal, NewStatement, service::NewDispute},
    engagements::{
        self, EngagementId, EngagementInFull, EngagementState, MilestoneState,
        refunds::{self, NewRefund, RefundKind},
    },
    error::{Error, Result},
    fundings::{self, NewFunding},
    handovers::{self, Confirmation, NewHandover},
    http::{Answer, IdempotencyKey, PageQuery},
    identity::{Client, Involved, Member, Party, Steward},
    invitations, jobs,
    members::{self, bidding::BiddingCategories},
    policies::{self, Policy},
    questions, standbys,
};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// At most so many members are asked whether they would offer to take a seat.
const ASKED: usize = 60;

/// Plays the scenes until `end`.
pub(super) fn play(app: &App, network: &Founded, end: Instant) -> Result<()> {
    refund(app, network)?;
    super::paying::pay_out(app, network)?;
    propose_a_policy(app, network)?;
    fill_the_board(app, network)?;
    open_a_brief(app, network)?;
    quarrel_and_hand_over(app, network)?;
    meet(app, network)?;
    app.mint.set_now(end);
    jobs::run_due(app).map(drop)
}

/// An hour passes, and what is due is done.
pub(super) fn later(app: &App) -> Result<()> {
    jobs::run_due(app)?;
    app.mint.set_now(app.now().plus_seconds(HOUR));
    jobs::run_due(app).map(drop)
}

/// What became of it, or nothing where a rule refused it.
fn unless_refused<T>(result: Result<T>) -> Result<Option<T>> {
    match result {
        Ok(done) => Ok(Some(done)),
        Err(Error::Conflict { .. } | Error::NotFound { .. } | Error::Invalid(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What `muster simulate` found of the policy that is proposed: `docs/simulation.md` says how it was made.
const REPORT: &str = include_str!("../../assets/demo-policy-report.json");

/// A steward proposes that turns weigh more, as `examples/policies/even.json` has it, with what a simulation says of it.
/// Another one may adopt it.
fn propose_a_policy(app: &App, network: &Founded) -> Result<()> {
    let mut policy = Policy { turn_cap: 150_000, ..Policy::default() };
    policy.weights.turn = 250;
    let why = "In the simulation a fifth of the members is never offered a seat. Turns may weigh more, as long as clients \
               do not notice it.";
    let report_text = Some(REPORT.to_owned());
    let new = policies::service::NewPolicy { policy, why: why.to_owned(), report: None, report_text };
    policies::service::propose(app, network.stewards[1], &IdempotencyKey::none(), &new)?;
    later(app)
}

/// Briefs of all kinds take bids: what the months before did not ask for.
fn fill_the_board(app: &App, network: &Founded) -> Result<()> {
    let today = app.now().day();
    let new = ASKS.iter().enumerate().filter(|(place, _)| !history::was_asked(*place));
    for (number, (_, ask)) in (0..).zip(new) {
        let document = ask.drawn(&app.mint, today, &network.places)?;
        let client = *super::drawn(&app.mint, &network.clients);
        let brief = briefs::service::create(app, client, &IdempotencyKey::none(), &document)?;
        // Work begins on the Monday after next, which is near at the end of a week.
        let begins = document.seats.iter().map(|seat| seat.from.midnight()).min();
        let wished = app.now().plus_seconds((4 + number % 7) * DAY);
        let deadline = begins.map_or(wished, |begins| wished.min(begins));
        briefs::service::post(app, client, brief, Posting { bidding: Bidding::Open, deadline, standby: 0 })?;
    }
    later(app)
}

/// A brief that teams and bidders fight for: a crew's bid that waits for Mia, an offer, questions, a counter, a standby.
fn open_a_brief(app: &App, network: &Founded) -> Result<()> {
    let carla = network.carla();
    let plain = ASKS[0].plain(app.now().day())?;
    let document = Document {
        title: "A shop for rental skis".to_owned(),
        description: "Guests book skis and boots online, and pay. Two languages, one winter to prove it.".to_owned(),
        ..plain
    };
    let brief = briefs::service::create(app, carla, &IdempotencyKey::none(), &document)?;
    let deadline = app.now().plus_seconds(6 * DAY);
    briefs::service::post(app, carla, brief, Posting { bidding: Bidding::Both, deadline, standby: 1 })?;
    later(app)?;
    let categories = BiddingCategories { categories: [document.category.clone()].into() };
    for member in network.trio.iter().copied().chain(network.others().take(ASKED)) {
        members::bidding::change(app, member, &categories)?;
    }
    bid_as_a_crew(app, network, brief, &document)?;
    offer(app, network, brief, &document)?;
    ask_and_answer(app, network, brief)?;
    later(app)?;
    answer(app, network, brief)?;
    stand_by(app, network, brief)
}

/// The trio bids; whoever knows databases writes the bid and the third signs it off.
fn bid_as_a_crew(app: &App, network: &Founded, brief: BriefId, document: &Document) -> Result<()> {
    let [mia, second, third] = network.trio[..] else { return Ok(()) };
    let new = NewCrew { name: "Three from the Werkraum".to_owned() };
    let crew = crews::service::found(app, second, &IdempotencyKey::none(), &new)?;
    for mate in [mia, third] {
        crews::service::invite(app, second, crew, &Asked { email: None, member: Some(mate.member) })?;
        unless_refused(crews::service::join(app, mate, crew))?;
    }
    let seats = document.seats.iter().zip([mia, second, third]).map(|(seat, member)| PlannedSeat {
        seat: seat.id.clone(),
        member: member.member,
        rate: 5_100,
        hours: None,
    });
    let plan = Plan { seats: seats.collect(), start: None, shares: None };
    let bid = bids::crew_bids::propose(app, second, brief, &IdempotencyKey::none(), crew, &plan);
    let Some(bid) = unless_refused(bid)? else { return Ok(()) };
    for mate in [second, third] {
        unless_refused(bids::crew_bids::sign_off(app, mate, bid, 1, Overlap::Wanted))?;
    }
    Ok(())
}

/// Somebody outside of the trio offers to take the last seat alone.
fn offer(app: &App, network: &Founded, brief: BriefId, document: &Document) -> Result<()> {
    let Some(seat) = document.seats.last() else { return Ok(()) };
    let new = NewOffer { seat: seat.id.clone(), rate: 4_900, overlapping: true };
    for member in network.others().take(ASKED) {
        if unless_refused(bids::offers::offer(app, member, brief, &new))?.is_some() {
            break;
        }
    }
    Ok(())
}

/// One question is answered for everybody, and one waits for Carla.
fn ask_and_answer(app: &App, network: &Founded, brief: BriefId) -> Result<()> {
    let words = |words: &str| questions::Words { words: words.to_owned() };
    let [_, second, third] = network.trio[..] else { return Ok(()) };
    let asked = questions::service::ask(app, second, brief, &words("Which system keeps the stock today?"));
    if let Some(question) = unless_refused(asked)? {
        let answer = words("A spreadsheet, and Frau Egger. Both will be there to be asked.");
        questions::service::answer(app, network.carla(), question, &answer)?;
    }
    unless_refused(questions::service::ask(app, third, brief, &words("Are there pictures of the skis?"))).map(drop)
}

/// Somebody who is invited would take the seat with fewer hours, and Carla has to answer; the others take theirs.
fn answer(app: &App, network: &Founded, brief: BriefId) -> Result<()> {
    let mut has_countered = false;
    for (member, invitation) in pending(app, network, brief)? {
        if !has_countered {
            let countered = bids::terms::counter(app, member, invitation, Terms::Hours(12), Overlap::Wanted);
            has_countered = unless_refused(countered)?.is_some();
        } else {
            unless_refused(bids::service::accept(app, member, invitation, Overlap::Wanted))?;
        }
    }
    later(app)
}

/// Who is invited for a brief and has not answered yet, but for Mia: hers wait for whoever tries the demo.
fn pending(app: &App, network: &Founded, brief: BriefId) -> Result<Vec<(Member, invitations::InvitationId)>> {
    let all = app.db.read(|conn| invitations::service::for_brief(conn, brief))?;
    let open = all.iter().filter(|one| one.state == invitations::State::Pending);
    let known = open.filter_map(|one| Some((*network.members.get(&one.member_id)?, one.id)));
    Ok(known.filter(|(member, _)| member.member != network.mia().member).collect())
}

/// One of those who are asked to stand by says yes.
fn stand_by(app: &App, network: &Founded, brief: BriefId) -> Result<()> {
    for standby in app.db.read(|conn| standbys::service::for_brief(conn, brief))? {
        if let Some(member) = network.members.get(&standby.member_id)
            && unless_refused(standbys::service::accept(app, *member, standby.id))?.is_some()
        {
            break;
        }
    }
    Ok(())
}

/// The seat of Carla's small contract is handed over. Of her others, and of others' where she has too few, one has a dispute
/// that a steward decides, one had one, one has a seat that wants to be handed over, and one waits for money.
fn quarrel_and_hand_over(app: &App, network: &Founded) -> Result<()> {
    let mut contracts: VecDeque<(Client, EngagementId)> = VecDeque::new();
    for client in [network.carla()].into_iter().chain(network.clients.iter().copied()) {
        let page = engagements::service::of_client(app, client, &PageQuery { after: None, limit: Some(100) })?;
        let active = page.items.iter().filter(|item| item.state == EngagementState::Active);
        let (small, active): (Vec<_>, Vec<_>) = active.partition(|item| asks::is_small(&item.title));
        for item in small {
            hand_over(app, network, &engagements::service::in_full(app, client, item.id)?)?;
        }
        let active = active.into_iter().map(|item| (client, item.id));
        let known: Vec<EngagementId> = contracts.iter().map(|(_, id)| *id).collect();
        contracts.extend(active.filter(|(_, id)| !known.contains(id)));
    }
    // What waits for somebody comes first: a small network may have no room for what is over.
    for scene in [open_a_dispute, ask_to_hand_over, settle_a_dispute, await_money] {
        for place in 0..contracts.len() {
            let (client, id) = contracts[place];
            let whole = engagements::service::in_full(app, client, id)?;
            if scene(app, network, client, &whole)?.is_some() {
                // The next scene finds the other contracts first.
                let used = contracts.remove(place);
                contracts.extend(used);
                break;
            }
        }
    }
    later(app)
}

/// Of a milestone that Carla's organisation paid out, or another one where hers has none, a tenth goes back, and a credit
/// note says so. It leaves with the payouts that follow.
fn refund(app: &App, network: &Founded) -> Result<()> {
    for client in network.clients.iter().copied() {
        let page = engagements::service::of_client(app, client, &PageQuery { after: None, limit: Some(100) })?;
        for item in page.items {
            let whole = engagements::service::in_full(app, client, item.id)?;
            let paid = whole.milestones.iter().find(|milestone| milestone.state == MilestoneState::Released);
            let Some(paid) = paid else { continue };
            let new = NewRefund {
                kind: RefundKind::Refund,
                amount: paid.amount.minor() / 10,
                reason: "The last page came a week late, as agreed on the phone.".to_owned(),
            };
            if unless_refused(refunds::refund(app, network.admin, paid.id, &new, &IdempotencyKey::none()))?.is_some() {
                return later(app);
            }
        }
    }
    Ok(())
}

/// The client disputes a milestone for which money is held, or for which it funds it now, and the team has its say.
fn dispute(
    app: &App,
    network: &Founded,
    client: Client,
    whole: &EngagementInFull,
) -> Result<Option<disputes::DisputeId>> {
    let held = |state| matches!(state, MilestoneState::Funded | MilestoneState::Submitted);
    let first = |fits: &dyn Fn(MilestoneState) -> bool| whole.milestones.iter().find(|milestone| fits(milestone.state));
    let milestone = match (first(&held), first(&|state| state == MilestoneState::Planned)) {
        (Some(held), _) => held,
        (None, Some(planned)) => {
            if planned.funding.is_none() {
                let new = NewFunding { days: None };
                fundings::service::ask(app, client, planned.id, &new, &IdempotencyKey::none())?;
            }
            history::pay(app, client, planned.id)?;
            planned
        }
        (None, None) => return Ok(None),
    };
    let words = "One part of what we agreed on is missing, and it was the first thing we asked for.".to_owned();
    let amount = Some(Division::BasisPoints(5_000));
    let new = NewDispute { reason: disputes::Reason::Other, amount, words };
    let opened = disputes::service::open(app, Party::Client(client), milestone.id, &new, &IdempotencyKey::none());
    let Some(id) = unless_refused(opened)? else { return Ok(None) };
    later(app)?;
    for member in team(network, whole) {
        let words = "It is there; how to find it was to be shown in the second part.".to_owned();
        if unless_refused(disputes::state(app, Party::Member(member), id, &NewStatement { words }))?.is_some() {
            break;
        }
    }
    Ok(Some(id))
}

/// The client is asked to pay for what comes next, and transfers too little: that waits for an admin.
fn await_money(app: &App, _: &Founded, client: Client, whole: &EngagementInFull) -> Result<Option<()>> {
    let Some(next) = whole.milestones.iter().find(|milestone| milestone.state == MilestoneState::Planned) else {
        return Ok(None);
    };
    let new = NewFunding { days: None };
    let asked = fundings::service::ask(app, client, next.id, &new, &IdempotencyKey::none());
    let Some(Answer::New(funding)) = unless_refused(asked)? else { return Ok(None) };
    let less = Money::new(funding.amount.minor() - 1, funding.amount.currency());
    if less.minor() > 0 {
        let booking = format!("DEMO-SHORT-{}", funding.reference);
        app.db.write(|tx| fundings::service::received(tx, &funding.reference, less, &booking))?;
    }
    Ok(Some(()))
}

/// Who has a seat, each once.
fn team(network: &Founded, whole: &EngagementInFull) -> Vec<Member> {
    let mut team: Vec<Member> =
        whole.seats.iter().filter_map(|seat| network.members.get(&seat.member).copied()).collect();
    team.sort_by_key(|member| member.member);
    team.dedup_by_key(|member| member.member);
    team
}

/// The sides meet: two thirds of what is disputed go to the team.
fn settle_a_dispute(app: &App, network: &Founded, client: Client, whole: &EngagementInFull) -> Result<Option<()>> {
    let Some(id) = dispute(app, network, client, whole)? else { return Ok(None) };
    let new = NewProposal { to_members: Division::BasisPoints(6_667) };
    let proposal = disputes::propose(app, Party::Client(client), id, &new, &IdempotencyKey::none())?;
    for member in team(network, whole) {
        unless_refused(disputes::agree(app, Party::Member(member), id, proposal))?;
    }
    Ok(Some(()))
}

/// The sides do not meet. Whoever is drawn steps back until it is Stella.
fn open_a_dispute(app: &App, network: &Founded, client: Client, whole: &EngagementInFull) -> Result<Option<()>> {
    let Some(id) = dispute(app, network, client, whole)? else { return Ok(None) };
    let (stella, others) = (network.stewards[0], &network.stewards[1..]);
    for other in others.iter().cycle().take(others.len() * others.len()) {
        if disputes::service::read(app, Involved::Steward(stella), id).is_ok() {
            break;
        }
        unless_refused(disputes::step_back(app, *other, id))?;
    }
    Ok(Some(()))
}

/// Whoever has the first seat asks for it to be handed over; a steward has yet to look at it.
fn ask_to_hand_over(app: &App, network: &Founded, _: Client, whole: &EngagementInFull) -> Result<Option<()>> {
    Ok(ask_for(app, network, whole)?.map(drop))
}

fn ask_for(app: &App, network: &Founded, whole: &EngagementInFull) -> Result<Option<handovers::HandoverId>> {
    let Some(seat) = whole.seats.first() else { return Ok(None) };
    let Some(member) = network.members.get(&seat.member) else { return Ok(None) };
    let words = "We are expecting a child earlier than the plan.".to_owned();
    let new = NewHandover { seat: seat.seat.clone(), reason: handovers::Reason::Health, words };
    let engagement = whole.engagement.id;
    unless_refused(handovers::service::ask_as_member(app, *member, engagement, &new, &IdempotencyKey::none()))
}

/// A steward confirms, and whoever is found takes the seat over.
fn hand_over(app: &App, network: &Founded, whole: &EngagementInFull) -> Result<()> {
    let Some(id) = ask_for(app, network, whole)? else { return Ok(()) };
    let from = app.now().day().monday().plus_weeks(2);
    let confirmation = Confirmation { from, shares: Vec::new(), words: String::new() };
    for steward in network.stewards[1..].iter().copied() {
        if confirm(app, steward, id, &confirmation)?.is_some() {
            later(app)?;
            break;
        }
    }
    for (member, invitation) in pending(app, network, whole.engagement.brief)? {
        if unless_refused(bids::service::accept(app, member, invitation, Overlap::Refused))?.is_some() {
            break;
        }
    }
    Ok(())
}

fn confirm(app: &App, who: Steward, id: handovers::HandoverId, confirmation: &Confirmation) -> Result<Option<()>> {
    if unless_refused(handovers::service::take(app, who, id))?.is_none() {
        return Ok(None);
    }
    Ok(unless_refused(handovers::service::confirm(app, who, id, confirmation))?.map(drop))
}

/// Somebody says that Mia helped them, which she may confirm; and she has a calendar of her own.
fn meet(app: &App, network: &Founded) -> Result<()> {
    let day = app.now().day();
    if let Some(member) = network.others().next() {
        let email = super::email_of(crate::identity::Hat::Member).to_owned();
        let note = "An hour about forms that people do not fear.".to_owned();
        let new = NewConnection { kind: ConnectionKind::Advice, email, happened_on: day, note };
        unless_refused(connections::service::log(app, member, &new))?;
    }
    let choir = day.monday().plus_weeks(1).plus_days(3);
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Muster//demo//EN\r\nBEGIN:VEVENT\r\nUID:choir@demo.example\r\n\
         DTSTAMP:{stamp}T080000Z\r\nDTSTART:{stamp}T160000Z\r\nDTEND:{stamp}T190000Z\r\nRRULE:FREQ=WEEKLY;COUNT=20\r\n\
         SUMMARY:Choir\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        stamp = choir.to_string().replace('-', "")
    );
    calendars::service::add_file(app, network.mia(), "Choir", calendar.as_bytes()).map(drop)
}
