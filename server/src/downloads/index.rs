//! What the search in the browser needs: one small array a session.

use domain::event::Snapshot;
use domain::kernel::Lang;
use domain::programme::search::haystack;
use serde_json::json;

/// `[[slug, title, day and time, room, folded text to search in], ..]` in the programme's order.
pub fn json(snapshot: &Snapshot, lang: Lang) -> String {
    let programme = &snapshot.programme;
    let rows: Vec<_> = programme
        .sessions
        .iter()
        .map(|s| {
            let room = programme.room(&s.room).map_or("", |r| r.name.get(lang));
            json!([s.id.as_str(), s.title.get(lang), app::programme::when(lang, s), room, haystack(programme, s)])
        })
        .collect();
    serde_json::Value::from(rows).to_string()
}
