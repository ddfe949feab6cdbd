//! The bare handler that Muster's reads are held against: the same answers out of the same statements by the same pool of
//! connections, and nothing around them. It asks nobody who they are and logs nothing.

use std::net::SocketAddr;

use actix_web::{App, HttpResponse, HttpServer, error::ErrorInternalServerError, get, web};
use diesel::prelude::*;
use muster::{
    availability::WeeklyPattern,
    briefs::{Bidding, Brief, BriefId, Document, LapsedFor, State},
    clock::Mint,
    config::Config,
    db::{Conn, Db},
    engagements::EngagementId,
    error::{Error, Result},
    http::Page,
    identity::{ClientId, MemberId},
    schema::{brief_revisions, briefs, engagements, weekly_patterns},
};
use muster_kernel::Instant;
use serde::Serialize;

use crate::Failure;

/// How many briefs a list answers with.
pub(crate) const LISTED: i64 = 20;

/// Serves until it is stopped, with as many threads and connections as Muster.
pub(crate) fn serve(bind: SocketAddr) -> std::result::Result<(), Failure> {
    let config = Config::read(std::env::vars()).map_err(Failure::Told)?;
    let db = web::Data::new(Db::open(config.database, config.connections, Mint::system())?);
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let served = actix_web::rt::System::new().block_on(async move {
        let app = move || App::new().app_data(db.clone()).service(read_brief).service(list_briefs).service(read_week);
        HttpServer::new(app).workers(workers).bind(bind)?.run().await
    });
    Ok(served?)
}

/// A brief, as Muster tells it.
#[derive(Serialize)]
struct BriefView {
    id: BriefId,
    state: State,
    revision: i32,
    bidding: Option<Bidding>,
    deadline_at: Option<Instant>,
    created_at: Instant,
    posted_at: Option<Instant>,
    standby: i32,
    lapsed_for: Option<LapsedFor>,
    award: Option<BriefAward>,
    document: Document,
}

/// The award of a bid for a brief, as Muster tells it.
#[derive(Serialize)]
struct BriefAward {
    engagement: EngagementId,
    at: Instant,
}

/// A brief in a list, as Muster tells it.
#[derive(Serialize)]
struct BriefLine {
    id: BriefId,
    title: String,
    category: String,
    state: State,
    revision: i32,
    seats: usize,
    deadline_at: Option<Instant>,
    created_at: Instant,
    posted_at: Option<Instant>,
}

/// A row of the weekly patterns, in the table's order.
type Week = (MemberId, i32, i32, i32, i32, i32, i32, i32, i32);

#[get("/clients/{client}/briefs/{id}")]
async fn read_brief(db: web::Data<Db>, path: web::Path<(ClientId, BriefId)>) -> actix_web::Result<HttpResponse> {
    let (client, id) = path.into_inner();
    answer(db, move |conn| {
        let own = briefs::table.find(id).filter(briefs::client_id.eq(client));
        let brief: Brief = own.select(Brief::as_select()).first(conn)?;
        let revision = brief_revisions::table.find((id, brief.revision));
        let text: String = revision.select(brief_revisions::document).first(conn)?;
        let Brief { id, state, revision, bidding, deadline_at, created_at, posted_at, standby, lapsed_for, .. } = brief;
        let document = parse(&text)?;
        let award: Option<(EngagementId, Instant)> = match state {
            State::Awarded => {
                let began = engagements::table.filter(engagements::brief_id.eq(id));
                began.select((engagements::id, engagements::created_at)).first(conn).optional()?
            }
            _ => None,
        };
        Ok(BriefView {
            id,
            state,
            revision,
            bidding,
            deadline_at,
            created_at,
            posted_at,
            standby,
            lapsed_for,
            award: award.map(|(engagement, at)| BriefAward { engagement, at }),
            document,
        })
    })
    .await
}

#[get("/clients/{client}/briefs")]
async fn list_briefs(db: web::Data<Db>, client: web::Path<ClientId>) -> actix_web::Result<HttpResponse> {
    let client = client.into_inner();
    answer(db, move |conn| {
        let own = briefs::table.filter(briefs::client_id.eq(client));
        let newest = own.order(briefs::id.desc()).limit(LISTED + 1);
        let found: Vec<Brief> = newest.select(Brief::as_select()).load(conn)?;
        let ids: Vec<BriefId> = found.iter().map(|brief| brief.id).collect();
        let counts = brief_revisions::brief_id.eq(briefs::id).and(brief_revisions::revision.eq(briefs::revision));
        let texts: Vec<(BriefId, String)> = briefs::table
            .inner_join(brief_revisions::table.on(counts))
            .filter(briefs::id.eq_any(&ids))
            .select((briefs::id, brief_revisions::document))
            .load(conn)?;
        let mut lines = Vec::with_capacity(found.len());
        for brief in found {
            let text = texts.iter().find(|(id, _)| *id == brief.id).map(|(_, text)| text.as_str()).unwrap_or_default();
            lines.push(line(brief, &parse(text)?));
        }
        Ok(Page::of(lines, LISTED, |line| line.id.to_string()))
    })
    .await
}

#[get("/members/{member}/availability")]
async fn read_week(db: web::Data<Db>, member: web::Path<MemberId>) -> actix_web::Result<HttpResponse> {
    let member = member.into_inner();
    answer(db, move |conn| {
        let own = weekly_patterns::table.filter(weekly_patterns::member_id.eq_any([member]));
        let found: Vec<Week> = own.load(conn)?;
        Ok(found.first().map(pattern).unwrap_or_default())
    })
    .await
}

fn line(brief: Brief, document: &Document) -> BriefLine {
    let Brief { id, title, category, state, revision, deadline_at, created_at, posted_at, .. } = brief;
    BriefLine { id, title, category, state, revision, seats: document.seats.len(), deadline_at, created_at, posted_at }
}

fn pattern((_, monday, tuesday, wednesday, thursday, friday, saturday, sunday, _): &Week) -> WeeklyPattern {
    let days = [monday, tuesday, wednesday, thursday, friday, saturday, sunday];
    days.map(|hours| u8::try_from(*hours).unwrap_or_default()).into()
}

fn parse(text: &str) -> Result<Document> {
    serde_json::from_str(text).map_err(|cause| Error::internal("read a brief", cause))
}

async fn answer<T: Serialize + Send + 'static>(
    db: web::Data<Db>,
    work: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
) -> actix_web::Result<HttpResponse> {
    let read = web::block(move || db.read(work)).await?;
    Ok(HttpResponse::Ok().json(read.map_err(ErrorInternalServerError)?))
}
