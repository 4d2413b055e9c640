//! Every public page for search engines, with its other languages (sitemaps.org, and the hreflang extension).

use super::escaped;
use app::route::Route;
use domain::event::Snapshot;
use domain::kernel::Lang;
use std::fmt::Write;

/// The sitemap.
pub fn xml(snapshot: &Snapshot, base: &str) -> String {
    let mut pages =
        vec![Route::Home, Route::Programme(Default::default()), Route::Speakers, Route::HowToRegister, Route::Flier, Route::Privacy, Route::About];
    pages.extend(snapshot.event.parts.iter().map(|p| Route::Part(p.id.clone())));
    pages.extend(snapshot.programme.sessions.iter().map(|s| Route::Session(s.id.clone())));
    pages.extend(snapshot.programme.speakers.iter().map(|s| Route::Speaker(s.id.clone())));
    pages.push(Route::Challenges);
    pages.push(Route::FloorPlan);
    pages.extend([Route::Needs, Route::Matching(None)]);
    pages.extend(snapshot.needs.iter().map(|n| Route::Need(n.id.clone())));
    pages.extend(snapshot.challenges.iter().map(|c| Route::Challenge(c.id.clone())));
    pages.push(Route::Exhibitors(Default::default()));
    pages.extend(snapshot.exhibitors.iter().map(|e| Route::Exhibitor(e.id.clone())));
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let alternates: String = Lang::ALL
            .into_iter()
            .map(|l| format!("<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", l.code(), escaped(&format!("{base}{}", page.path(l)))))
            .collect();
        for lang in Lang::ALL {
            let _ = writeln!(out, "<url><loc>{}</loc>{alternates}</url>", escaped(&format!("{base}{}", page.path(lang))));
        }
    }
    out.push_str("</urlset>\n");
    out
}
