//! Passkeys over HTTP, with a device made in software: what is right signs in, and every other answer is refused.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::kernel::Role;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{DerSignature, SigningKey};
use rig::{Answer, BASE, Caller, PASSWORD, Rig, run};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// User present, user verified, credential made.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const MADE: u8 = 64;

/// A phone that holds one passkey.
#[derive(Clone)]
struct Phone {
    key: SigningKey,
    id: [u8; 16],
    owner: Vec<u8>,
    counter: u32,
    flags: u8,
    origin: &'static str,
    site: &'static str,
}

impl Phone {
    fn new(number: u8) -> Self {
        let key = SigningKey::from_slice(&[number; 32]).unwrap();
        Self { key, id: [number; 16], owner: Vec::new(), counter: 0, flags: PRESENT | VERIFIED, origin: BASE, site: "localhost" }
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.site).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, challenge: &Value) -> Vec<u8> {
        serde_json::to_vec(&json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })).unwrap()
    }

    /// Makes the passkey that the site asks for (Web Authentication Level 3, 6.5: no attestation).
    fn make(&mut self, asked: &Value) -> String {
        self.owner = URL_SAFE_NO_PAD.decode(asked["user"]["id"].as_str().unwrap()).unwrap();
        let mut data = self.data(self.flags | MADE);
        data.extend([0; 16]);
        data.extend(16u16.to_be_bytes());
        data.extend(self.id);
        // The public key in CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, 7.1.1).
        let point = self.key.verifying_key().to_encoded_point(false);
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().unwrap());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        let client = self.client("webauthn.create", &asked["challenge"]);
        let response = json!({ "clientDataJSON": URL_SAFE_NO_PAD.encode(client), "attestationObject": URL_SAFE_NO_PAD.encode(object), "transports": ["internal"] });
        self.answer(&response)
    }

    /// Shows it.
    fn show(&mut self, asked: &Value) -> String {
        let (client, data) = (self.client("webauthn.get", &asked["challenge"]), self.data(self.flags));
        let signature: DerSignature = self.key.sign(&[data.clone(), Sha256::digest(&client).to_vec()].concat());
        let encoded = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let response = json!({
            "clientDataJSON": encoded(&client), "authenticatorData": encoded(&data), "signature": encoded(signature.as_bytes()),
            "userHandle": encoded(&self.owner),
        });
        self.answer(&response)
    }

    fn answer(&self, response: &Value) -> String {
        let id = URL_SAFE_NO_PAD.encode(self.id);
        let answer = json!({ "id": id, "rawId": id, "type": "public-key", "authenticatorAttachment": "platform", "clientExtensionResults": {}, "response": response });
        answer.to_string()
    }
}

fn said(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

fn refused(code: &str) -> Value {
    json!({ "refused": { "accounts": code } })
}

async fn asked(caller: &Caller, what: &str, fields: &[(&str, &str)]) -> Value {
    let fields: Vec<_> = fields.iter().copied().chain([("request_id", "ask")]).collect();
    let answer = caller.call(what, &fields).await.expect(200);
    serde_json::from_str(said(&answer).as_str().unwrap()).unwrap()
}

async fn asked_to_make(caller: &Caller) -> Value {
    asked(caller, "accounts/ask_to_make_passkey", &[("passkey_name", "Phone"), ("current_password", PASSWORD)]).await
}

async fn add(caller: &Caller, answer: &str) -> Answer {
    caller.call("accounts/add_passkey", &[("answer", answer), ("passkey_name", "Phone"), ("request_id", "add")]).await
}

async fn asked_to_show(rig: &Rig) -> Value {
    asked(&rig.anyone(), "accounts/ask_to_show_passkey", &[]).await
}

async fn enter(rig: &Rig, answer: &str) -> Answer {
    rig.anyone().call("accounts/sign_in_with_passkey", &[("answer", answer), ("then", "/en/me"), ("request_id", "in")]).await
}

/// A person with a passkey on their phone.
async fn with_passkey(rig: &Rig, address: &str, number: u8) -> (Caller, Phone) {
    let (person, mut phone) = (rig.person(address).await, Phone::new(number));
    let answer = phone.make(&asked_to_make(&person).await);
    let _ = add(&person, &answer).await.expect(200);
    (person, phone)
}

#[test]
fn a_passkey_signs_its_owner_in_and_counts_as_two_factors() {
    run(async {
        let rig = Rig::new().await;
        let (person, mut phone) = with_passkey(&rig, "person@city.example", 1).await;
        assert!(person.get("/en/me/passkeys").await.expect(200).text().contains("Phone"));
        let answer = enter(&rig, &phone.show(&asked_to_show(&rig).await)).await.expect(200);
        let cookie = answer.cookie("plenary").unwrap();
        let who = rig.store.signed_in(&cookie, rig.now()).await.unwrap().unwrap();
        assert_eq!((Some(who.account.id), who.person.second_factor), (person.account.clone(), true));
        let trail = rig.store.audit_of(&format!("account:{}", person.account.clone().unwrap()), None, 1).await.unwrap();
        assert_eq!(trail.rows[0].entry.details.get("second factor"), Some(&json!("passkey")));
        assert_eq!(trail.rows[0].entry.details.get("counter"), None);
    });
}

#[test]
fn a_challenge_is_answered_once_and_in_time() {
    run(async {
        let rig = Rig::new().await;
        let (person, mut phone) = with_passkey(&rig, "person@city.example", 1).await;
        let answer = phone.show(&asked_to_show(&rig).await);
        let _ = enter(&rig, &answer).await.expect(200);
        assert_eq!(said(&enter(&rig, &answer).await.expect(409)), refused("passkey_refused"), "replayed");
        // The same answer sent several times at once signs in once.
        let answer = phone.show(&asked_to_show(&rig).await);
        let tasks: Vec<_> = (0..6)
            .map(|_| {
                let (rig, answer) = (rig.clone(), answer.clone());
                tokio::spawn(async move { enter(&rig, &answer).await.code() })
            })
            .collect();
        let mut won = 0;
        for task in tasks {
            won += usize::from(task.await.unwrap() == 200);
        }
        assert_eq!(won, 1);
        let answer = phone.show(&asked_to_show(&rig).await);
        rig.later(301);
        assert_eq!(said(&enter(&rig, &answer).await.expect(409)), refused("passkey_refused"), "too late");
        let made = Phone::new(2).make(&asked_to_make(&person).await);
        let _ = add(&person, &made).await.expect(200);
        assert_eq!(said(&add(&person, &made).await.expect(409)), refused("passkey_refused"), "replayed");
        // A challenge for making one is none for showing one.
        let making = asked_to_make(&person).await;
        assert_eq!(said(&enter(&rig, &phone.show(&making)).await.expect(409)), refused("passkey_refused"));
    });
}

#[test]
fn an_answer_for_another_site_or_without_its_owner_is_refused() {
    run(async {
        let rig = Rig::new().await;
        let (person, phone) = with_passkey(&rig, "person@city.example", 1).await;
        let wrong = [
            Phone { origin: "http://evil.example", ..phone.clone() },
            Phone { origin: "http://localhost:4000", ..phone.clone() },
            Phone { site: "evil.example", ..phone.clone() },
            Phone { flags: PRESENT, ..phone.clone() },
            Phone { key: SigningKey::from_slice(&[9; 32]).unwrap(), ..phone.clone() },
        ];
        for (number, mut phone) in wrong.into_iter().enumerate() {
            let shown = enter(&rig, &phone.show(&asked_to_show(&rig).await)).await.expect(409);
            assert_eq!((number, said(&shown)), (number, refused("passkey_refused")));
            if number < 4 {
                let made = phone.make(&asked_to_make(&person).await);
                assert_eq!((number, said(&add(&person, &made).await.expect(409))), (number, refused("passkey_refused")));
            }
        }
        for nonsense in ["", "{}", "null", "{\"response\":{}}"] {
            assert_eq!(said(&enter(&rig, nonsense).await.expect(409)), refused("passkey_refused"));
        }
    });
}

#[test]
fn a_passkey_is_its_owners_alone() {
    run(async {
        let rig = Rig::new().await;
        let (one, mut phone) = with_passkey(&rig, "one@city.example", 1).await;
        let (other, other_phone) = with_passkey(&rig, "other@city.example", 2).await;
        // Somebody else's challenge, somebody else's handle, and a passkey that is somebody's already.
        let made = Phone::new(3).make(&asked_to_make(&one).await);
        assert_eq!(said(&add(&other, &made).await.expect(409)), refused("passkey_refused"));
        let mut stolen = Phone { owner: other_phone.owner.clone(), ..phone.clone() };
        assert_eq!(said(&enter(&rig, &stolen.show(&asked_to_show(&rig).await)).await.expect(409)), refused("passkey_refused"));
        let again = Phone::new(1).make(&asked_to_make(&other).await);
        assert_eq!(said(&add(&other, &again).await.expect(409)), refused("passkey_known"));
        // Another's passkey answers like one that does not exist.
        let id: String = phone.id.iter().map(|b| format!("{b:02x}")).collect();
        for endpoint in ["accounts/remove_passkey", "accounts/rename_passkey"] {
            let fields = |id| [("passkey", id), ("passkey_name", "Mine"), ("request_id", "x")];
            let (foreign, missing) = (other.call(endpoint, &fields(id.as_str())).await, other.call(endpoint, &fields("00")).await);
            assert_eq!((foreign.code(), foreign.text()), (404, missing.text()));
        }
        let _ = one.call("accounts/remove_passkey", &[("passkey", &id), ("request_id", "x")]).await.expect(200);
        assert_eq!(said(&enter(&rig, &phone.show(&asked_to_show(&rig).await)).await.expect(409)), refused("passkey_unknown"));
    });
}

#[test]
fn a_counter_that_goes_back_is_noted() {
    run(async {
        let rig = Rig::new().await;
        let (person, mut phone) = with_passkey(&rig, "person@city.example", 1).await;
        for (counter, noted) in [(5, None), (6, None), (6, Some(json!("went back")))] {
            phone.counter = counter;
            let _ = enter(&rig, &phone.show(&asked_to_show(&rig).await)).await.expect(200);
            let trail = rig.store.audit_of(&format!("account:{}", person.account.clone().unwrap()), None, 1).await.unwrap();
            assert_eq!(trail.rows[0].entry.details.get("counter"), noted.as_ref());
        }
    });
}

#[test]
fn who_works_here_changes_factors_only_with_one_of_them() {
    run(async {
        let rig = Rig::new().await;
        // A hat and no factor yet: the first one may be a passkey.
        let (staff, mut phone) = (rig.hat("desk@city.example", Role::Organiser).await, Phone::new(1));
        let answer = phone.make(&asked_to_make(&staff).await);
        let _ = add(&staff, &answer).await.expect(200);
        let _ = staff.get("/en/desk/audit").await.expect(200);
        // The password alone still signs in, and opens and changes nothing then.
        let thief = rig.sign_in("desk@city.example").await;
        let _ = thief.get("/en/desk/audit").await.expect(303);
        let answer = Phone::new(2).make(&asked_to_make(&thief).await);
        assert_eq!(said(&add(&thief, &answer).await.expect(409)), refused("second_factor_needed"));
        let id: String = phone.id.iter().map(|b| format!("{b:02x}")).collect();
        let removed = thief.call("accounts/remove_passkey", &[("passkey", &id), ("request_id", "x")]).await.expect(409);
        assert_eq!(said(&removed), refused("second_factor_needed"));
        let account = thief.account.clone().unwrap();
        let person = rig.store.signed_in(thief.cookie.as_deref().unwrap(), rig.now()).await.unwrap().unwrap().person;
        let new = store::NewSecondFactor { secret: "s".into(), step: 0, codes: store::NewCodes { digests: vec![], fresh: "f".into() } };
        let mail = store::Mail::new("x@x.org", "en", "on", "s", "t");
        let enrolled = rig.store.enrol_second_factor(&store::Act::system(rig.now()), &account, &person.sign_in, new, mail).await.unwrap_err();
        assert!(enrolled.is_refusal("accounts.second_factor_needed"));
    });
}
