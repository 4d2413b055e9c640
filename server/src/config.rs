//! How the program is told where things are. Every value is an option of the command line or an environment variable; secrets only the latter.

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Where the data and the outside world are.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// The database: `surrealkv://<folder>`, `mem://`, or `ws://host:port` of a SurrealDB server [default: surrealkv in the data folder].
    #[arg(long, env = "PLENARY_DB", global = true)]
    pub db: Option<String>,
    /// The user of a database server.
    #[arg(long, env = "PLENARY_DB_USER", default_value = "root", global = true)]
    pub db_user: String,
    /// The password of a database server.
    #[arg(env = "PLENARY_DB_PASSWORD", hide = true, long = "db-password", hide_env_values = true, global = true)]
    pub db_password: Option<String>,
    /// The folder for everything the program keeps.
    #[arg(long, env = "PLENARY_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// The file of 32 random bytes with which secrets are sealed; it must exist [default: vault.key in the data folder, made at the first start].
    #[arg(long, env = "PLENARY_VAULT_KEY_FILE", global = true)]
    pub vault_key: Option<PathBuf>,
    /// The address to listen on.
    #[arg(long, env = "PLENARY_LISTEN", default_value = "127.0.0.1:3000", global = true)]
    pub listen: SocketAddr,
    /// The site's own address as people see it, such as `https://assembly.example` [default: http:// and the address listened on].
    #[arg(long, env = "PLENARY_BASE_URL", global = true)]
    pub base_url: Option<String>,
    /// The folder of the built site.
    #[arg(long, env = "PLENARY_SITE", default_value = "site", global = true)]
    pub site: PathBuf,
    /// The mail server, such as `smtps://user:password@mail.example`; without one e-mails are kept in the outbox.
    #[arg(env = "PLENARY_SMTP", hide = true, long = "smtp", hide_env_values = true, global = true)]
    pub smtp: Option<String>,
    /// The sender of e-mails, such as `Secretariat <secretariat@assembly.example>`.
    #[arg(long, env = "PLENARY_MAIL_FROM", default_value = "Plenary <plenary@localhost>", global = true)]
    pub mail_from: String,
    /// How many forms one network address may send in a minute.
    #[arg(long, env = "PLENARY_FORMS_PER_MINUTE", default_value_t = 120, global = true)]
    pub forms_per_minute: u32,
    /// Rehearse: begin at this moment, such as `2017-06-27T09:00:00+04:00`, and go on from there. Every page says so.
    #[arg(long, env = "PLENARY_REHEARSE", global = true)]
    pub rehearse: Option<Timestamp>,
    /// Whether a trusted proxy in front writes `X-Forwarded-For`.
    #[arg(long, env = "PLENARY_BEHIND_PROXY", default_value_t = false, global = true)]
    pub behind_proxy: bool,
}

impl Config {
    /// The URL of the database.
    pub fn db(&self) -> String {
        self.db.clone().unwrap_or_else(|| format!("surrealkv://{}", self.data.join("db").display()))
    }

    /// The site's own address, without a slash at the end.
    pub fn base_url(&self) -> String {
        let url = self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }

    /// How far the program's clock is ahead of the real one: not at all, or in a rehearsal that begins now.
    pub fn ahead(&self) -> SignedDuration {
        self.rehearse.map_or(SignedDuration::ZERO, |moment| moment.duration_since(Timestamp::now()))
    }

    /// The socket on which a running server takes the commands of the same machine.
    pub fn socket(&self) -> PathBuf {
        self.data.join("admin.sock")
    }
}
