//! An exhibitor's numbers over HTTP.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use domain::forum::Application;
use domain::kernel::actor::{Actor, Person};
use domain::kernel::ids::{CompanyId, SignInId};
use rig::{Rig, run};
use server::jobs::views::flush;
use store::Act;

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
        assert!(shown.text().contains("aria-label=\"2017-05-27: 3\""), "{}", shown.text());
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
