//! What a server function answers when it does not do what was asked. Facts only; the words are in [`crate::words`].

use domain::kernel::FieldErrors;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// A refusal of any area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// About accounts.
    Accounts(domain::accounts::Refusal),
    /// About places.
    Places(domain::places::Refusal),
    /// About registrations.
    Registration(domain::registration::Refusal),
    /// About letters for visas.
    Visa(domain::visa::Refusal),
    /// About badges and check-in.
    CheckIn(domain::checkin::Refusal),
    /// About the console.
    Organiser(domain::organiser::Refusal),
    /// About the ideathon.
    Ideathon(domain::ideathon::Refusal),
    /// About ideas.
    Ideas(domain::ideathon::idea::Refusal),
    /// About files.
    Files(domain::files::Refusal),
    /// About the forum.
    Forum(domain::forum::Refusal),
    /// About judging.
    Judging(domain::judging::Refusal),
    /// The form was sent before with other answers.
    SentBefore,
}

impl Refusal {
    /// Reads the code a transaction threw.
    pub fn from_code(code: &str) -> Option<Self> {
        domain::accounts::Refusal::from_code(code)
            .map(Self::Accounts)
            .or_else(|| domain::places::Refusal::from_code(code).map(Self::Places))
            .or_else(|| domain::registration::Refusal::from_code(code).map(Self::Registration))
            .or_else(|| domain::visa::Refusal::from_code(code).map(Self::Visa))
            .or_else(|| domain::checkin::Refusal::from_code(code).map(Self::CheckIn))
            .or_else(|| domain::organiser::Refusal::from_code(code).map(Self::Organiser))
            .or_else(|| domain::ideathon::Refusal::from_code(code).map(Self::Ideathon))
            .or_else(|| domain::ideathon::idea::Refusal::from_code(code).map(Self::Ideas))
            .or_else(|| domain::files::Refusal::from_code(code).map(Self::Files))
            .or_else(|| domain::forum::Refusal::from_code(code).map(Self::Forum))
            .or_else(|| domain::judging::Refusal::from_code(code).map(Self::Judging))
            .or_else(|| (code == store::SENT_BEFORE).then_some(Self::SentBefore))
    }
}

/// Why a request was not done. Small and free of secrets: without JavaScript it travels to the next page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// 422: something is wrong with these fields.
    Invalid(FieldErrors),
    /// 401: sign in first.
    SignInFirst,
    /// 403: not for this account.
    Forbidden,
    /// 403: set up a second factor first.
    SecondFactorFirst,
    /// 404: there is no such thing, or none that this account may know of.
    NotFound,
    /// 409: the rules refuse it.
    Refused(Refusal),
    /// 429: too many requests from here.
    TooMany,
    /// 503: try again in a moment.
    Busy,
    /// 500: our fault; the reference is in the log.
    Broken {
        /// What to quote when asking for help.
        reference: String,
    },
    /// The request did not reach the program or its answer did not come back.
    Transport,
}

impl ApiError {
    /// The HTTP status of the error.
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::SignInFirst => 401,
            Self::Forbidden | Self::SecondFactorFirst => 403,
            Self::NotFound => 404,
            Self::Refused(_) => 409,
            Self::TooMany => 429,
            Self::Busy => 503,
            Self::Broken { .. } | Self::Transport => 500,
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for ApiError {}

impl From<FieldErrors> for ApiError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Transport
    }
}
