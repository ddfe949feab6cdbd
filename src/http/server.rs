//! The server: which routes there are, and what surrounds each request.

use std::{net::TcpListener, sync::Arc, time::Duration};

use actix_web::{App as ActixApp, HttpServer, dev::Server, http::header, middleware, web};
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};
use utoipa_swagger_ui::SwaggerUi;

use super::{body, docs::Description, health, site};
use crate::{
    app::App, availability, bids, briefs, engagements, formation, identity, invitations, members, places, skills,
    spaces,
};

/// How long a client may take to send its request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// Every route under `/api/v1`, slice by slice.
fn api(config: &mut ServiceConfig<'_>) {
    config
        .configure(identity::routes::routes)
        .configure(skills::routes::routes)
        .configure(places::routes::routes)
        .configure(members::routes::routes)
        .configure(availability::routes::routes)
        .configure(briefs::routes::routes)
        .configure(formation::routes::routes)
        .configure(invitations::routes::routes)
        .configure(bids::routes::routes)
        .configure(spaces::routes::routes)
        .configure(engagements::routes::routes);
}

/// The OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, description) = ActixApp::new()
        .into_utoipa_app()
        .openapi(Description::openapi())
        .service(scope("/api/v1").configure(api))
        .split_for_parts();
    description
}

/// Serves `app` at `listener` until the server is stopped.
pub fn serve(app: Arc<App>, listener: TcpListener, workers: usize) -> std::io::Result<Server> {
    let app = web::Data::from(app);
    let description = openapi();
    let server = HttpServer::new(move || {
        ActixApp::new()
            .into_utoipa_app()
            .map(|actix| actix.wrap(headers()).wrap(middleware::Compress::default()).wrap(TracingLogger::default()))
            .app_data(app.clone())
            .service(scope("/api/v1").configure(api))
            .into_app()
            .configure(body::refusals)
            .service(SwaggerUi::new("/api/docs/{_:.*}").url("/api/v1/openapi.json", description.clone()))
            .service(health::health)
            .service(health::ready)
            .default_service(web::to(site::site))
    });
    let server =
        server.workers(workers).client_request_timeout(HEAD_TIMEOUT).shutdown_timeout(20).listen(listener)?.run();
    Ok(server)
}

fn headers() -> middleware::DefaultHeaders {
    middleware::DefaultHeaders::new()
        .add((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .add((header::REFERRER_POLICY, "no-referrer"))
        .add((header::X_FRAME_OPTIONS, "DENY"))
}
