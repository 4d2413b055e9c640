//! What a check-in station keeps for when it is offline: a digest of each badge's code, with the name, category and city that its desk needs.
//! And what is printed of a badge.

use app::words::countries::country;
use app::words::registration::category;
use domain::checkin::Face;
use domain::event::Event;
use domain::kernel::Lang;
use domain::kernel::ids::{RegistrationId, StationId};
use domain::registration::Category;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{PrintedBadge, Store, StoreError};

/// The list, short because devices load it on bad networks.
#[derive(Serialize)]
struct List {
    /// When the day at the venue is over, in milliseconds since 1970: the device forgets the list then.
    until: i64,
    /// The names of the categories.
    categories: BTreeMap<&'static str, &'static str>,
    badges: Vec<Row>,
    /// Badges that were replaced.
    void: Vec<String>,
}

/// Badge, name, name in Latin letters, category, city, whether it counts, and when it was first read at the station.
type Row = (String, String, String, &'static str, String, u8, Option<i64>);

/// The list of a station as JSON.
pub async fn json(store: &Store, station: &StationId, lang: Lang, zone: &str, now: Timestamp) -> Result<String, StoreError> {
    let list = store.offline_list().await?;
    let here: BTreeMap<RegistrationId, i64> =
        store.everybody_at(station).await?.into_iter().map(|(registration, at)| (registration, at.as_millisecond())).collect();
    let badges = list
        .live
        .into_iter()
        .map(|of| {
            let Face { name, latin, city, category, .. } = of.face;
            let first = here.get(&of.registration).copied();
            (of.badge.to_string(), name, latin.unwrap_or_default(), category.map_or("", Category::code), city, u8::from(of.counts), first)
        })
        .collect();
    let list = List {
        until: end_of_day(zone, now).as_millisecond(),
        categories: Category::ALL.into_iter().map(|c| (c.code(), category(lang, c))).collect(),
        badges,
        void: list.void.into_iter().map(|id| id.to_string()).collect(),
    };
    serde_json::to_string(&list).map_err(|e| StoreError::shape("checkin.list", e.to_string()))
}

/// What is printed of a badge.
pub fn paper(badge: PrintedBadge, event: &Event, lang: Lang) -> papers::Badge {
    let Face { name, latin, city, country: code, organisation, category: of, .. } = badge.face;
    let of = of.unwrap_or(Category::Companion);
    papers::Badge {
        lang,
        event: event.short_name.get(lang).to_owned(),
        place: event.place.get(lang).to_owned(),
        category: of,
        label: category(lang, of).to_owned(),
        latin_name: latin.unwrap_or_default(),
        name,
        organisation,
        city,
        country: country(lang, &code).to_owned(),
        code: badge.code.to_string(),
        printed_code: badge.code.to_string(),
    }
}

/// The end of the day at the venue; in UTC where the zone is not known.
fn end_of_day(zone: &str, now: Timestamp) -> Timestamp {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let tomorrow = zone.to_datetime(now).date().tomorrow();
    tomorrow.and_then(|date| zone.to_timestamp(date.at(0, 0, 0, 0))).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_at_midnight_at_the_venue() -> Result<(), jiff::Error> {
        let now: Timestamp = "2017-06-27T19:59:00Z".parse()?;
        assert_eq!(end_of_day("Europe/Ulyanovsk", now), "2017-06-27T20:00:00Z".parse()?);
        assert_eq!(end_of_day("Asia/Seoul", now), "2017-06-28T15:00:00Z".parse()?);
        Ok(())
    }
}
