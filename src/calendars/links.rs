//! The calendar of a member's bookings, at an address that holds a secret.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use calcard::{
    common::PartialDateTime,
    icalendar::{
        ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry, ICalendarFrequency,
        ICalendarParameter, ICalendarProperty, ICalendarRecurrenceRule, ICalendarStatus, ICalendarTransparency,
        ICalendarValue, ICalendarValueType, Uri,
    },
};
use muster_kernel::Day;

use super::{
    OWN_EVENTS,
    model::{CalendarLink, CalendarLinkMade, NewCalendarLink},
    store,
};
use crate::{
    app::App,
    audit,
    availability::{self, BookingState, OwnBooking},
    engagements::{self, EngagementId},
    error::{Error, Result},
    hash,
    identity::Member,
};

/// For how many weeks bookings that are over are still handed out.
const KEPT_WEEKS: i32 = 26;
/// How often a calendar is to ask again, in seconds.
const ASK_AGAIN: i64 = 3_600;

/// A calendar as it is handed out.
pub(super) struct Calendar {
    /// Its text.
    pub(super) text: String,
    /// What it is known by: the same for the same bookings.
    pub(super) hash: String,
}

/// Makes a member's address; an earlier one is no longer good.
pub(super) fn make(app: &App, who: Member, new: NewCalendarLink) -> Result<CalendarLink> {
    app.db.write(|tx| {
        let token = URL_SAFE_NO_PAD.encode(tx.mint().secret());
        store::set_link(tx, who.member, &hash::sha256(token.as_bytes()), new)?;
        audit::record(tx, who.into(), "calendar-link.made", who.member, &())?;
        Ok(CalendarLink { url: format!("{}/api/v1/calendars/{token}.ics", app.public_url) })
    })
}

/// Whether a member has an address, and since when.
pub(super) fn made(app: &App, who: Member) -> Result<CalendarLinkMade> {
    Ok(CalendarLinkMade { made_at: app.db.read(|conn| store::link_of(conn, who.member))? })
}

/// Revokes a member's address.
pub(super) fn revoke(app: &App, who: Member) -> Result<()> {
    app.db.write(|tx| {
        if !store::delete_link(tx, who.member)? {
            return Err(Error::not_found("calendar link", "current"));
        }
        audit::record(tx, who.into(), "calendar-link.revoked", who.member, &())
    })
}

/// The bookings that the address ending in `link` hands out. Only the hash of the secret is looked up, so how long that
/// takes tells nothing of any secret that is good.
pub(super) fn calendar(app: &App, link: &str) -> Result<Calendar> {
    let token = link.strip_suffix(".ics").unwrap_or(link);
    app.db.read(|conn| {
        let found = store::linked(conn, &hash::sha256(token.as_bytes()))?;
        let (member, tentative) = found.ok_or_else(|| Error::not_found("calendar", "at this address"))?;
        let since = app.now().day().monday().plus_weeks(-KEPT_WEEKS);
        let mut bookings = availability::service::bookings(conn, member, since)?;
        bookings.retain(|booking| tentative || booking.state == BookingState::Firm);
        let engagements: Vec<EngagementId> = bookings.iter().filter_map(|booking| booking.engagement).collect();
        let titles = engagements::service::titles(conn, &engagements)?;
        let text = written(&bookings, &titles, &app.public_url);
        Ok(Calendar { hash: hash::sha256(text.as_bytes()), text })
    })
}

/// Bookings as a calendar (RFC 5545): folded, escaped, and the same text for the same bookings.
fn written(bookings: &[OwnBooking], titles: &HashMap<EngagementId, String>, public_url: &str) -> String {
    let mut whole = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    whole.add_property(ICalendarProperty::Version, "2.0".to_owned());
    whole.add_property(ICalendarProperty::Prodid, "-//Muster//Bookings//EN".to_owned());
    whole.add_property(ICalendarProperty::Name, "Muster".to_owned());
    whole.add_property(ICalendarProperty::Other("X-WR-CALNAME".to_owned()), "Muster".to_owned());
    let often = ICalendarEntry::new(ICalendarProperty::RefreshInterval)
        .with_param(ICalendarParameter::value(ICalendarValueType::Duration))
        .with_value(ICalendarValue::Duration(ICalendarDuration::from_seconds(ASK_AGAIN)));
    whole.entries.push(often);
    whole.component_ids = (1..=u32::try_from(bookings.len()).unwrap_or_default()).collect();
    let title = |booking: &OwnBooking| {
        let agreed = booking.engagement.and_then(|engagement| titles.get(&engagement));
        agreed.unwrap_or(&booking.title).clone()
    };
    let events = bookings.iter().map(|booking| event(booking, &title(booking), public_url));
    let file = ICalendar { components: std::iter::once(whole).chain(events).collect() };
    let mut text = String::new();
    file.write_to(&mut text).expect("a text takes all that is written");
    text
}

/// A booking: Monday to Friday of each of its weeks, see-through, since its hours are not bound to a time of day.
fn event(booking: &OwnBooking, title: &str, public_url: &str) -> ICalendarComponent {
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(&format!("{}{OWN_EVENTS}", booking.id));
    event.add_dtstamp(PartialDateTime::from_utc_timestamp(booking.created_at.seconds()));
    event.add_sequence(i64::from(booking.changes));
    let date = |name, day: Day| {
        ICalendarEntry::new(name).with_param(ICalendarParameter::value(ICalendarValueType::Date)).with_value(
            ICalendarValue::PartialDateTime(Box::new(PartialDateTime::from_date_timestamp(day.midnight().seconds()))),
        )
    };
    event.entries.push(date(ICalendarProperty::Dtstart, booking.first_monday));
    event.entries.push(date(ICalendarProperty::Dtend, booking.first_monday.plus_days(5)));
    if booking.weeks > 1 {
        let rule = ICalendarRecurrenceRule {
            freq: ICalendarFrequency::Weekly,
            count: u32::try_from(booking.weeks).ok(),
            ..ICalendarRecurrenceRule::default()
        };
        event.add_property(ICalendarProperty::Rrule, ICalendarValue::RecurrenceRule(Box::new(rule)));
    }
    let status = match booking.state {
        BookingState::Firm => ICalendarStatus::Confirmed,
        _ => ICalendarStatus::Tentative,
    };
    event.add_property(ICalendarProperty::Status, ICalendarValue::Status(status));
    let through = ICalendarValue::Transparency(ICalendarTransparency::Transparent);
    event.add_property(ICalendarProperty::Transp, through);
    event.add_property(ICalendarProperty::Summary, format!("{} h: {title}", booking.hours));
    let seat = format!("{} hours a week for {} weeks. Your seat: {}.", booking.hours, booking.weeks, booking.seat);
    event.add_property(ICalendarProperty::Description, seat);
    let page = match booking.engagement {
        Some(engagement) => format!("{public_url}/engagements/{engagement}"),
        None => format!("{public_url}/invitations"),
    };
    event.add_property(ICalendarProperty::Url, Uri::Location(page));
    event
}
