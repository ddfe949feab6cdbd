//! The server: which routes there are, and what surrounds each request.

use std::{net::TcpListener, sync::Arc, time::Duration};

use actix_web::{App as ActixApp, HttpServer, dev::Server, http::header, middleware, web};
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};
use utoipa_swagger_ui::SwaggerUi;

use super::{
    body,
    docs::{self, Description},
    health, site,
};
use crate::app::App;

/// How long a client may take to send its request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// The routes of each slice.
const SLICES: &[fn(&mut ServiceConfig<'_>)] = &[
    crate::identity::routes::routes,
    crate::skills::routes::routes,
    crate::places::routes::routes,
    crate::members::routes::routes,
    crate::availability::routes::routes,
    crate::ties::routes::routes,
    crate::briefs::routes::routes,
    crate::policies::routes::routes,
    crate::formation::routes::routes,
    crate::turns::routes::routes,
    crate::invitations::routes::routes,
    crate::crews::routes::routes,
    crate::bids::routes::routes,
    crate::questions::routes::routes,
    crate::spaces::routes::routes,
    crate::reports::routes::routes,
    crate::engagements::routes::routes,
    crate::disputes::routes::routes,
    crate::book::routes::routes,
    crate::payouts::routes::routes,
    crate::notices::routes::routes,
    crate::audit::routes::routes,
    crate::webhooks::routes::routes,
    crate::counters::routes::routes,
    crate::standbys::routes::routes,
    crate::formation::quotes::routes::routes,
    crate::certificates::routes::routes,
    crate::calendars::routes::routes,
    crate::connections::routes::routes,
    crate::handovers::routes::routes,
    crate::reviews::routes::routes,
    crate::invoices::routes::routes,
    crate::fundings::routes::routes,
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
            .wrap(headers())
            .wrap(middleware::Compress::default())
            .wrap(TracingLogger::default())
            .service(reader)
            .into_utoipa_app()
            .app_data(app.clone())
            .service(scope("/api/v1").configure(api))
            .into_app()
            .configure(body::refusals)
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
