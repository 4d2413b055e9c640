//! Leads, consent and the ledger over HTTP: who may what, and that nothing of a delegate leaves before they agree.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::forum::Application;
use domain::kernel::Role;
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{CompanyId, RegistrationId, SignInId};
use domain::registration::Decision;
use rig::{Answer, Caller, Rig, run};
use serde_json::{Value, json};
use store::engine::Variables;
use store::{Act, Mail, Query, Tx, badge_id};

const PUBLISH: Query = Query::write("test.publish", "UPDATE type::record('company', $id) SET standing = 'published' RETURN NONE; true");
const JOIN: Query = Query::write(
    "test.join",
    "CREATE type::record('company_member', [$id, type::record('account', $account)]) SET company = $id, account = type::record('account', $account),
        role = $role, since = $now RETURN NONE; true",
);

/// Everything that is personal of a delegate here, as it stands in answers.
const PERSONAL: [&str; 5] = ["Zoë", "Müller", "zoe@city.example", "City of Köln", "CIO"];

fn vars(pairs: &[(&str, &str)]) -> Variables {
    let mut vars = Variables::new();
    for (name, value) in pairs {
        vars.insert(*name, (*value).to_owned());
    }
    vars
}

/// A published company with somebody who administers it.
async fn company(rig: &Rig, name: &str) -> Caller {
    let admin = rig.person(&format!("admin@{name}.example")).await;
    let account = admin.account.clone().unwrap();
    let person =
        Person { account, sign_in: SignInId::parse("test").unwrap(), roles: Vec::new(), verified: true, second_factor: false, acting_for: None };
    let act = Act { actor: &Actor::Person(person), now: rig.now(), request: None };
    rig.store.apply_company(&act, &CompanyId::parse(name).unwrap(), name, &Application::default()).await.unwrap();
    rig.store.tx(Tx::new(&PUBLISH, rig.now()).bind(vars(&[("id", name)]))).await.unwrap();
    admin
}

async fn colleague(rig: &Rig, name: &str, role: &str) -> Caller {
    let one = rig.person(&format!("{role}@{name}.example")).await;
    let account = one.account.clone().unwrap();
    let mut vars = vars(&[("id", name), ("account", account.as_str()), ("role", role)]);
    vars.insert("now", store::engine::At(rig.now()));
    rig.store.tx(Tx::new(&JOIN, rig.now()).bind(vars)).await.unwrap();
    one
}

/// Somebody who takes part: the person and the code of the badge.
async fn delegate(rig: &Rig, address: &str) -> (Caller, String) {
    let person = rig.person(address).await;
    let version = person.fill(0).await;
    let _ = person.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
    let id = RegistrationId::parse(person.account.as_ref().unwrap().as_str()).unwrap();
    let (found, _) = rig.store.registration(&id).await.unwrap().unwrap();
    let mail = |_: &_| Mail::new(address, "en", "approved", "s", "t");
    rig.store.decide(&Act::system(rig.now()), &id, found.version, &Decision::Approve, &mail).await.unwrap();
    rig.store.issue_badges(rig.now(), false).await.unwrap();
    let code = rig.store.badge_of(&id).await.unwrap().unwrap().code.to_string();
    (person, code)
}

fn body(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

fn says_nothing_of_anybody(answer: &Answer) {
    let text = String::from_utf8_lossy(&answer.body);
    // The caller's own name is in the bar of every page.
    for personal in PERSONAL.iter().filter(|p| !["Zoë", "Müller"].contains(p)) {
        assert!(!text.contains(personal), "{personal} in {text}");
    }
}

async fn scanned(staff: &Caller, name: &str, code: &str, request: &str) -> String {
    let page = format!("/en/me/companies/{name}/scan");
    let fields = [("company", name), ("badge", code), ("request_id", request)];
    let answer = staff.form(&page, "forum/scan_badge", &fields).await.expect(303);
    answer.header("location").to_owned()
}

#[test]
fn without_scripts_a_badge_is_noted_the_delegate_is_asked_and_what_they_grant_is_read() {
    run(async {
        let rig = Rig::new().await;
        let admin = company(&rig, "acme").await;
        let (zoe, code) = delegate(&rig, "zoe@city.example").await;
        let to = scanned(&admin, "acme", &code, "r1").await;
        let page = admin.get(&to).await.expect(200);
        assert!(page.text().contains("asked; waiting"), "{}", page.text());
        says_nothing_of_anybody(&page);
        for path in ["/en/me/companies/acme/leads", "/en/me/companies/acme/leads.csv", "/en/me/companies/acme/leads.json"] {
            says_nothing_of_anybody(&admin.get(path).await.expect(200));
        }
        let me = zoe.get("/en/me").await.expect(200).text();
        assert!(me.contains("1 waiting for your answer") && me.contains("/en/me/consent"), "{me}");
        let page = zoe.get("/en/me/consent").await.expect(200).text();
        assert!(page.contains("acme") && page.contains("/api/forum/share_with_company"), "{page}");
        let fields = [("company", "acme"), ("share_fields[]", "email"), ("share_fields[]", "passport"), ("request_id", "g1")];
        let _ = zoe.form("/en/me/consent", "forum/share_with_company", &fields).await.expect(303);
        let page = admin.get(&to).await.expect(200).text();
        assert!(page.contains("zoe@city.example") && !page.contains("City of Köln"), "{page}");
        let csv = admin.get("/en/me/companies/acme/leads.csv").await.expect(200).text();
        assert!(csv.contains("zoe@city.example") && csv.contains("E-mail address") && !csv.contains("Organisation"), "{csv}");
        let ledger = zoe.get("/en/me/ledger").await.expect(200).text();
        for line in
            ["acme scanned your badge", "acme got: name, e-mail address", "acme took its leads along as a file, with your name, e-mail address"]
        {
            assert!(ledger.contains(line), "{line}: {ledger}");
        }
        let only = zoe.get("/en/me/ledger?kind=exported").await.expect(200).text();
        assert!(only.contains("took its leads along") && !only.contains("acme scanned your badge"));
        assert_eq!(body(&zoe.get("/en/me/ledger.json").await.expect(200)).as_array().unwrap().len(), 3);
        // What the secretariat looks at is there too, and a look at the same page within the hour once.
        let desk = rig.organiser("desk@city.example").await;
        let id = zoe.account.clone().unwrap();
        for _ in 0..2 {
            let _ = desk.get(&format!("/en/desk/people/{id}")).await.expect(200);
            let _ = desk.get(&format!("/en/desk/registrations/{id}")).await.expect(200);
        }
        let _ = desk.get("/en/desk/registrations.csv").await.expect(200);
        let of = |kind: &'static str| {
            let zoe = zoe.clone();
            async move { body(&zoe.get(&format!("/en/me/ledger.json?kind={kind}")).await.expect(200)).as_array().unwrap().len() }
        };
        assert_eq!((of("opened").await, of("listed").await), (1, 1));
        // So is the door, and the visa desk where it reads the passport.
        let door = rig.staff("door@city.example", Role::CheckIn).await;
        let read = [("station", "registration-desk"), ("badge", code.as_str()), ("request_id", "c1")];
        let _ = door.call("checkin/check_in", &read).await.expect(200);
        let fields: Vec<_> = rig::PASSPORT.iter().copied().chain([("version", "0"), ("request_id", "ask")]).collect();
        let _ = zoe.call("visa/ask", &fields).await.expect(200);
        let visa = rig.staff("visa@city.example", Role::VisaDesk).await;
        let _ = visa.get(&format!("/en/desk/visa/{id}")).await.expect(200);
        let ledger = zoe.get("/en/me/ledger").await.expect(200).text();
        for line in ["Your badge was read at Registration desk.", "The visa desk read your passport data.", "An organiser opened your page"] {
            assert!(ledger.contains(line), "{line}: {ledger}");
        }
        let lead = to.rsplit('=').next().unwrap().to_owned();
        let _ = zoe.form("/en/me/consent", "forum/withdraw_consent", &[("company", "acme"), ("request_id", "w1")]).await.expect(303);
        let json = admin.get("/en/me/companies/acme/leads.json").await.expect(200);
        says_nothing_of_anybody(&json);
        assert_eq!(
            body(&json),
            json!([{ "id": lead, "state": "withdrawn", "at": rig.now().to_string(), "lead_rating": "", "lead_notes": "", "by": "" }])
        );
        assert_eq!(admin.get(&format!("/en/me/companies/acme/leads/{lead}")).await.code(), 404);
    });
}

#[test]
fn a_device_sends_its_queue_twice_and_hears_the_same_without_a_name() {
    run(async {
        let rig = Rig::new().await;
        let admin = company(&rig, "acme").await;
        let (_, code) = delegate(&rig, "zoe@city.example").await;
        let badge = badge_id(&domain::checkin::Code::parse(&code).unwrap()).unwrap();
        rig.later(600);
        let now = rig.now().as_millisecond();
        let (sent_at, early) = (now.to_string(), (now - 60_000).to_string());
        let lines = [format!("a {badge} {sent_at} camera"), format!("b {badge} {early} typed"), format!("c 00ff {sent_at} camera")];
        let mut fields = vec![("company", "acme"), ("sent_at", sent_at.as_str())];
        fields.extend(lines.iter().map(|l| ("scans[]", l.as_str())));
        let answer = admin.call("forum/sync_leads", &fields).await.expect(200);
        says_nothing_of_anybody(&answer);
        let told = body(&answer);
        let states: Vec<_> = told.as_array().unwrap().iter().map(|s| s["state"].as_str().unwrap()).collect();
        assert_eq!((states, &told[0]["lead"]), (vec!["pending", "pending", "unknown"], &told[1]["lead"]));
        assert_eq!(body(&admin.call("forum/sync_leads", &fields).await.expect(200)), told);
        let (found, _) = rig.store.leads(&CompanyId::parse("acme").unwrap(), &Default::default(), None, 10).await.unwrap();
        assert_eq!((found.len(), found[0].scanned_at.as_millisecond()), (1, now - 60_000));
        assert_eq!(admin.call("forum/sync_leads", &[("company", "acme"), ("sent_at", "0"), ("scans[]", "nonsense")]).await.code(), 404);
    });
}

#[test]
fn who_reads_may_not_scan_and_nobody_reaches_the_leads_of_another_company() {
    run(async {
        let rig = Rig::new().await;
        let (acme, beta) = (company(&rig, "acme").await, company(&rig, "beta").await);
        let (viewer, staff) = (colleague(&rig, "acme", "viewer").await, colleague(&rig, "acme", "staff").await);
        let organiser = rig.organiser("desk@city.example").await;
        let (zoe, code) = delegate(&rig, "zoe@city.example").await;
        let to = scanned(&staff, "acme", &code, "r1").await;
        let lead = to.rsplit('=').next().unwrap().to_owned();
        let one = format!("/en/me/companies/acme/leads/{lead}");
        // Pages and files: those who belong to it, by what they may do.
        let table = [
            ("/en/me/companies/acme/leads".to_owned(), [200, 200, 200, 404, 404, 404]),
            (one.clone(), [200, 200, 200, 404, 404, 404]),
            ("/en/me/companies/acme/scan".to_owned(), [200, 200, 409, 404, 404, 404]),
            ("/en/me/companies/acme/leads.csv".to_owned(), [200, 200, 200, 404, 404, 404]),
            ("/en/me/companies/acme/leads.json".to_owned(), [200, 200, 200, 404, 404, 404]),
            (format!("/en/me/companies/beta/leads/{lead}"), [404, 404, 404, 404, 404, 404]),
        ];
        for (path, codes) in &table {
            for (caller, expected) in [&acme, &staff, &viewer, &beta, &organiser, &zoe].into_iter().zip(codes) {
                assert_eq!(caller.get(path).await.code(), *expected, "{path} for {:?}", caller.account);
            }
        }
        assert_eq!(rig.anyone().get("/en/me/companies/acme/leads.csv").await.code(), 401);
        let note = |company: &'static str, version: &'static str, text: &'static str| {
            let lead = lead.clone();
            async move { vec![("company", company.to_owned()), ("lead", lead), ("version", version.to_owned()), ("lead_notes", text.to_owned())] }
        };
        let call = |caller: Caller, fields: Vec<(&'static str, String)>, request: &'static str| async move {
            let mut fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
            fields.push(("request_id", request));
            caller.call("forum/note_lead", &fields).await
        };
        assert_eq!(call(viewer.clone(), note("acme", "1", "x").await, "n1").await.code(), 409);
        assert_eq!(call(beta.clone(), note("beta", "1", "x").await, "n2").await.code(), 404);
        assert_eq!(call(beta.clone(), note("acme", "1", "x").await, "n3").await.code(), 404);
        assert_eq!(call(staff.clone(), note("acme", "1", "=cmd|calc").await, "n4").await.code(), 200);
        assert_eq!(
            body(&call(acme.clone(), note("acme", "1", "mine").await, "n5").await.expect(409)),
            json!({ "refused": { "forum": "changed_meanwhile" } })
        );
        let fields = [("company", "acme"), ("lead", lead.as_str()), ("version", "1"), ("lead_notes", "mine too"), ("request_id", "n6")];
        let both = acme.form(&one, "forum/note_lead", &fields).await.expect(409).text();
        assert!(both.contains("=cmd|calc") && both.contains("mine too") && both.contains("What a colleague wrote"), "{both}");
        let csv = acme.get("/en/me/companies/acme/leads.csv").await.expect(200).text();
        assert!(csv.contains("'=cmd|calc"), "{csv}");
        // The badge of nobody, and one that says nothing at all.
        let error = acme.call("forum/scan_badge", &[("company", "acme"), ("badge", "0000-0000-0000-00000"), ("request_id", "s1")]).await.expect(409);
        assert_eq!(body(&error), json!({ "refused": { "forum": "badge_unknown" } }));
        assert_eq!(acme.call("forum/scan_badge", &[("company", "acme"), ("badge", "x"), ("request_id", "s2")]).await.code(), 422);
        assert_eq!(viewer.call("forum/scan_badge", &[("company", "acme"), ("badge", &code), ("request_id", "s3")]).await.code(), 409);
        assert_eq!(zoe.call("forum/scan_badge", &[("company", "acme"), ("badge", &code), ("request_id", "s4")]).await.code(), 404);
        // A company that did not scan the badge is to the delegate as one that does not exist.
        for company in ["beta", "nowhere"] {
            for (endpoint, request) in [("forum/share_with_company", "d1"), ("forum/refuse_company", "d2"), ("forum/withdraw_consent", "d3")] {
                assert_eq!(zoe.call(endpoint, &[("company", company), ("request_id", request)]).await.code(), 404, "{endpoint} {company}");
            }
        }
    });
}

#[test]
fn devices_at_booths_behind_one_address_each_have_their_own_share_and_still_cannot_try_codes() {
    run(async {
        let rig = Rig::new().await;
        let (acme, beta) = (company(&rig, "acme").await, company(&rig, "beta").await);
        let share = rig.program.config.forms_per_minute;
        let send = [("company", "acme"), ("sent_at", "0")];
        let mut codes = Vec::new();
        for _ in 0..=share {
            codes.push(acme.call("forum/sync_leads", &send).await.code());
        }
        assert_eq!((codes.iter().filter(|c| **c == 200).count(), codes.last()), (share as usize, Some(&429)));
        assert_eq!(beta.call("forum/sync_leads", &[("company", "beta"), ("sent_at", "0")]).await.code(), 200);
    });
}
