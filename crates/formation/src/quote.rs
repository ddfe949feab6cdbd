//! Quote: what a brief would get, fast enough to be asked at every keystroke.

use crate::{
    Candidates, Index, Limit, Refusal, Request, SeatCandidates,
    cheapest::{self, Cheapest},
    document::{Brief, Cause, Feasible, Funnel, Narrowest, Quote, QuoteFormat, Score, Wish},
    starts::Starts,
    wishes,
};

/// Tells what a brief would get: whether there is a team, how good and how dear, from when on, and what narrows it.
///
/// The limit is for everything together, so that a live caller bounds its work in the same way on every machine. What
/// a user waits for least comes last: the proof that the best team found is the best.
///
/// ```
/// # use muster_formation::{Index, Limit, document::{Brief, Feasible, Pool}, quote};
/// # const POOL: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/examples/no-money/pool.json"));
/// # const BRIEF: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/examples/no-money/brief.json"));
/// let index = Index::new(&serde_json::from_str::<Pool>(POOL)?)?;
/// let brief: Brief = serde_json::from_str(BRIEF)?;
///
/// let told = quote(&index, &brief, &mut Limit::nodes(1000))?;
/// assert_eq!(told.feasible, Feasible::No);
/// // The same brief with what the cheapest team costs:
/// let told = quote(&index, &Brief { budget: told.least_cost, ..brief }, &mut Limit::nodes(1000))?;
/// assert_eq!(told.feasible, Feasible::Yes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The first thing in the brief that cannot be believed.
pub fn quote(index: &Index, brief: &Brief, limit: &mut Limit<'_>) -> Result<Quote, Refusal> {
    // How many teams are wanted does not matter to a quote.
    let request = Request { teams: 1, ..Request::new(index, brief)? };
    let candidates = Candidates::new(&request);
    let starts = Starts::new(&request);
    let least = cheapest::cheapest(&request, &candidates, limit);
    let earliest = starts.earliest(starts.wanted(), request.budget.unwrap_or(i64::MAX), limit);
    let mut quote = Quote {
        format: QuoteFormat::One,
        brief: brief.id.clone(),
        feasible: Feasible::Unknown,
        cause: None,
        funnel: candidates.funnel(&request),
        best: None,
        least_cost: None,
        earliest_start: earliest.flatten().map(count),
        narrowest: narrowest(index, brief, &candidates, &starts)?,
        proven: earliest.is_some(),
    };
    match least {
        Cheapest::Unknown => quote.proven = false,
        Cheapest::None => {
            quote.feasible = Feasible::No;
            quote.cause = Some(cause(&candidates));
        }
        Cheapest::Cost(cost) => {
            quote.least_cost = Some(cost);
            let affordable = request.budget.is_none_or(|budget| cost <= budget);
            quote.feasible = if affordable { Feasible::Yes } else { Feasible::No };
            quote.cause = (!affordable).then_some(Cause::Budget);
        }
    }
    if quote.feasible != Feasible::No {
        let answer = request.form(&candidates, limit).answer;
        quote.best = answer.teams.first().map(|team| Score { z: team.z, bound: team.bound, cost: team.cost });
        // A team that was found is a team, even where the cheapest was not.
        quote.feasible = if quote.best.is_some() { Feasible::Yes } else { quote.feasible };
        quote.proven &= answer.proven;
    }
    Ok(quote)
}

/// What rules every team out where no team is without a double member or a blocked pair.
fn cause(candidates: &Candidates) -> Cause {
    if candidates.seats.iter().any(|seat| seat.eligible.is_empty()) {
        Cause::Eligible
    } else if cheapest::is_matched(candidates) {
        Cause::Blocks
    } else {
        Cause::Distinct
    }
}

/// The wish that narrows most, as [`Narrowest`] defines it.
fn narrowest(
    index: &Index,
    brief: &Brief,
    candidates: &Candidates,
    starts: &Starts<'_, '_>,
) -> Result<Option<Narrowest>, Refusal> {
    let eligible = |at: &usize| candidates.seats[*at].eligible.len();
    let scarcest = (0..brief.seats.len()).min_by_key(eligible).expect("a checked brief has a seat");
    let seat = &brief.seats[scarcest];
    let mut widest: Option<Narrowest> = None;
    for wish in wishes::of_seat(seat) {
        let without = match (wish.wish, wish.dropped()) {
            (Wish::Hours, _) => starts.timeless(scarcest),
            (_, None) => continue,
            (_, Some(dropped)) => {
                let alone = wishes::one_seat(brief, dropped);
                Candidates::new(&Request::new(index, &alone)?).seats[0].eligible.len()
            }
        };
        let most = widest.as_ref().map_or(count(eligible(&scarcest)), |widest| widest.without);
        if count(without) > most {
            let (seat, eligible) = (seat.id.clone(), count(eligible(&scarcest)));
            widest = Some(Narrowest { seat, wish: wish.wish, name: wish.name, eligible, without: count(without) });
        }
    }
    Ok(widest)
}

impl Candidates {
    /// Where candidates were lost, for each seat of the request they belong to.
    pub(crate) fn funnel(&self, request: &Request<'_>) -> Vec<Funnel> {
        let told = |(found, seat): (&SeatCandidates, &str)| Funnel { seat: seat.into(), left: found.left.map(count) };
        self.seats.iter().zip(request.seats()).map(told).collect()
    }
}

fn count(members: usize) -> i64 {
    i64::try_from(members).expect("a pool has fewer members than i64 has numbers")
}
