//! Use cases of the meter.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{BasisPoints, Day, Money, Month};

use super::{
    model::{Meter, MeterLine, MissedBy},
    store::{self, MonthRow, ReachRow},
};
use crate::{
    app::App,
    book,
    briefs::BriefId,
    certificates,
    db::{Conn, Tx},
    engagements::EngagementId,
    error::Result,
    formation,
    identity::MemberId,
    spaces::{self, SpaceId},
};

/// Notes within which spaces' reach the seats of an engagement were: those to which somebody belonged on the day of the
/// award who was eligible for the seat. Where it was noted before, nothing changes.
pub fn note_reach(app: &App, engagement: EngagementId, brief: BriefId, on: Day) -> Result<()> {
    // The engine works while no transaction is open.
    let eligible = formation::service::eligible(app, brief)?;
    let members: BTreeSet<MemberId> = eligible.values().flatten().copied().collect();
    app.db.write(|tx| {
        let mut homes: BTreeMap<MemberId, (SpaceId, BasisPoints)> = BTreeMap::new();
        for member in &members {
            homes.extend(spaces::service::commission_of(tx, *member, on)?.map(|home| (*member, home)));
        }
        let mut rows = Vec::new();
        for (seat, members) in &eligible {
            let spaces: BTreeMap<SpaceId, BasisPoints> =
                members.iter().filter_map(|member| homes.get(member)).copied().collect();
            rows.extend(spaces.into_iter().map(|(space_id, commission_bp)| ReachRow {
                engagement_id: engagement,
                seat: seat.clone(),
                space_id,
                commission_bp,
            }));
        }
        if store::has_reach(tx, engagement)? { Ok(()) } else { store::insert_reach(tx, &rows) }
    })
}

/// Sums up what every space missed in a month, in the transaction that makes the month's reports.
pub fn close(tx: &mut Tx<'_>, month: Month) -> Result<()> {
    let paid = book::service::paid_seats(tx, month)?;
    let engagements: BTreeSet<EngagementId> = paid.iter().map(|seat| seat.engagement).collect();
    let reach = store::reach(tx, &engagements)?;
    let mut missed = MissedBy::new();
    for seat in paid {
        let key = (seat.engagement, seat.seat);
        for (space, rate) in reach.get(&key).into_iter().flatten() {
            if seat.space != Some(*space) {
                let of_space = missed.entry((*space, seat.currency)).or_default();
                of_space.seat(key.clone(), seat.member, seat.base_minor, rate.points());
            }
        }
    }
    let row = |((space_id, currency), missed): (_, super::model::Missed)| {
        let told = missed.told(currency)?;
        let super::model::Told { missed_minor, seats, holders } = told;
        Some(MonthRow { space_id, month, currency, missed_minor, seats, holders })
    };
    let rows: Vec<MonthRow> = missed.into_iter().filter_map(row).collect();
    store::insert_months(tx, &rows)
}

/// The meter of a space over the months from `from` to `to`, of which it `did` gain so much in each currency. For its
/// operators.
pub fn read(conn: &mut Conn, space: SpaceId, from: Month, to: Month, did: &[Money]) -> Result<Meter> {
    let months = store::months(conn, space, from, to)?;
    let mut lines: Vec<MeterLine> = did
        .iter()
        .map(|did| MeterLine {
            currency: did.currency(),
            did_gain_minor: did.minor(),
            could_have_gained_minor: None,
            steered_minor: 0,
        })
        .collect();
    for row in months {
        let at = lines.iter().position(|line| line.currency == row.currency).unwrap_or_else(|| {
            let nothing = Money::new(0, row.currency);
            lines.push(MeterLine {
                currency: nothing.currency(),
                did_gain_minor: 0,
                could_have_gained_minor: None,
                steered_minor: 0,
            });
            lines.len() - 1
        });
        let line = &mut lines[at];
        let before = line.could_have_gained_minor.unwrap_or(line.did_gain_minor);
        line.could_have_gained_minor = Some(before.saturating_add(row.missed_minor));
    }
    lines.sort_by_key(|line| line.currency);
    let span = (from.first_day().midnight(), to.next().first_day().midnight());
    let (certificates, unequal) = certificates::service::count(conn, span.0, span.1)?;
    Ok(Meter { lines, certificates, unequal, why: why(certificates, unequal) })
}

/// Why nothing was steered, in English.
fn why(certificates: i64, unequal: i64) -> String {
    let clean = match (certificates, unequal) {
        (0, _) => "no run fell into this span".to_owned(),
        (all, 0) => format!("each of the {all} runs of this span has a signed certificate that spaces changed nothing"),
        (all, some) => format!("of the {all} runs of this span, {some} depended on spaces, and the admins were told"),
    };
    format!("Operators have no way to formation, bids or awards, and formation reads nothing of spaces: {clean}.")
}
