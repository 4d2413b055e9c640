//! The public site: the same bytes for everybody, never older than the last acknowledged change, there when the database is not.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use domain::kernel::ids::SessionId;
use domain::programme::Standing;
use rig::{Answer, Rig, run};
use store::Act;

#[test]
fn a_page_is_the_same_bytes_for_everybody_and_sets_no_cookie() {
    run(async {
        let rig = Rig::new().await;
        let callers = [
            rig.anyone(),
            rig.person("one@city.example").await,
            rig.person("two@city.example").await,
            rig.organiser("desk@city.example").await,
            rig.anyone().with("cookie", "plenary=forged; plenary-notice=handed_in"),
        ];
        for path in ["/en", "/ru/programme", "/ko/programme/forum-opens", "/en/nowhere", "/schedule.json", "/programme.ics"] {
            let first = callers[0].get(path).await;
            let made = rig.program.pages.rendered();
            for caller in &callers {
                let answer = caller.get(path).await;
                assert_eq!((answer.code(), &answer.body), (first.code(), &first.body), "{path}");
                assert_eq!(answer.header("etag"), first.header("etag"));
                assert_eq!(answer.header("vary"), "accept-encoding");
                assert!(answer.header("cache-control").starts_with("public"), "{path}");
                assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 0, "{path}");
            }
            assert_eq!(rig.program.pages.rendered(), made, "{path} was made again");
        }
    });
}

fn opened(answer: &Answer) -> Vec<u8> {
    let mut out = Vec::new();
    match answer.header("content-encoding") {
        "br" => brotli::BrotliDecompress(&mut answer.body.as_slice(), &mut out).unwrap(),
        "gzip" => drop(flate2::read::GzDecoder::new(answer.body.as_slice()).read_to_end(&mut out).unwrap()),
        _ => out.clone_from(&answer.body),
    }
    out
}

#[test]
fn each_encoding_has_its_own_strong_tag_and_a_known_tag_is_answered_without_a_body() {
    run(async {
        let rig = Rig::new().await;
        let mut tags = BTreeSet::new();
        let plain = rig.anyone().get("/en/programme").await.expect(200);
        for (accepted, encoding) in [("identity", ""), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br")] {
            let caller = rig.anyone().with("accept-encoding", accepted);
            let answer = caller.get("/en/programme").await.expect(200);
            assert_eq!(answer.header("content-encoding"), encoding);
            assert_eq!(opened(&answer), plain.body);
            let tag = answer.header("etag").to_owned();
            assert!(tag.starts_with('"'), "a strong tag: {tag}");
            let again = caller.with("if-none-match", &tag).get("/en/programme").await.expect(304);
            assert!(again.body.is_empty());
            assert_eq!((again.header("etag"), again.header("vary")), (tag.as_str(), "accept-encoding"));
            tags.insert(tag);
        }
        assert_eq!(tags.len(), 3);
        let other = rig.anyone().with("if-none-match", "\"something\"").get("/en/programme").await;
        assert_eq!(other.code(), 200);
    });
}

async fn stand(rig: &Rig, session: &str, standing: Standing) {
    rig.store.set_standing(&Act::system(rig.now()), &SessionId::parse(session).unwrap(), standing).await.unwrap();
}

#[test]
fn a_change_is_in_the_very_next_read_and_what_it_does_not_touch_keeps_its_tag() {
    run(async {
        let rig = Rig::new().await;
        let anyone = rig.anyone();
        let page = "/en/programme/forum-opens";
        let (before, untouched) = (anyone.get(page).await, anyone.get("/en/privacy").await);
        stand(&rig, "forum-opens", Standing::Cancelled).await;
        let after = anyone.get(page).await;
        assert_ne!(before.header("etag"), after.header("etag"));
        assert!(after.text().contains("Cancelled") || after.text().contains("cancelled"));
        assert_eq!(anyone.get("/en/privacy").await.header("etag"), untouched.header("etag"));
        assert!(anyone.get("/programme.ics").await.text().contains("STATUS:CANCELLED"));
        assert!(!anyone.get("/schedule.json").await.text().contains("\"forum-opens\""));
    });
}

/// Readers race a writer; whatever is acknowledged before a read begins must be in it.
#[test]
fn no_reader_sees_less_than_what_was_acknowledged_before() {
    run(async {
        let rig = Rig::new().await;
        let (done, acknowledged, stale) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
        let readers: Vec<_> = (0..4)
            .map(|_| {
                let (caller, done, acknowledged, stale) = (rig.anyone(), done.clone(), acknowledged.clone(), stale.clone());
                tokio::spawn(async move {
                    let mut reads = 0;
                    while !done.load(Ordering::SeqCst) {
                        let before = acknowledged.load(Ordering::SeqCst);
                        let cancelled = caller.get("/en/programme/forum-opens").await.text().contains("standing cancelled");
                        // While the number stands still, so does the session: odd is cancelled.
                        if acknowledged.load(Ordering::SeqCst) == before && before > 0 && before.is_multiple_of(2) == cancelled {
                            // A change that is committed and not acknowledged yet may show already.
                            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                            if acknowledged.load(Ordering::SeqCst) == before {
                                stale.fetch_add(1, Ordering::SeqCst);
                            }
                        }
                        reads += 1;
                        tokio::task::yield_now().await;
                    }
                    reads
                })
            })
            .collect();
        for number in 1..=30 {
            stand(&rig, "forum-opens", if number % 2 == 1 { Standing::Cancelled } else { Standing::Confirmed }).await;
            acknowledged.store(number, Ordering::SeqCst);
            // The writer's own next read.
            let shown = rig.anyone().get("/en/programme/forum-opens").await.text().contains("standing cancelled");
            assert_eq!(shown, number % 2 == 1, "change {number}");
        }
        done.store(true, Ordering::SeqCst);
        let mut reads = 0;
        for reader in readers {
            reads += reader.await.unwrap();
        }
        assert!(reads > 30, "{reads} reads");
        assert_eq!(stale.load(Ordering::SeqCst), 0, "of {reads} reads");
    });
}

#[test]
fn without_the_database_the_public_site_stays_and_changes_are_refused_in_words() {
    run(async {
        let rig = Rig::new().await;
        let person = rig.person("person@city.example").await;
        let anyone = rig.anyone();
        let known = anyone.get("/en").await.expect(200);
        rig.program.has_committed();
        let _ = anyone.get("/readyz").await.expect(200);
        rig.store.close().await.unwrap();
        rig.later(60);
        let _ = anyone.get("/healthz").await.expect(200);
        let _ = anyone.get("/readyz").await.expect(503);
        assert_eq!(anyone.get("/en").await.expect(200).body, known.body);
        // Also what nobody has asked for before.
        for path in ["/ko/programme?view=list", "/ru/speakers", "/schedule.xml", "/sitemap.xml", "/en/sign-in"] {
            let _ = anyone.get(path).await.expect(200);
        }
        let own = person.get("/en/me").await.expect(503);
        assert!(own.text().contains("Please try again in a moment"), "{}", own.text());
        assert_eq!(own.header("retry-after"), "5");
        let fields = [("name", "A"), ("lang", "ru"), ("request_id", "x")];
        let refused = person.form("/en/me/profile", "accounts/update_profile", &fields).await.expect(503);
        assert!(refused.text().contains("Nothing was changed"));
        let _ = person.call("accounts/update_profile", &fields).await.expect(503);
    });
}

#[test]
fn before_the_first_import_every_page_says_so_and_nothing_breaks() {
    run(async {
        let rig = Rig::empty().await;
        for path in ["/en", "/en/programme", "/schedule.json"] {
            let answer = rig.anyone().get(path).await.expect(503);
            assert_eq!(answer.header("cache-control"), "no-store");
        }
        let _ = rig.anyone().get("/readyz").await.expect(503);
    });
}

/// The values of an attribute, in a document that we wrote ourselves.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_of_every_page_of_the_sitemap_leads_somewhere() {
    run(async {
        let rig = Rig::new().await;
        let anyone = rig.anyone();
        let sitemap = anyone.get("/sitemap.xml").await.expect(200).text();
        let pages: Vec<String> =
            sitemap.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap().trim_start_matches(rig::BASE).to_owned()).collect();
        assert!(pages.len() > 300, "{}", pages.len());
        assert_eq!(sitemap.matches("hreflang").count(), 3 * pages.len());
        let mut links = BTreeSet::new();
        for page in &pages {
            let answer = anyone.get(page).await.expect(200);
            let html = answer.text();
            assert_eq!(html.matches("<h1").count(), 1, "{page}");
            assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{}{page}\"", rig::BASE)), "{page}");
            assert!(html.contains("property=\"og:title\"") && html.contains("name=\"description\""), "{page}");
            assert!(!html.contains("<style") && !html.contains(" style=\"") && !html.contains("<script>"), "{page} has inline code");
            links.extend(values(&html, "href").into_iter().filter(|h| h.starts_with('/')).map(|h| h.replace("&amp;", "&")));
        }
        links.retain(|l| !l.starts_with("/assets/") && !["/favicon.svg", "/preview.png"].contains(&l.as_str()));
        let mut broken = Vec::new();
        for link in &links {
            let code = anyone.get(link).await.code();
            // Places of one's own ask to sign in.
            if code != 200 && !(code == 303 && (link.contains("/me") || link.contains("/ideathon/"))) {
                broken.push(format!("{link}: {code}"));
            }
        }
        assert!(broken.is_empty(), "{broken:?}");
    });
}

#[test]
fn the_programme_as_open_data_has_every_session_once() {
    run(async {
        let rig = Rig::new().await;
        let sessions = rig.program.pages.snapshot().await.unwrap().programme.sessions.len();
        let json: serde_json::Value = serde_json::from_slice(&rig.anyone().get("/schedule.json").await.expect(200).body).unwrap();
        let conference = &json["schedule"]["conference"];
        let days = conference["days"].as_array().unwrap();
        let mut guids = BTreeSet::new();
        for event in days.iter().flat_map(|d| d["rooms"].as_object().unwrap().values()).flat_map(|r| r.as_array().unwrap()) {
            guids.insert(event["guid"].as_str().unwrap().to_owned());
            assert!(event["date"].as_str().unwrap().ends_with("+04:00"));
        }
        assert_eq!((days.len(), guids.len()), (4, sessions));
        let xml = rig.anyone().get("/schedule.xml").await.expect(200);
        assert_eq!(xml.text().matches("<event guid=").count(), sessions);
        assert!(xml.header("content-type").starts_with("application/xml"));
        let ics = rig.anyone().get("/programme.ics").await.expect(200);
        assert_eq!(ics.text().matches("BEGIN:VEVENT").count(), sessions);
        assert!(ics.text().contains("DTSTART:20170627T060000Z"));
        assert!(ics.text().lines().all(|l| l.trim_end_matches('\r').len() <= 75), "lines are folded");
    });
}

#[test]
fn the_root_leads_to_the_language_that_the_browser_asks_for() {
    run(async {
        let rig = Rig::new().await;
        for (asked, to) in [("ko-KR,ko;q=0.9,en;q=0.8", "/ko"), ("de,ru;q=0.5", "/ru"), ("", "/en"), ("fr", "/en")] {
            let answer = rig.anyone().with("accept-language", asked).get("/").await.expect(303);
            assert_eq!((answer.header("location"), answer.header("vary")), (to, "accept-language"));
        }
        assert_eq!(rig.anyone().get("/en/?a=1").await.expect(303).header("location"), "/en?a=1");
        let missing = rig.anyone().with("accept-language", "ru").get("/nowhere").await.expect(404);
        assert!(missing.text().contains("<html lang=\"ru\""));
        assert!(rig.anyone().get("/ko/nowhere").await.expect(404).text().contains("<html lang=\"ko\""));
    });
}

#[test]
fn what_happens_now_follows_the_clock_of_the_venue() {
    run(async {
        let rig = Rig::new().await;
        let now_next = async || rig.anyone().get("/en/programme?view=now").await.expect(200).text();
        assert!(now_next().await.contains("27 June"));
        let start: jiff::Timestamp = "2017-06-27T06:30:00Z".parse().unwrap();
        rig.later(start.as_second() - rig.now().as_second());
        let page = now_next().await;
        let now = page.split("lane").nth(1).unwrap();
        assert!(now.contains("Forum floor opens") && now.contains("opening conversation"), "{now}");
        rig.later(30 * 24 * 3600);
        assert!(!now_next().await.contains("Forum floor opens"));
    });
}
