//! An exhibitor's numbers over HTTP.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::forum::Application;
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{CompanyId, SignInId};
use rig::{Rig, run};
use server::event_files;
use server::jobs::views::flush;
use std::future::poll_fn;
use std::task::Poll;
use store::{Act, Store, StoreConfig};

#[test]
fn views_of_the_public_page_are_counted_for_those_who_belong_to_the_company_alone() {
    run(async {
        let rig = Rig::new().await;
        let member = rig.person("admin@claro.example").await;
        let account = member.account.clone().unwrap();
        let person =
            Person { account, sign_in: SignInId::parse("test").unwrap(), roles: Vec::new(), verified: true, second_factor: false, acting_for: None };
        let act = Act { actor: &Actor::Person(person), now: rig.now(), request: None };
        rig.store.apply_company(&act, &CompanyId::parse("sample-claro").unwrap(), "Claro", &Application::default()).await.unwrap();
        let page = "/en/me/companies/sample-claro/statistics";
        assert!(member.get(page).await.expect(200).text().contains("class=\"empty\""));
        for lang in ["en", "ru", "en"] {
            let answer = rig.anyone().get(&format!("/{lang}/forum/exhibitors/sample-claro")).await.expect(200);
            assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 0);
        }
        // Of what is not there nothing is counted.
        assert_eq!(rig.anyone().get("/en/forum/exhibitors/nowhere").await.code(), 404);
        flush(&rig.program).await.unwrap();
        flush(&rig.program).await.unwrap();
        let shown = member.get(page).await.expect(200);
        assert!(shown.text().contains("aria-label=\"Sat 27 May: 3\""), "{}", shown.text());
        let csv = member.get(&format!("{page}.csv")).await.expect(200);
        assert!(csv.text().contains("2017-05-27,3\r\n"), "{}", csv.text());
        assert_eq!(rig.store.exhibitor_statistics(&CompanyId::parse("nowhere").unwrap()).await.unwrap().days, []);
        let other = rig.person("other@city.example").await;
        for path in [page.to_owned(), format!("{page}.csv")] {
            assert_eq!(other.get(&path).await.code(), 404, "{path}");
            assert!(matches!(rig.anyone().get(&path).await.code(), 303 | 401), "{path}");
        }
    });
}

const CLARO: &str = "sample-claro";

/// How often the page was read, as the database has it.
async fn added_up(rig: &Rig) -> u64 {
    let found = rig.store.exhibitor_statistics(&CompanyId::parse(CLARO).unwrap()).await.unwrap();
    found.days.iter().map(|(_, number)| number).sum()
}

/// The page is read once.
fn read(rig: &Rig) {
    rig.program.views.note(&CompanyId::parse(CLARO).unwrap(), rig.now());
}

#[test]
fn a_flush_that_is_cut_off_in_the_middle_loses_nothing_and_counts_nothing_twice() {
    run(async {
        // On a disk a commit takes its time, and is made also when nobody waits for it any more.
        let folder = std::env::temp_dir().join(format!("plenary-views-{}", std::process::id()));
        let rig = Rig::on(Store::open(StoreConfig::new(format!("surrealkv://{}", folder.display()))).await.unwrap()).await;
        let data = event_files::read(&rig::root().join("event/wego-2017")).unwrap();
        rig.store.import_event(&Act::system(rig.now()), &data).await.unwrap();
        let mut reads = 0;
        // Cut off further and further on, as the program's end does with its jobs.
        for cut in 0..40 {
            read(&rig);
            {
                let mut flushing = Box::pin(flush(&rig.program));
                for _ in 0..cut {
                    if poll_fn(|context| Poll::Ready(flushing.as_mut().poll(context))).await.is_ready() {
                        break;
                    }
                    tokio::task::yield_now().await;
                }
            }
            read(&rig);
            reads += 2;
            // While the first try is still being committed, the second one is told to come back.
            while flush(&rig.program).await.is_err() {
                tokio::task::yield_now().await;
            }
            assert_eq!(added_up(&rig).await, reads, "cut off after {cut}");
        }
        rig.store.close().await.unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    });
}

#[test]
fn what_is_read_while_it_is_added_up_is_added_up_by_the_next_one() {
    run(async {
        let rig = Rig::new().await;
        // Readers of a thread of their own, so that they are counted in the middle of a flush.
        let reading = std::thread::spawn({
            let rig = rig.clone();
            move || {
                for _ in 0..4000 {
                    rig.program.views.note(&CompanyId::parse(CLARO).unwrap(), rig.now());
                }
            }
        });
        while !reading.is_finished() {
            flush(&rig.program).await.unwrap();
        }
        reading.join().unwrap();
        flush(&rig.program).await.unwrap();
        assert_eq!(added_up(&rig).await, 4000);
    });
}

#[test]
fn two_servers_that_add_up_at_the_same_moment_lose_nothing() {
    run(async {
        let rig = Rig::new().await;
        let (first, second) = rig.store.as_two_nodes();
        let (first, second) = (Rig::on(first).await, Rig::on(second).await);
        for round in 1..=10 {
            for rig in [&first, &first, &second] {
                read(rig);
            }
            let flushing = [&first, &second].map(|rig| {
                let program = rig.program.clone();
                tokio::spawn(async move { flush(&program).await })
            });
            for one in flushing {
                one.await.unwrap().unwrap();
            }
            assert_eq!(added_up(&rig).await, round * 3);
        }
    });
}
