//! Where the numbers are read: a listener of its own, with one path.

use std::{net::TcpListener, sync::Arc, time::Duration};

use actix_web::{App as ActixApp, HttpResponse, HttpServer, dev::Server, http::header, web};

use crate::{app::App, error::Result, http::blocking};

/// How long a reader may take to send its request's head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// How the numbers are written.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Answers `GET /metrics` at `listener`, and nothing else, until the server is stopped by its handle: it leaves the signals
/// of the process to the server of the network.
pub fn serve(app: Arc<App>, listener: TcpListener) -> std::io::Result<Server> {
    let app = web::Data::from(app);
    let server = HttpServer::new(move || {
        ActixApp::new()
            .app_data(app.clone())
            .route("/metrics", web::get().to(metrics))
            .default_service(web::to(nothing))
    });
    let server = server.workers(1).client_request_timeout(HEAD_TIMEOUT).shutdown_timeout(1).disable_signals();
    Ok(server.listen(listener)?.run())
}

async fn metrics(app: web::Data<App>) -> Result<HttpResponse> {
    let text = blocking(move || Ok(super::tell(&app))).await?;
    Ok(HttpResponse::Ok().content_type(FORMAT).insert_header((header::CACHE_CONTROL, "no-store")).body(text))
}

async fn nothing() -> HttpResponse {
    HttpResponse::NotFound().finish()
}
