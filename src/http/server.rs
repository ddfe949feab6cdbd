//! The server: which routes there are, and what surrounds each request.

use std::{net::TcpListener, sync::Arc, time::Duration};

use actix_web::{
    App as ActixApp, HttpServer,
    body::MessageBody,
    dev::{Server, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderValue},
    middleware, web,
};
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};
use utoipa_swagger_ui::SwaggerUi;

use super::{
    body,
    docs::{self, Description},
    health, site, trace,
};
use crate::app::App;

/// How long a client may take to send its request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// The routes of each slice. A request tries them one after the other, so those that are asked for most often come first;
/// no path is of two slices.
const SLICES: &[fn(&mut ServiceConfig<'_>)] = &[
    crate::notices::routes::routes,
    crate::briefs::routes::routes,
    crate::formation::quotes::routes::routes,
    crate::invitations::routes::routes,
    crate::availability::routes::routes,
    crate::bids::routes::routes,
    crate::engagements::routes::routes,
    crate::turns::routes::routes,
    crate::members::routes::routes,
    crate::skills::routes::routes,
    crate::places::routes::routes,
    crate::ties::routes::routes,
    crate::policies::routes::routes,
    crate::formation::routes::routes,
    crate::crews::routes::routes,
    crate::questions::routes::routes,
    crate::spaces::routes::routes,
    crate::reports::routes::routes,
    crate::disputes::routes::routes,
    crate::book::routes::routes,
    crate::payouts::routes::routes,
    crate::audit::routes::routes,
    crate::anchors::routes::routes,
    crate::webhooks::routes::routes,
    crate::counters::routes::routes,
    crate::standbys::routes::routes,
    crate::certificates::routes::routes,
    crate::calendars::routes::routes,
    crate::connections::routes::routes,
    crate::handovers::routes::routes,
    crate::reviews::routes::routes,
    crate::invoices::routes::routes,
    crate::fundings::routes::routes,
    crate::jobs::routes::routes,
    crate::privacy::routes::routes,
    crate::identity::routes::routes,
];

/// Every route under `/api/v1`, slice by slice.
fn api(config: &mut ServiceConfig<'_>) {
    for slice in SLICES {
        slice(config);
    }
}

/// The OpenAPI document.
pub fn openapi() -> utoipa::openapi::OpenApi {
    let (_, description) = ActixApp::new()
        .into_utoipa_app()
        .openapi(Description::openapi())
        .service(scope("/api/v1").configure(api))
        .split_for_parts();
    docs::finish(description)
}

/// Serves `app` at `listener` until the server is stopped.
pub fn serve(app: Arc<App>, listener: TcpListener, workers: usize) -> std::io::Result<Server> {
    let app = web::Data::from(app);
    let description = openapi();
    let server = HttpServer::new(move || {
        // The description lies under /api/v1, so it comes before the scope, which would take every path there.
        let reader = SwaggerUi::new("/api/docs/{_:.*}").url("/api/v1/openapi.json", description.clone());
        ActixApp::new()
            .wrap(middleware::from_fn(crate::identity::recognize))
            .wrap(middleware::from_fn(reader_policy))
            .wrap(headers(&app))
            .wrap(middleware::Compress::default())
            .wrap(middleware::from_fn(trace::name_request))
            .wrap(TracingLogger::<trace::Spans>::new())
            .service(reader)
            .into_utoipa_app()
            .app_data(app.clone())
            .service(scope("/api/v1").configure(api))
            .into_app()
            .configure(body::refusals)
            .service(health::health)
            .service(health::ready)
            .service(health::no_metrics)
            .default_service(web::to(site::site))
    });
    let server =
        server.workers(workers).client_request_timeout(HEAD_TIMEOUT).shutdown_timeout(20).listen(listener)?.run();
    Ok(server)
}

/// What an answer says of itself where its handler says nothing else: it is not guessed at, not framed, not kept, and a
/// browser that takes it for a page runs nothing in it. `X-Frame-Options` is for browsers that do not know policies.
const HEADERS: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-create=(self), \
         publickey-credentials-get=(self)",
    ),
];

/// Once reached safely, never otherwise again; said where people reach the network by https.
const SAFELY: (&str, &str) = ("strict-transport-security", "max-age=63072000; includeSubDomains");

fn headers(app: &App) -> middleware::DefaultHeaders {
    let safely = app.public_url.starts_with("https://").then_some(SAFELY);
    HEADERS.into_iter().chain(safely).fold(middleware::DefaultHeaders::new(), middleware::DefaultHeaders::add)
}

/// The reader of the API's description is somebody else's page, and brings styles that stand inline.
async fn reader_policy(
    request: ServiceRequest,
    next: middleware::Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let is_reader = request.path().starts_with("/api/docs/");
    let mut answer = next.call(request).await?;
    if is_reader {
        let policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action \
             'none'; frame-ancestors 'none'";
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn describe(routes: impl Fn(&mut ServiceConfig<'_>)) -> utoipa::openapi::OpenApi {
        let app = ActixApp::new().into_utoipa_app().openapi(Description::openapi());
        app.service(scope("/api/v1").configure(routes)).split_for_parts().1
    }

    #[test]
    fn no_two_operations_have_one_name() {
        let description = serde_json::to_value(openapi()).unwrap();
        let paths = description["paths"].as_object().unwrap().values();
        let operations = paths.flat_map(|path| path.as_object().unwrap().values());
        let mut names = BTreeSet::new();
        for name in operations.filter_map(|operation| operation["operationId"].as_str()) {
            assert!(names.insert(name.to_owned()), "{name} names two operations");
        }
        assert!(names.contains("identity_sign_in"), "{names:?}");
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let description = serde_json::to_string(&openapi()).unwrap();
        let known = openapi().components.unwrap_or_default().schemas;
        for after in description.split("\"#/components/schemas/").skip(1) {
            let name = after.split('"').next().unwrap();
            assert!(known.contains_key(name), "{name} is referred to and not described");
        }
    }

    #[test]
    fn every_variable_part_of_a_path_is_described() {
        let description = serde_json::to_value(openapi()).unwrap();
        let read = &description["paths"]["/api/v1/briefs/{id}"]["get"]["parameters"][0];
        assert_eq!((&read["name"], &read["in"], &read["required"]), (&"id".into(), &"path".into(), &true.into()));
    }

    #[test]
    fn no_two_slices_describe_different_things_by_one_name() {
        let mut seen = BTreeMap::new();
        for slice in SLICES {
            let schemas = describe(slice).components.unwrap_or_default().schemas;
            for (name, schema) in schemas {
                let schema = serde_json::to_value(schema).unwrap();
                let first = seen.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*first, schema, "two slices describe {name}, and the description keeps only one of them");
            }
        }
        assert!(seen.len() > 10, "{} things are described", seen.len());
    }
}
