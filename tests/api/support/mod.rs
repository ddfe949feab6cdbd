//! A network for a test: a real server on a real database, with a clock that the test sets.

pub mod bidding;
pub mod checks;
pub mod database;
pub mod market;
pub mod operations;
pub mod paying;
mod person;
pub mod provider;
pub mod running;
pub mod rush;
pub mod scene;

use std::{
    fs,
    net::TcpListener,
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use mail_parser::MessageParser;
use muster::{
    app::App,
    clock::Mint,
    config::Config,
    db::{Db, Durability},
    demo::{self, Demo},
    http, jobs,
};
use muster_kernel::Instant;

use self::database::Scratch;
pub use self::person::{Answer, PASSWORD, Person};

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server that `TEST_POSTGRES_URL` names.
    Postgres,
}

/// The settings of a network on that database.
pub fn config(scratch: &Scratch) -> Config {
    config_with(scratch, &[])
}

/// The same, with others.
fn config_with(scratch: &Scratch, others: &[(&str, &str)]) -> Config {
    let others = others.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    let settings = [
        ("DATABASE_URL".to_owned(), scratch.url()),
        ("MUSTER_DATA".to_owned(), scratch.folder().display().to_string()),
        ("MUSTER_PUBLIC_URL".to_owned(), "https://muster.test".to_owned()),
        ("MUSTER_BANK_IBAN".to_owned(), "CZ65 0800 0000 1920 0014 5399".to_owned()),
        // Other people's servers are on this machine too.
        ("MUSTER_OUTBOUND_PRIVATE".to_owned(), "allow".to_owned()),
        // Everybody comes from one address.
        ("MUSTER_SIGN_INS".to_owned(), "100000".to_owned()),
    ];
    // A disk would be waited for after each of thousands of commits.
    Config { durability: Durability::Checkpoints, ..Config::read(settings.into_iter().chain(others)).unwrap() }
}

/// Runs a test on both databases, each time with a network of its own.
pub fn on_both(test: impl Fn(&Network)) {
    for on in [On::Sqlite, On::Postgres] {
        eprintln!("on {on:?}");
        test(&Network::start(on));
    }
}

/// A mail that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The job that sent it, after which it is named.
    job: String,
}

impl Sent {
    /// The token in the link that the mail holds.
    pub fn token(&self) -> String {
        let (_, tail) = self.text.split_once("token=").unwrap_or_else(|| panic!("no link in {self:?}"));
        tail.split_whitespace().next().unwrap().to_owned()
    }
}

/// A running network.
pub struct Network {
    /// What the server runs on; for looking behind it.
    pub app: Arc<App>,
    /// Where it listens.
    pub url: String,
    /// Which database it is on.
    pub on: On,
    stop: Option<(actix_web::dev::ServerHandle, JoinHandle<()>)>,
    scratch: Scratch,
}

impl Network {
    /// An empty network on that database, on Monday, 2 November 2026, at nine in the morning (UTC).
    pub fn start(on: On) -> Self {
        Self::start_with(on, &[])
    }

    /// The same, with other settings.
    pub fn start_with(on: On, settings: &[(&str, &str)]) -> Self {
        // What the server logs as an error is shown when a test fails.
        let _ = tracing_subscriber::fmt().with_env_filter("error").with_test_writer().try_init();
        let mint = Mint::seeded(1, "2026-11-02T09:00:00Z".parse().unwrap());
        Self::serve(Scratch::new(on), mint, settings)
    }

    /// The demo of so many members on that database, on the evening of Friday, 20 November 2026, when it was made.
    pub fn demo(on: On, members: usize) -> Self {
        let scratch = Scratch::new(on);
        let config = config(&scratch);
        App::open(&config, Mint::system()).unwrap().db.migrate().unwrap();
        demo::make(&config, Demo { seed: 1, members, today: "2026-11-20".parse().unwrap() }).unwrap();
        Self::serve(scratch, Mint::seeded(2, "2026-11-20T18:00:00Z".parse().unwrap()), &[])
    }

    fn serve(scratch: Scratch, mint: Mint, settings: &[(&str, &str)]) -> Self {
        let on = scratch.on();
        let config = config_with(&scratch, settings);
        let app = Arc::new(App::open(&config, mint).unwrap());
        app.db.migrate().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, receiver) = mpsc::channel();
        let served = Arc::clone(&app);
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = http::serve(served, listener, 1).unwrap();
                sender.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        let stop = Some((receiver.recv().unwrap(), thread));
        Self { app, url, on, stop, scratch }
    }

    /// Another server on the same database, with the same clock.
    pub fn another(&self) -> App {
        self.another_with(&[])
    }

    /// The same, with other settings.
    pub fn another_with(&self, settings: &[(&str, &str)]) -> App {
        App::open(&config_with(&self.scratch, settings), self.app.mint.clone()).unwrap()
    }

    /// Its database.
    pub fn db(&self) -> &Db {
        &self.app.db
    }

    /// Does everything that is due, and fails where a job failed.
    pub fn work(&self) {
        use diesel::prelude::*;
        use muster::schema::jobs as rows;
        jobs::run_due(&self.app).unwrap();
        let failed: Vec<(String, Option<String>)> = self
            .db()
            .read(|conn| {
                Ok(rows::table
                    .filter(rows::last_error.is_not_null())
                    .filter(rows::state.ne("done"))
                    .select((rows::payload, rows::last_error))
                    .load(conn)?)
            })
            .unwrap();
        assert!(failed.is_empty(), "jobs failed: {failed:#?}");
    }

    /// Lets time pass, and does what falls due.
    pub fn wait_hours(&self, hours: i64) {
        self.app.mint.set_now(self.app.now().plus_seconds(hours * 3600));
        self.work();
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.app.now()
    }

    /// The mails that were sent to `to`, in the order in which they were sent. A folder does not keep that order, since
    /// several files may be of one tick of the clock; the jobs that sent them do.
    pub fn mails(&self, to: &str) -> Vec<Sent> {
        self.work();
        let folder = self.scratch.folder().join("mail");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut mails: Vec<Sent> =
            files.map(|file| read_mail(&fs::read(file).unwrap())).filter(|mail| mail.to == to).collect();
        let jobs = self.mail_jobs();
        mails.sort_by_key(|mail| jobs.iter().position(|job| *job == mail.job));
        mails
    }

    /// The jobs that sent mails, in order.
    fn mail_jobs(&self) -> Vec<String> {
        use diesel::prelude::*;
        use muster::schema::jobs as rows;
        let mails = rows::table.filter(rows::kind.eq("mail")).order((rows::due_at, rows::id)).select(rows::id);
        self.db().read(|conn| Ok(mails.load(conn)?)).unwrap()
    }

    /// Somebody new, who signed up and confirmed their address; no hat yet.
    pub fn person(&self, name: &str) -> Person<'_> {
        Person::sign_up(self, name)
    }
}

fn read_mail(bytes: &[u8]) -> Sent {
    let mail = MessageParser::default().parse(bytes).unwrap();
    let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default().to_owned();
    let subject = mail.subject().unwrap_or_default().replace('\u{a0}', " ");
    // Fixed blanks hold the parts of an amount or a day together; here they are read as others.
    let text = mail.body_text(0).unwrap_or_default().replace("\r\n", "\n").replace('\u{a0}', " ");
    let job = mail.message_id().and_then(|id| id.split('@').next()).unwrap_or_default().to_owned();
    Sent { to, subject, text, job }
}

impl Drop for Network {
    fn drop(&mut self) {
        if let Some((server, thread)) = self.stop.take() {
            actix_web::rt::System::new().block_on(server.stop(false));
            let _ = thread.join();
        }
    }
}
