//! Stations: the places where people are checked in. There is one for the whole assembly, one for each room, and those that organisers add.

use crate::kernel::ids::StationId;
use crate::kernel::lang::Text;
use crate::programme::Room;
use serde::{Deserialize, Serialize};

/// What a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Where people arrive at the assembly.
    Desk,
    /// A room of the event's files.
    Room,
    /// Added by an organiser.
    Added,
}

/// A place where people are checked in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// The id.
    pub id: StationId,
    /// What it is.
    pub kind: Kind,
    /// The name; the desk has none of its own, because it is called the same everywhere.
    pub name: Text,
}

/// The id of the station where people arrive at the assembly.
pub const DESK: &str = "registration-desk";

impl Station {
    /// Every station: the desk, the rooms in their order, then those that were added.
    pub fn all(rooms: &[Room], added: Vec<Self>) -> Vec<Self> {
        let desk = StationId::parse(DESK).ok().map(|id| Self { id, kind: Kind::Desk, name: Text::default() });
        let room = |room: &Room| {
            let id = format!("room-{}", room.id).chars().take(64).collect::<String>();
            StationId::parse(&id).ok().map(|id| Self { id, kind: Kind::Room, name: room.name.clone() })
        };
        desk.into_iter().chain(rooms.iter().filter_map(room)).chain(added).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ids::{BadId, RoomId, VenueId};

    #[test]
    fn the_desk_comes_first_then_rooms_then_what_was_added() -> Result<(), BadId> {
        let room = Room { id: RoomId::parse("hall-a")?, venue: VenueId::parse("v")?, name: Text::default(), capacity: 1, sample: true };
        let added = Station { id: StationId::parse("added-1")?, kind: Kind::Added, name: Text::default() };
        let ids: Vec<String> = Station::all(&[room], vec![added]).into_iter().map(|s| s.id.to_string()).collect();
        assert_eq!(ids, [DESK, "room-hall-a", "added-1"]);
        Ok(())
    }
}
