//! Badges and check-in.

pub mod api;
pub mod arrivals;
pub mod badges;
pub mod mine;
pub mod stations;

use crate::error::ApiError;
use crate::platform::Request;
use crate::words::checkin as words;
use domain::checkin::{Kind, Station};
use domain::kernel::Lang;
use domain::kernel::Role;
use domain::kernel::ids::StationId;

/// Check-in staff and organisers; `SignInFirst`, `SecondFactorFirst` or `Forbidden` otherwise.
pub fn staff(rq: &Request) -> Result<(), ApiError> {
    rq.staff(&[Role::Organiser, Role::CheckIn]).map(drop)
}

/// Every station of the assembly.
pub async fn all_stations(rq: &Request) -> Result<Vec<Station>, ApiError> {
    let added = rq.store().added_stations().await.map_err(|e| rq.fail(e))?;
    let rooms = rq.snapshot.as_ref().map_or(&[][..], |s| &s.programme.rooms);
    Ok(Station::all(rooms, added))
}

/// The name of a station.
pub fn station_name(lang: Lang, station: &Station) -> &str {
    match station.kind {
        Kind::Desk => words::words(lang).registration_desk,
        Kind::Room | Kind::Added => station.name.get(lang),
    }
}

/// The name of a station by its id; one that is gone is called by its id.
pub(crate) fn name_of<'a>(lang: Lang, stations: &'a [Station], id: &'a StationId) -> &'a str {
    stations.iter().find(|s| s.id == *id).map_or(id.as_str(), |s| station_name(lang, s))
}
