//! Sends what is in the outbox. A message is claimed for a while before it is sent, so a crash between sending and noting it sends it once more
//! rather than never.

use crate::program::Shared;
use jiff::SignedDuration;
use lettre::message::{Mailbox, MultiPart, SinglePart, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;
use store::OutboxRow;

/// How many messages are claimed at a time.
const AT_ONCE: usize = 20;
/// After how many attempts a message is given up: the waits between them sum up to about a day.
const ATTEMPTS: i64 = 11;

/// How e-mails leave.
pub enum Post {
    /// They stay in the outbox, for an organiser to read.
    Keep,
    /// Over SMTP.
    Smtp {
        /// The connection.
        transport: Box<AsyncSmtpTransport<Tokio1Executor>>,
        /// The sender.
        from: Mailbox,
    },
}

impl Post {
    /// Reads the configuration. Errors when the address of the server or of the sender is malformed.
    pub fn new(smtp: Option<&str>, from: &str) -> anyhow::Result<Self> {
        let Some(url) = smtp else { return Ok(Self::Keep) };
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| anyhow::anyhow!("PLENARY_SMTP is no address of a mail server, such as smtps://user:password@mail.example"))?
            .timeout(Some(Duration::from_secs(20)))
            .build();
        let from = from.parse().map_err(|_| anyhow::anyhow!("PLENARY_MAIL_FROM is no sender, such as Secretariat <secretariat@assembly.example>"))?;
        Ok(Self::Smtp { transport: Box::new(transport), from })
    }
}

/// Sends what is due, until the future is dropped.
pub async fn send(program: Shared, post: Post, holder: String) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // What waits is sent without a pause, twenty by twenty.
        while send_some(&program, &post, &holder).await == AT_ONCE {}
    }
}

/// Sends what is due, up to so many at a time; answers how many were claimed.
async fn send_some(program: &Shared, post: &Post, holder: &str) -> usize {
    match program.services.store.claim_due(holder, AT_ONCE, SignedDuration::from_mins(2), program.now()).await {
        Ok(rows) => {
            for row in &rows {
                if let Err(error) = one(program, post, holder, row).await {
                    tracing::warn!(%error, message = row.key, "the outbox could not note what became of a message");
                }
            }
            rows.len()
        }
        Err(error) => {
            tracing::warn!(%error, "the outbox could not be read just now");
            0
        }
    }
}

async fn one(program: &Shared, post: &Post, holder: &str, row: &OutboxRow) -> Result<(), store::StoreError> {
    let store = &program.services.store;
    let Post::Smtp { transport, from } = post else {
        return store.mark_kept(holder, &row.key, program.now()).await;
    };
    let message = match compose(from, row) {
        Ok(message) => message,
        Err(error) => return store.mark_failed(holder, &row.key, &error.to_string(), None, program.now()).await,
    };
    match transport.send(message).await {
        Ok(_) => store.mark_sent(holder, &row.key, program.now()).await,
        Err(error) => {
            let given_up = error.is_permanent() || row.attempts >= ATTEMPTS;
            let wait = SignedDuration::from_secs(60 << row.attempts.clamp(0, 10));
            let again = (!given_up).then(|| program.now().checked_add(wait).ok()).flatten();
            tracing::warn!(message = row.key, attempts = row.attempts, given_up, "a message was not accepted");
            store.mark_failed(holder, &row.key, &error.to_string(), again, program.now()).await
        }
    }
}

/// The message: text and HTML, with an id that stays the same when it has to be sent again.
fn compose(from: &Mailbox, row: &OutboxRow) -> anyhow::Result<Message> {
    let builder = Message::builder()
        .from(from.clone())
        .to(row.mail.to.parse()?)
        .subject(row.mail.subject.clone())
        .message_id(Some(format!("<{}@{}>", row.key.replace(|c: char| !c.is_ascii_alphanumeric(), "-"), from.email.domain())))
        .header(ContentLanguage(row.mail.lang.clone()));
    let text = SinglePart::builder().header(ContentType::TEXT_PLAIN).body(row.mail.text.clone());
    Ok(match &row.mail.html {
        Some(html) => builder.multipart(
            MultiPart::alternative().singlepart(text).singlepart(SinglePart::builder().header(ContentType::TEXT_HTML).body(html.clone())),
        )?,
        None => builder.singlepart(text)?,
    })
}

/// The language of a message (RFC 3282), for screen readers.
#[derive(Clone)]
struct ContentLanguage(String);

impl lettre::message::header::Header for ContentLanguage {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), self.0.clone())
    }
}
