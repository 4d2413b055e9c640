//! Passkeys (WebAuthn) for the site's own name: what the browser is asked, and whether its answer is right.
//!
//! Always holds: the person was verified by their device (so a passkey is both factors at once); an answer is for this site's origin, for the
//! challenge it was asked with, and for the account the passkey was made for. That a challenge is used once is the store's part.

use app::error::ApiError;
use app::platform::{Asked, Made, Passkeys, Shown};
use domain::kernel::ids::AccountId;
use store::KeptPasskey;
use uuid::Uuid;
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::{AuthenticationVerificationOptions, DiscoverableCredentialRequestOptions, SignatureCounterEnforcement};
use webauthn_rp::request::register::{
    CredProtect, Nickname, PublicKeyCredentialCreationOptions, PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle16, Username,
};
use webauthn_rp::request::{AsciiDomain, PublicKeyCredentialDescriptor, RpId};
use webauthn_rp::response::register::{DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{
    AuthenticatedCredential, DiscoverableAuthentication, DiscoverableAuthenticationServerState, Registration, RegistrationServerState,
};

/// How long user handles are: an account's id is a UUID.
const HANDLE: usize = 16;
/// Where the counter of signatures is in the authenticator's data (Web Authentication Level 3, 6.1).
const COUNTER: std::ops::Range<usize> = 33..37;

/// The passkeys of a site.
pub struct Site {
    name: RpId,
    origin: String,
}

impl Site {
    /// The passkeys of the site at this address; `None` where browsers allow none, because it has no name or is reached over plain http.
    pub fn at(base_url: &str) -> Option<Self> {
        let (scheme, authority) = base_url.split_once("://")?;
        let host = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(authority, |(host, _)| host);
        let is_name = host.bytes().any(|b| b.is_ascii_alphabetic()) && !host.starts_with('[');
        if !is_name || (scheme != "https" && host != "localhost") {
            return None;
        }
        let name = RpId::Domain(AsciiDomain::try_from(host.to_owned()).ok()?);
        Some(Self { name, origin: base_url.to_owned() })
    }
}

/// The handle by which a device knows an account: the bytes of its id.
fn handle(account: &AccountId) -> Option<UserHandle16> {
    let bytes = Uuid::parse_str(account.as_str()).ok()?.into_bytes();
    UserHandle16::decode(bytes).ok()
}

fn account(handle: &UserHandle16) -> Option<AccountId> {
    let bytes = <[u8; HANDLE]>::try_from(handle.as_ref()).ok()?;
    AccountId::parse(&Uuid::from_bytes(bytes).simple().to_string()).ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
    digits.collect()
}

fn broken(what: impl std::fmt::Display) -> ApiError {
    tracing::error!(error = %what, "a passkey could not be asked for");
    ApiError::Busy
}

impl Passkeys for Site {
    fn ask_to_make(&self, owner: &AccountId, email: &str, name: &str, have: &[String]) -> Result<Asked, ApiError> {
        let id = handle(owner).ok_or_else(|| broken("the account's id is no UUID"))?;
        let user = PublicKeyCredentialUserEntity {
            // What the browser's own window shows; a name that the rules for such names refuse is left out.
            name: Username::try_from(email).or_else(|_| Username::try_from("account")).map_err(broken)?,
            id: &id,
            display_name: Nickname::try_from(name).ok(),
        };
        // How the browser reaches the device of a passkey is left to it.
        let known = have.iter().filter_map(|id| {
            let id = CredentialId::<Vec<u8>>::decode(unhex(id)?).ok()?;
            Some(PublicKeyCredentialDescriptor { id, transports: AuthTransports::decode(0).ok()? })
        });
        let known = known.collect();
        let mut options = PublicKeyCredentialCreationOptions::passkey(&self.name, user, known);
        // Asking for protection that few devices know would keep the others out; being verified is required all the same.
        options.extensions.cred_protect = CredProtect::None;
        let (kept, asked) = options.start_ceremony().map_err(broken)?;
        let challenge = format!("{:032x}", std::borrow::Borrow::<webauthn_rp::response::SentChallenge>::borrow(&kept).0);
        let options = serde_json::to_string(&asked).map_err(broken)?;
        let kept = kept.encode().map_err(|_| broken("the state of a ceremony has no form"))?;
        Ok(Asked { options, challenge, kept: hex(&kept) })
    }

    fn made(&self, kept: &str, answer: &str) -> Option<Made> {
        let registration = Registration::from_json_relaxed(answer.as_bytes()).ok()?;
        let ceremony = RegistrationServerState::<HANDLE>::decode(unhex(kept)?.as_slice()).ok()?;
        let origins = [self.origin.as_str()];
        let rules = RegistrationVerificationOptions::<&str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            ..RegistrationVerificationOptions::default()
        };
        let credential =
            ceremony.verify(&self.name, &registration, &rules).inspect_err(|error| tracing::info!(%error, "a passkey was refused")).ok()?;
        let key = credential.static_state().encode().ok()?;
        let state = credential.dynamic_state().encode().ok()?;
        Some(Made { id: hex(credential.id().as_ref()), account: account(credential.user_id())?, key: hex(&key), state: hex(&state) })
    }

    fn ask_to_show(&self) -> Result<Asked, ApiError> {
        let (kept, asked) = DiscoverableCredentialRequestOptions::passkey(&self.name).start_ceremony().map_err(broken)?;
        let challenge = format!("{:032x}", std::borrow::Borrow::<webauthn_rp::response::SentChallenge>::borrow(&kept).0);
        let options = serde_json::to_string(&asked).map_err(broken)?;
        let kept = kept.encode().map_err(|_| broken("the state of a ceremony has no form"))?;
        Ok(Asked { options, challenge, kept: hex(&kept) })
    }

    fn challenge_of(&self, answer: &str, making: bool) -> Option<String> {
        let challenge = if making {
            Registration::from_json_relaxed(answer.as_bytes()).ok()?.challenge_relaxed().ok()?
        } else {
            DiscoverableAuthentication::<HANDLE>::from_json_relaxed(answer.as_bytes()).ok()?.challenge_relaxed().ok()?
        };
        Some(format!("{:032x}", challenge.0))
    }

    fn id_of(&self, answer: &str) -> Option<String> {
        Some(hex(DiscoverableAuthentication::<HANDLE>::from_json_relaxed(answer.as_bytes()).ok()?.raw_id().as_ref()))
    }

    fn shown(&self, kept: &str, answer: &str, passkey: &KeptPasskey) -> Option<Shown> {
        let answer = DiscoverableAuthentication::<HANDLE>::from_json_relaxed(answer.as_bytes()).ok()?;
        let ceremony = DiscoverableAuthenticationServerState::decode(unhex(kept)?.as_slice()).ok()?;
        let (id, owner) = (unhex(&passkey.id)?, handle(&passkey.account)?);
        let state = DynamicState::decode(<[u8; 7]>::try_from(unhex(&passkey.state)?).ok()?).ok()?;
        let key = StaticState::decode(unhex(&passkey.key)?.as_slice()).ok()?;
        let mut credential = AuthenticatedCredential::new(CredentialId::<&[u8]>::decode(id.as_slice()).ok()?, &owner, key, state).ok()?;
        let origins = [self.origin.as_str()];
        let rules = AuthenticationVerificationOptions::<&str, &str> {
            allowed_origins: &origins,
            error_on_unsolicited_extensions: false,
            // A counter that goes back is noted in the audit trail; passkeys that are on several devices do not count at all.
            sig_counter_enforcement: SignatureCounterEnforcement::Update,
            ..AuthenticationVerificationOptions::default()
        };
        ceremony.verify(&self.name, &answer, &mut credential, &rules).inspect_err(|error| tracing::info!(%error, "a passkey was refused")).ok()?;
        let counted = answer.response().authenticator_data().get(COUNTER).and_then(|four| four.try_into().ok()).map_or(0, u32::from_be_bytes);
        let went_back = state.sign_count > 0 && counted <= state.sign_count;
        Some(Shown { state: hex(&credential.dynamic_state().encode().ok()?), went_back })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_allow_passkeys_where_the_site_has_a_name_and_https() {
        for good in ["https://assembly.example", "https://assembly.example:8443", "http://localhost:3000", "http://localhost"] {
            assert!(Site::at(good).is_some(), "{good}");
        }
        for bad in ["http://127.0.0.1:3000", "https://127.0.0.1", "https://[::1]:3000", "http://assembly.example", "assembly.example"] {
            assert!(Site::at(bad).is_none(), "{bad}");
        }
    }
}
