//! What every request passes: the security headers, the check where a form comes from, the limits.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use rig::{BASE, Rig, run};

#[test]
fn every_answer_carries_the_security_headers() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let answers = [
            rig.anyone().get("/en").await,
            rig.anyone().get("/nowhere").await,
            rig.anyone().get("/").await,
            rig.anyone().get("/schedule.json").await,
            rig.anyone().get("/healthz").await,
            rig.anyone().get("/assets/boot.js").await,
            person.get("/en/me").await,
            person.call("accounts/update_profile", &[("name", ""), ("lang", "en"), ("request_id", "1")]).await,
            rig.anyone().with("origin", "https://evil.example").call("accounts/sign_out", &[]).await,
        ];
        for answer in &answers {
            let policy = answer.header("content-security-policy");
            assert!(
                policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"),
                "{answer:?}"
            );
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'), "{policy}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("referrer-policy"), "same-origin");
            assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(answer.header("x-request-id").len(), 12);
        }
        assert_eq!(rig.anyone().get("/assets/boot.js").await.header("cache-control"), "public, max-age=31536000, immutable");
    });
}

#[test]
fn a_form_that_another_site_sends_is_refused() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let change = [("name", "Changed"), ("lang", "ru"), ("request_id", "a")];
        let foreign = [
            person.clone().with("sec-fetch-site", "cross-site"),
            person.clone().with("sec-fetch-site", "same-site"),
            person.clone().with("origin", "https://evil.example"),
            person.clone().with("origin", "null"),
            person.clone().with("sec-fetch-site", "same-origin").with("origin", "http://127.0.0.1:3000.evil.example"),
        ];
        for caller in foreign {
            assert_eq!(caller.call("accounts/update_profile", &change).await.code(), 403);
            assert_eq!(caller.form("/en/me/profile", "accounts/update_profile", &change).await.code(), 403);
        }
        // A browser that tells nothing at all is no browser.
        assert_eq!(person.request("POST", "/api/accounts/update_profile", "name=Changed&lang=ru&request_id=a").await.code(), 403);
        let name = rig.store.account(person.account.as_ref().unwrap()).await.unwrap().unwrap().name;
        assert_eq!(name, "Zoë Müller");
        let own = person.with("origin", BASE).with("sec-fetch-site", "same-origin").call("accounts/update_profile", &change).await;
        assert_eq!(own.code(), 200, "{}", own.text());
    });
}

#[test]
fn nothing_changes_by_get_and_odd_methods_find_nothing() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        for function in leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path) {
            let answer = person.get(&format!("{function}?name=Changed&lang=ru&request_id=a")).await;
            assert_eq!(answer.code(), 405, "{function}");
        }
        let own = person.with("origin", BASE);
        for (method, path) in [("POST", "/en"), ("PUT", "/en/programme"), ("DELETE", "/en/me")] {
            assert_eq!(own.request(method, path, "").await.code(), 404, "{method} {path}");
        }
        assert_eq!(own.call("accounts/no_such_thing", &[]).await.code(), 404);
        let head = own.request("HEAD", "/en", "").await;
        assert_eq!((head.code(), head.body.len()), (200, 0));
    });
}

#[test]
fn a_form_may_only_be_so_large_and_only_so_many_come_from_one_address() {
    run(async {
        let rig = Rig::new().await;
        let anyone = rig.anyone();
        let large = "a".repeat(70_000);
        assert_eq!(anyone.call("accounts/sign_in", &[("email", &large), ("password", "x")]).await.code(), 413);
        let mut last = 200;
        for number in 0..200 {
            let answer = anyone.call("accounts/sign_out", &[("request_id", "x")]).await;
            last = answer.code();
            if last == 429 {
                assert!(number >= 100, "after {number}");
                break;
            }
        }
        assert_eq!(last, 429);
        let page = anyone.form("/en/sign-in", "accounts/sign_in", &[("email", "a@city.example"), ("password", "x")]).await;
        assert_eq!((page.code(), page.header("retry-after")), (429, "10"));
        assert!(page.text().contains("Too many requests came from here") && page.text().contains("a@city.example"));
        rig.later(60);
        assert_eq!(anyone.call("accounts/sign_out", &[("request_id", "x")]).await.code(), 200);
    });
}

#[test]
fn the_counters_are_for_this_machine_only() {
    run(async {
        let rig = Rig::new().await;
        assert_eq!(rig.anyone().get("/metrics").await.code(), 404);
        assert_eq!(rig.anyone().with("x-forwarded-for", "127.0.0.1").get("/metrics").await.code(), 404);
    });
}

#[test]
fn a_sign_in_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    run(async {
        let rig = Rig::new().await;
        let _ = rig.person("person@city.example").await;
        let fields = [("email", "person@city.example"), ("password", rig::PASSWORD), ("request_id", "x")];
        let answer = rig.anyone().call("accounts/sign_in", &fields).await.expect(200);
        let cookie = answer.header("set-cookie");
        assert!(
            cookie.starts_with("plenary=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
            "{cookie}"
        );
        assert!(!answer.text().contains(answer.cookie("plenary").unwrap().as_str()));
    });
}
