//! Accounts: who a person is to the program, and how they prove it.
//!
//! An account is one person; the address is claimed once. What is secret (passwords, tokens, cookie values) is stored hashed only.

pub mod aide;
pub mod credential;
pub mod passkey;
pub mod policy;
pub mod second_factor;
pub mod sign_in;

use crate::kernel::Role;
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{AccountId, SignInId};
use crate::kernel::lang::Lang;
use crate::kernel::text::{Email, line};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use credential::{Password, TokenPurpose};

/// A person's account, without anything secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The id.
    pub id: AccountId,
    /// The address as typed.
    pub email: String,
    /// When the address was proved, if it was.
    pub verified_at: Option<Timestamp>,
    /// The name the person goes by on the site.
    pub name: String,
    /// The language e-mails are written in.
    pub lang: Lang,
    /// The hats the account wears.
    pub roles: Vec<Role>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A device that is or was signed in, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// The sign-in.
    pub id: SignInId,
    /// Browser and system in words, from the user agent.
    pub label: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub seen_at: Timestamp,
}

/// Somebody who may act for a person, or is asked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aide {
    /// The person.
    pub principal: AccountId,
    /// The name the person goes by.
    pub principal_name: String,
    /// The aide's address as typed.
    pub email: String,
    /// The aide's address, normalised.
    pub key: String,
    /// When it is over.
    pub until: Timestamp,
    /// Whether the aide agreed.
    pub accepted: bool,
}

/// What a person typed to sign up, parsed.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// Name to go by.
    pub name: String,
    /// The address to claim.
    pub email: Email,
    /// The chosen password.
    pub password: Password,
}

impl SignUp {
    /// Reads the sign-up form; every problem of every field (`name`, `email`, `password`) is reported at once.
    pub fn parse(name: &str, email: &str, password: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::new();
        let name = errors.take("name", line(name, 1, 80));
        let email = errors.take("email", Email::parse(email));
        let words: Vec<&str> = name.iter().map(String::as_str).chain(email.iter().map(Email::as_str)).collect();
        let password = errors.take("password", Password::parse(password, &words));
        match (name, email, password) {
            (Some(name), Some(email), Some(password)) => Ok(Self { name, email, password }),
            _ => Err(errors),
        }
    }
}

/// Reads a new password typed twice (fields `password`, `repeat`).
pub fn new_password(password: &str, repeat: &str, personal: &[&str]) -> Result<Password, FieldErrors> {
    let parsed = Password::parse(password, personal).map_err(|p| FieldErrors::one("password", p))?;
    if password == repeat { Ok(parsed) } else { Err(FieldErrors::one("repeat", Problem::PasswordsDiffer)) }
}

/// Why a request about an account is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Address and password do not belong together; never says which of the two.
    #[error("wrong credentials")]
    WrongCredentials,
    /// The link was used, replaced or has expired.
    #[error("link invalid")]
    LinkInvalid,
    /// Too many failures from here for now.
    #[error("too many attempts")]
    TooManyAttempts,
    /// This needs a verified address.
    #[error("address not verified")]
    NotVerified,
    /// Somebody has to be left who can decide who works here.
    #[error("last organiser")]
    LastOrganiser,
    /// The code of the second factor does not fit.
    #[error("wrong code")]
    WrongCode,
    /// The code of the second factor fits and was used before.
    #[error("code used")]
    CodeUsed,
    /// The password was shown too long ago, or never: sign in from the beginning.
    #[error("sign in again")]
    SignInAgain,
    /// The account has a second factor already.
    #[error("second factor on")]
    SecondFactorOn,
    /// The account has no second factor.
    #[error("second factor off")]
    SecondFactorOff,
    /// This needs a second factor.
    #[error("second factor needed")]
    SecondFactorNeeded,
    /// The browser's answer does not fit what it was asked, or was too late.
    #[error("passkey refused")]
    PasskeyRefused,
    /// No account has this passkey any more.
    #[error("passkey unknown")]
    PasskeyUnknown,
    /// This passkey is added already.
    #[error("passkey known")]
    PasskeyKnown,
    /// The account has as many passkeys as it may have.
    #[error("too many passkeys")]
    TooManyPasskeys,
    /// The person has as many aides as one may have.
    #[error("too many aides")]
    TooManyAides,
    /// Nobody is their own aide.
    #[error("own aide")]
    OwnAide,
    /// This is one's own matter, and the device acts for somebody else.
    #[error("acting for another")]
    ActingForAnother,
}

impl Refusal {
    /// Every refusal, for tables and for reading codes.
    pub const ALL: [Self; 18] = [
        Self::WrongCredentials,
        Self::LinkInvalid,
        Self::TooManyAttempts,
        Self::NotVerified,
        Self::LastOrganiser,
        Self::WrongCode,
        Self::CodeUsed,
        Self::SignInAgain,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
        Self::SecondFactorNeeded,
        Self::PasskeyRefused,
        Self::PasskeyUnknown,
        Self::PasskeyKnown,
        Self::TooManyPasskeys,
        Self::TooManyAides,
        Self::OwnAide,
        Self::ActingForAnother,
    ];

    /// The code a transaction throws, `accounts.<name>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongCredentials => "accounts.wrong_credentials",
            Self::LinkInvalid => "accounts.link_invalid",
            Self::TooManyAttempts => "accounts.too_many_attempts",
            Self::NotVerified => "accounts.not_verified",
            Self::LastOrganiser => "accounts.last_organiser",
            Self::WrongCode => "accounts.wrong_code",
            Self::CodeUsed => "accounts.code_used",
            Self::SignInAgain => "accounts.sign_in_again",
            Self::SecondFactorOn => "accounts.second_factor_on",
            Self::SecondFactorOff => "accounts.second_factor_off",
            Self::SecondFactorNeeded => "accounts.second_factor_needed",
            Self::PasskeyRefused => "accounts.passkey_refused",
            Self::PasskeyUnknown => "accounts.passkey_unknown",
            Self::PasskeyKnown => "accounts.passkey_known",
            Self::TooManyPasskeys => "accounts.too_many_passkeys",
            Self::TooManyAides => "accounts.too_many_aides",
            Self::OwnAide => "accounts.own_aide",
            Self::ActingForAnother => "accounts.acting_for_another",
        }
    }

    /// Reads a thrown code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }
}
