//! The second factor over HTTP: setting it up, the second step of signing in, and that nobody works here without it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use app::accounts::totp;
use domain::kernel::Role;
use rig::{Answer, Caller, PASSWORD, RECOVERY, Rig, run};
use serde_json::{Value, json};

fn said(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let from = page.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no {name} in {page}"));
    page[from..].split('"').nth(3).unwrap().to_owned()
}

/// The secret that a page offers, read from the key for typing.
fn offered(page: &str) -> Vec<u8> {
    let key: String = page.split("<code class=\"key\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let bits: String = key.chars().map(|c| format!("{:05b}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap())).collect();
    bits.as_bytes().chunks(8).map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect()
}

/// Shows the password in a browser that is not signed in; answers the browser, waiting for the second step.
async fn after_password(rig: &Rig, address: &str) -> Caller {
    let mut browser = rig.anyone();
    let fields = [("email", address), ("password", PASSWORD), ("then", "/en/desk"), ("request_id", "one")];
    let answer = browser.form("/en/sign-in", "accounts/sign_in", &fields).await.expect(303);
    assert_eq!(answer.header("location"), "/en/sign-in/second?then=%2Fen%2Fdesk");
    assert_eq!(answer.cookie("plenary"), None, "the password alone gives no sign-in");
    browser.waiting = answer.cookie("plenary-waiting");
    assert!(browser.waiting.is_some());
    browser
}

#[test]
fn a_person_turns_it_on_by_password_and_code_and_keeps_the_codes() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let page = person.get("/en/me/second-factor").await.expect(200).text();
        let (secret, offer) = (offered(&page), hidden(&page, "offer"));
        assert!(page.contains("class=\"qr\"") && !page.contains(" style="), "{page}");
        let code = totp::code(&secret, rig.now().as_second() / 30).unwrap();
        let enrol = |offer: &str, code: &str, password: &str| {
            let (person, fields) = (person.clone(), [offer, code, password].map(str::to_owned));
            async move {
                let [offer, code, password] = &fields;
                let fields = [("offer", offer.as_str()), ("code", code), ("current_password", password), ("then", "/en/me"), ("request_id", "on")];
                person.form("/en/me/second-factor", "accounts/enrol_second_factor", &fields).await
            }
        };
        // What is wrong is said, and the key stays the same, because the app has it already.
        let refused = enrol(&offer, "", "").await.expect(422).text();
        assert_eq!((offered(&refused), refused.matches("aria-invalid=\"true\"").count()), (secret.clone(), 2));
        let refused = enrol(&offer, "000000", PASSWORD).await.expect(409).text();
        assert!(refused.contains("This code does not fit.") && offered(&refused) == secret);
        assert!(enrol(&offer, &code, "wrong").await.expect(409).text().contains("Address and password do not belong together."));
        // An offer to somebody else is none.
        let other = rig.person("other@city.example").await.get("/en/me/second-factor").await.expect(200).text();
        let _ = enrol(&hidden(&other, "offer"), &code, PASSWORD).await.expect(404);

        let done = enrol(&offer, &code, PASSWORD).await.expect(303);
        assert_eq!(done.header("location"), "/en/me/second-factor?then=%2Fen%2Fme");
        let shown = person.get("/en/me/second-factor?then=/en/me").await.expect(200).text();
        assert_eq!(shown.matches("<li><code>").count(), 10);
        let kept =
            person.form("/en/me/second-factor", "accounts/keep_recovery_codes", &[("then", "/en/me"), ("request_id", "kept")]).await.expect(303);
        assert_eq!(kept.header("location"), "/en/me");
        let page = person.get("/en/me/second-factor").await.expect(200).text();
        assert!(!page.contains("<li><code>") && page.contains("Recovery codes left: 10."));
        let mails = rig.store.outbox(None, None, 50).await.unwrap().rows;
        assert!(mails.iter().any(|m| m.mail.kind == "accounts.second_factor" && m.mail.to == "person@city.example"));

        // The second step: a shown code signs in with the password, and the code of enrolling is used up.
        let browser = after_password(&rig, "person@city.example").await;
        let _ = browser.get("/en/me").await.expect(303);
        let (error, _) = refused_second(&browser, &code).await;
        assert_eq!(error, json!({ "refused": { "accounts": "code_used" } }));
        rig.later(30);
        let code = totp::code(&secret, rig.now().as_second() / 30).unwrap();
        let fields = [("code", code.as_str()), ("then", "/en/desk"), ("request_id", "two")];
        let answer = browser.form("/en/sign-in/second", "accounts/pass_second_factor", &fields).await.expect(303);
        assert_eq!(answer.header("location"), "/en/desk");
        assert_eq!(answer.cookie("plenary-waiting").as_deref(), Some(""));
        let mut browser = browser;
        browser.cookie = answer.cookie("plenary");
        let _ = browser.get("/en/me").await.expect(200);

        // New codes and turning it off need a fresh code.
        rig.later(30);
        let code = totp::code(&secret, rig.now().as_second() / 30).unwrap();
        let renew = [("code", code.as_str()), ("request_id", "renew")];
        let _ = browser.form("/en/me/second-factor", "accounts/renew_recovery_codes", &renew).await.expect(303);
        assert!(browser.get("/en/me/second-factor").await.expect(200).text().contains("<ol class=\"codes\">"));
        let off = [("code", code.as_str()), ("request_id", "off")];
        let answer = browser.call("accounts/turn_off_second_factor", &off).await.expect(409);
        assert_eq!(said(&answer), json!({ "refused": { "accounts": "code_used" } }));
        rig.later(30);
        let code = totp::code(&secret, rig.now().as_second() / 30).unwrap();
        let _ = browser.call("accounts/turn_off_second_factor", &[("code", code.as_str()), ("request_id", "off")]).await.expect(200);
        let fields = [("email", "person@city.example"), ("password", PASSWORD), ("request_id", "again")];
        assert!(rig.anyone().call("accounts/sign_in", &fields).await.expect(200).cookie("plenary").is_some());
    });
}

/// A second step that is refused, as a script and as a browser.
async fn refused_second(browser: &Caller, code: &str) -> (Value, String) {
    let fields = [("code", code), ("then", "/en/me"), ("request_id", "second")];
    let call = browser.call("accounts/pass_second_factor", &fields).await.expect(409);
    let form = browser.form("/en/sign-in/second", "accounts/pass_second_factor", &fields).await.expect(409).text();
    assert!(form.contains("data-error-summary") && !form.contains(&format!("value=\"{code}\"")), "a code is never given back");
    (said(&call), form)
}

#[test]
fn the_second_step_is_refused_in_words_and_slowed_down() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.organiser("desk@city.example").await;
        let browser = after_password(&rig, "desk@city.example").await;
        let (error, page) = refused_second(&browser, "000000").await;
        assert_eq!(error, json!({ "refused": { "accounts": "wrong_code" } }));
        assert!(page.contains("This code does not fit."));
        let wrong = browser.call("accounts/pass_second_factor", &[("code", "12"), ("request_id", "x")]).await.expect(422);
        assert_eq!(said(&wrong), json!({ "invalid": [["code", "not_a_code"]] }));
        let wrong = browser.call("accounts/pass_second_factor", &[("recovery_code", "0000-0000-0000-0000"), ("request_id", "x")]).await.expect(409);
        assert_eq!(said(&wrong), json!({ "refused": { "accounts": "wrong_code" } }));
        // A recovery code signs in, once, in whatever way it is typed.
        let fields = [("recovery_code", "OI23-4567 89AB-CDEF"), ("then", "/en/desk"), ("request_id", "recovery")];
        assert_eq!(RECOVERY, "0123456789abcdef");
        let answer = browser.call("accounts/pass_second_factor", &fields).await.expect(200);
        assert!(answer.cookie("plenary").is_some_and(|c| !c.is_empty()));
        let browser = after_password(&rig, "desk@city.example").await;
        let answer = browser.call("accounts/pass_second_factor", &fields).await.expect(409);
        assert_eq!(said(&answer), json!({ "refused": { "accounts": "wrong_code" } }));
        for _ in 0..10 {
            let _ = browser.call("accounts/pass_second_factor", &[("code", "000000"), ("request_id", "x")]).await.expect(409);
        }
        let code = rig.code();
        let answer = browser.call("accounts/pass_second_factor", &[("code", code.as_str()), ("request_id", "x")]).await.expect(409);
        assert_eq!(said(&answer), json!({ "refused": { "accounts": "too_many_attempts" } }));
        rig.later(3600);
        let answer = browser.call("accounts/pass_second_factor", &[("code", code.as_str()), ("request_id", "x")]).await.expect(409);
        assert_eq!(said(&answer), json!({ "refused": { "accounts": "sign_in_again" } }));
        assert!(browser.get("/en/sign-in/second").await.expect(200).text().contains("Sign in from the beginning"));
    });
}

#[test]
fn nobody_works_here_without_a_second_factor() {
    run(async {
        let rig = Rig::new().await;
        for (role, page) in [(Role::Organiser, "/en/desk?words=a"), (Role::Organiser, "/en/desk/audit")] {
            let address = format!("{}-{}@city.example", role.code().replace('_', "-"), page.len());
            let staff = rig.hat(&address, role).await;
            let answer = staff.get(page).await.expect(303);
            let expected = format!("/en/me/second-factor?then={}", app::ui::percent(page));
            assert_eq!(answer.header("location"), expected);
            assert!(staff.get(&expected).await.expect(200).text().contains("Your task in the secretariat needs a second factor."));
            assert!(staff.get("/en/me").await.expect(200).text().contains("Set up the second factor"));
            let fields = [("registration", "x"), ("version", "1"), ("decision", "approve"), ("request_id", "x")];
            let answer = staff.call("organiser/decide", &fields).await.expect(403);
            assert_eq!(said(&answer), json!("second_factor_first"));
            let account = staff.account.clone().unwrap();
            let sign_in = rig.store.devices(&account).await.unwrap()[0].id.clone();
            rig.enrol(&account, &sign_in).await;
            let _ = staff.get(page).await.expect(200);
        }
        // Whoever works here cannot turn it off.
        let staff = rig.organiser("desk@city.example").await;
        let code = rig.code();
        let answer = staff.call("accounts/turn_off_second_factor", &[("code", code.as_str()), ("request_id", "x")]).await.expect(409);
        assert_eq!(said(&answer), json!({ "refused": { "accounts": "second_factor_needed" } }));
        assert!(staff.get("/en/me/second-factor").await.expect(200).text().contains("so it stays on"));
    });
}
