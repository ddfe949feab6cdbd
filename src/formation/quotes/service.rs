//! Use cases of quotes.

use std::{sync::Arc, time::Duration};

use muster_formation::{
    Limit,
    document::{Quote, Reasons},
    quote as ask_engine, reasons,
};
use muster_kernel::{Day, Instant};

use super::told::{Teller, Told};
use crate::{
    app::App,
    briefs::{self, BriefId, Document},
    changes,
    error::Result,
    formation::run,
    identity::{self, Client, PersonId},
};

/// So much is searched for what a brief would get.
const NODES: u64 = 20_000;
/// And so much for what would come of loosened wishes.
const WISH_NODES: u64 = 20_000;
/// What a brief that was not saved goes by in the engine.
const NAMELESS: &str = "quote";

/// What a brief would get, as it is being written; without the client's own people, where a client asks.
pub fn quote(app: &App, who: Option<Client>, document: &Document) -> Result<Told> {
    quote_until(app, who, document, None)
}

fn quote_until(app: &App, who: Option<Client>, document: &Document, deadline: Option<Instant>) -> Result<Told> {
    let today = app.now().day();
    let people = app.db.read(|conn| {
        briefs::service::check_for_quote(conn, document, today)?;
        who.map_or(Ok(Vec::new()), |who| identity::clients::people_of(conn, who.client))
    })?;
    let answer = answer(app, &people, document, deadline)?;
    let teller = Teller { currency: document.currency, week0: answer.week0 };
    Ok(teller.tell(answer.quote, answer.reasons))
}

/// What the engine says of a brief: more than anybody is told.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// The quote.
    pub quote: Quote,
    /// Its wishes.
    pub reasons: Reasons,
    /// The Monday from which the engine counts weeks.
    pub week0: Day,
}

/// Asks the engine about a document that was checked, without those people. Once it is posted, bids are made until its
/// deadline, and no other start lies before that.
pub fn answer(app: &App, without: &[PersonId], document: &Document, deadline: Option<Instant>) -> Result<Answer> {
    app.quotes.ask(app, document.currency, |warm| {
        let (index, week0) = (warm.index(), warm.week0());
        let excluded = warm.aliases(without);
        let brief = run::engine_brief(NAMELESS.to_owned(), document, week0, warm.policy(), excluded)?;
        let quote = ask_engine(index, &brief, &mut Limit::nodes(NODES)).map_err(run::refused)?;
        let from = deadline.map_or(0, |deadline| first_week(week0, deadline));
        let reasons = reasons(index, &brief, from, &mut Limit::nodes(WISH_NODES)).map_err(run::refused)?;
        Ok(Answer { quote, reasons, week0 })
    })?
}

/// The first week that does not begin before `deadline`; 0 where that is past.
fn first_week(week0: Day, deadline: Instant) -> usize {
    let last_before = Instant::from_micros(deadline.micros() - 1).day();
    usize::try_from(week0.weeks_until(last_before) + 1).unwrap_or_default()
}

/// What a client's own saved brief would get now.
pub fn quote_brief(app: &App, who: Client, id: BriefId) -> Result<Told> {
    let (brief, document) = app.db.read(|conn| briefs::service::own(conn, who, id))?;
    quote_until(app, Some(who), &document, brief.deadline_at)
}

/// How long a server lets its indexes be before it follows the feed although nobody asks.
const ROUND: Duration = Duration::from_secs(5);

/// Tends to quotes until the task is dropped. Each round runs on a thread for blocking work.
pub async fn keep_tending(app: Arc<App>) {
    loop {
        let round = Arc::clone(&app);
        match tokio::task::spawn_blocking(move || tend(&round)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(?error, "the pool could not be followed"),
            Err(error) => tracing::error!(%error, "following the pool panicked"),
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Keeps what is kept for quotes up to date, and the feed that it follows short.
pub fn tend(app: &App) -> Result<()> {
    app.quotes.tend(app)?;
    if app.db.read(|conn| changes::is_overgrown(conn, app.now()))? {
        app.db.write(changes::forget)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_begins_on_the_monday_of_the_deadline_at_the_earliest_and_later_where_that_has_begun() {
        let week0: Day = "2026-11-02".parse().unwrap();
        for (deadline, week) in [
            ("2026-10-01T12:00:00Z", 0),
            ("2026-11-02T00:00:00Z", 0),
            ("2026-11-08T23:59:59Z", 1),
            ("2026-11-09T00:00:00Z", 1),
            ("2026-11-09T00:00:00.000001Z", 2),
        ] {
            assert_eq!(first_week(week0, deadline.parse().unwrap()), week, "{deadline}");
        }
    }
}
