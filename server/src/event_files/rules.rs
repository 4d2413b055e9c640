//! What must hold between the entries: references, rooms used once at a time, people in one place at a time.

use super::{Entry, Reader};
use domain::event::Event;
use domain::kernel::ids::RoomId;
use domain::programme::{Programme, Room, Session, Speaker, Track, Venue};
use std::collections::BTreeMap;

/// Minutes that somebody needs between two venues when the files name no time.
const BETWEEN_VENUES: u32 = 15;

/// Looks at everything together and puts the programme in order.
pub fn check(
    reader: &mut Reader,
    event: Option<&Event>,
    tracks: Vec<Track>,
    venues: Vec<Venue>,
    rooms: Vec<Entry<Room>>,
    speakers: Vec<Speaker>,
    sessions: Vec<Entry<Session>>,
) -> Programme {
    for Entry { at, is } in &sessions {
        if let Some(event) = event {
            let day = is.local_start.date();
            if day < event.starts_on || day > event.ends_on {
                reader.wrong(at, format!("{day} is not a day of the event"), format!("use a day from {} to {}", event.starts_on, event.ends_on));
            }
        }
        if !tracks.iter().any(|t| t.id == is.track) {
            reader.wrong(at, format!("there is no track `{}`", is.track), "use the id of a [[track]] in tracks.toml");
        }
        if !rooms.iter().any(|r| r.is.id == is.room) {
            reader.wrong(at, format!("there is no room `{}`", is.room), "use the id of a [[room]] in venues.toml");
        }
        for speaker in &is.speakers {
            if !speakers.iter().any(|s| s.id == *speaker) {
                reader.wrong(at, format!("there is no speaker `{speaker}`"), "use the id of a [[speaker]] in speakers/");
            }
        }
    }
    let venue_of = |session: &Session| rooms.iter().find(|r| r.is.id == session.room).map(|r| r.is.venue.clone());
    let walk = |from: &Session, to: &Session| -> i64 {
        let (Some(from), Some(to)) = (venue_of(from), venue_of(to)) else { return 0 };
        if from == to {
            return 0;
        }
        let known = venues.iter().find(|v| v.id == from).and_then(|v| v.walking.iter().find(|(id, _)| *id == to));
        i64::from(known.map_or(BETWEEN_VENUES, |(_, minutes)| *minutes))
    };
    let mut ordered: Vec<&Entry<Session>> = sessions.iter().collect();
    ordered.sort_by_key(|s| s.is.start);
    for (index, later) in ordered.iter().enumerate() {
        for earlier in ordered.iter().take(index) {
            let where_it_is = || format!("{}:{}", earlier.at.file, earlier.at.line);
            if earlier.is.room == later.is.room && earlier.is.end > later.is.start {
                let what = format!("the room `{}` is still used by `{}` ({})", later.is.room, earlier.is.id, where_it_is());
                reader.wrong(&later.at, what, "move one of the two to another room or time");
            }
            for speaker in later.is.speakers.iter().filter(|s| earlier.is.speakers.contains(s)) {
                let gap = later.is.start.duration_since(earlier.is.end).as_mins();
                let needed = walk(&earlier.is, &later.is);
                if gap < needed {
                    let what = format!("`{speaker}` has {gap} minutes after `{}` ({}) and needs {needed}", earlier.is.id, where_it_is());
                    reader.wrong(&later.at, what, "move one of the two, or ask somebody else to speak");
                }
            }
        }
    }
    let rooms: Vec<Room> = rooms.into_iter().map(|r| r.is).collect();
    let order: BTreeMap<RoomId, usize> = rooms.iter().enumerate().map(|(index, room)| (room.id.clone(), index)).collect();
    let mut sessions: Vec<Session> = sessions.into_iter().map(|s| s.is).collect();
    sessions.sort_by_key(|s| (s.start, order.get(&s.room).copied(), s.id.clone()));
    Programme { tracks, venues, rooms, speakers, sessions }
}
