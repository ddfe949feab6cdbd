//! What every use case is handed: the database, the clock, the keys, the mail.

use std::num::NonZeroU32;

use muster_kernel::Instant;

use crate::{
    clock::Mint,
    config::{BankAccount, Config},
    db::{Db, Manner},
    error::Result,
    formation::quotes::Quotes,
    http::Rate,
    identity::{Breached, Door, Ended, Keys, PersonId},
    invoices::Seller,
    jobs::Clocks,
    mail::Mailer,
    members::talent,
    metrics::Metrics,
    notices::Live,
    outbound::Outbound,
    privacy::Legal,
    sealing::Sealer,
    signing::Signer,
    traces::Tally,
};

/// All that is kept of somebody is read through many tables, so nobody asks for it more often.
const EXPORTS_A_MINUTE: NonZeroU32 = NonZeroU32::new(2).expect("two is not none");

/// A running Muster.
pub struct App {
    /// The database.
    pub db: Db,
    /// Time, ids and secrets.
    pub mint: Mint,
    /// Who may come in, and how often.
    pub door: Door,
    /// The passwords that leaked.
    pub breached: Breached,
    /// Whether the clock may be followed.
    pub clocks: Clocks,
    /// The keys that sign access tokens.
    pub keys: Keys,
    /// The sessions that ended of late.
    pub ended: Ended,
    /// Where mail goes.
    pub mailer: Mailer,
    /// How other people's servers are asked.
    pub outbound: Outbound,
    /// The address under which people reach this network, without a slash at the end.
    pub public_url: String,
    /// The network's name, then its address, line by line.
    pub network: Vec<String>,
    /// The network as it stands on invoices, where the settings say so.
    pub seller: Option<Seller>,
    /// The account that clients pay to, and from which members and spaces are paid, if any.
    pub bank: Option<BankAccount>,
    /// Whether a proxy says where a request comes from.
    pub behind_proxy: bool,
    /// The keys under which receipts and certificates are signed.
    pub signer: Signer,
    /// The keys under which secrets lie in the database.
    pub sealer: Sealer,
    /// What is kept in memory for quotes.
    pub quotes: Quotes,
    /// Where open pages hear that something happened.
    pub live: Live,
    /// What was answered last to who asked what the network can do.
    pub talent: talent::Kept,
    /// What the law wants said, and what whoever signs up accepts.
    pub legal: Legal,
    /// How often somebody may ask for everything that is kept of them.
    pub exports: Rate<PersonId>,
    /// What is counted of requests, and read by who watches.
    pub metrics: Metrics,
    /// What became of the spans of traces, where there are any.
    pub traces: Tally,
}

impl App {
    /// Opens everything that `config` names. The schema is left as it is.
    pub fn open(config: &Config, mint: Mint) -> Result<Self> {
        let manner = Manner { slow: config.slow_query, durability: config.durability };
        let db = Db::open_as(config.database.clone(), config.connections, mint.clone(), manner)?;
        let mailer = match &config.smtp_url {
            Some(url) => Mailer::smtp(url, config.mail_from.clone())?,
            None => Mailer::folder(config.mail_folder(), config.mail_from.clone())?,
        };
        let keys = Keys::open(&config.token_keys(), &mint)?;
        let outbound = Outbound::new(config.outbound);
        let signer = Signer::open(&config.signing_keys(), &mint)?;
        let sealer = Sealer::of(&signer);
        let quotes = Quotes::new(config.quotes, &mint);
        let door = Door::new(config.sign_ins, &mint);
        let breached = Breached::open(config.breached_passwords.as_deref())?;
        let (public_url, network) = (config.public_url.clone(), config.network.clone());
        let (bank, behind_proxy, seller) = (config.bank.clone(), config.behind_proxy, config.seller.clone());
        let (live, talent) = (Live::default(), talent::Kept::default());
        let (legal, exports) = (config.legal.clone(), Rate::a_minute(EXPORTS_A_MINUTE, &mint));
        Ok(Self {
            db,
            mint,
            door,
            breached,
            clocks: Clocks::default(),
            keys,
            ended: Ended::default(),
            mailer,
            outbound,
            public_url,
            network,
            seller,
            bank,
            behind_proxy,
            signer,
            sealer,
            quotes,
            live,
            talent,
            legal,
            exports,
            metrics: Metrics::default(),
            traces: Tally::default(),
        })
    }

    /// The time.
    pub fn now(&self) -> Instant {
        self.mint.now()
    }
}
