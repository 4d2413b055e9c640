//! `halls.toml`: the halls of the exhibition with their booths, with which the program begins. A folder without the file has none.

use super::raw::RawText;
use super::{At, Entry, Reader};
use domain::forum::plan::{LONGEST, Mistake, Price, SHORTEST};
use domain::forum::{Booth, BoothClass, Exhibitor, Hall};
use domain::kernel::ids::{BoothId, CompanyId, HallId};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A `[[hall]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHall {
    id: String,
    width: u32,
    depth: u32,
    sample: bool,
    name: RawText,
}

/// A `[[booth]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBooth {
    hall: String,
    number: String,
    x: u32,
    y: u32,
    width: u32,
    depth: u32,
    class: String,
    power: u32,
    internet: bool,
    holder: Option<String>,
}

/// A `[[price]]` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPrice {
    class: String,
    sample: bool,
    text: RawText,
}

/// Reads `halls.toml`: the halls, and what booths cost by class.
pub fn read(reader: &mut Reader, exhibitors: &[Exhibitor]) -> (Vec<Hall>, Vec<Price>) {
    if !reader.root.join("halls.toml").exists() {
        return (Vec::new(), Vec::new());
    }
    let Some(file) = reader.load("halls.toml") else { return (Vec::new(), Vec::new()) };
    let (mut lists, top) = reader.lists(&file, &["hall", "booth", "price"]);
    for (key, _) in top.map(toml::Spanned::into_inner).into_iter().flatten() {
        let at = At { file: file.name.clone(), line: file.line(key.span().start) };
        reader.wrong(&at, format!("`{}` is not known here", key.get_ref()), "this file has only [[hall]], [[booth]] and [[price]] entries");
    }
    let mut seen = BTreeMap::new();
    let mut halls: Vec<(At, Hall)> = Vec::new();
    for value in lists.remove("hall").unwrap_or_default() {
        let Some(Entry { at, is }) = reader.entry::<RawHall>(&file, value) else { continue };
        let id = reader.id(&at, &is.id, &mut seen, |id| HallId::parse(id).ok());
        let name = reader.text(&at, "name", is.name);
        let (width, depth, sample) = (is.width, is.depth, is.sample);
        halls.extend(id.map(|id| (at, Hall { id, name, width, depth, booths: Vec::new(), sample })));
    }
    let classes: Vec<&str> = BoothClass::ALL.iter().map(|c| c.code()).collect();
    let (mut prices, mut priced): (Vec<Price>, BTreeMap<BoothClass, At>) = (Vec::new(), BTreeMap::new());
    for value in lists.remove("price").unwrap_or_default() {
        let Some(Entry { at, is }) = reader.entry::<RawPrice>(&file, value) else { continue };
        let class = reader.choice(&at, "class", &is.class, BoothClass::parse, &classes);
        let text = reader.text(&at, "text", is.text);
        let Some(class) = class else { continue };
        if let Some(first) = priced.insert(class, at.clone()) {
            reader.wrong(&at, format!("`{}` has a price already ({}:{})", class.code(), first.file, first.line), "a class has one price");
            continue;
        }
        prices.push(Price { class, text, sample: is.sample });
    }
    let mut places: BTreeMap<(HallId, String), At> = BTreeMap::new();
    let (mut ids, mut held) = (BTreeMap::new(), BTreeMap::new());
    for value in lists.remove("booth").unwrap_or_default() {
        let Some(Entry { at, is }) = reader.entry::<RawBooth>(&file, value) else { continue };
        let class = reader.choice(&at, "class", &is.class, BoothClass::parse, &classes);
        let holder = is.holder.as_deref().and_then(|raw| holder(reader, &at, raw, exhibitors, &mut held));
        let id = format!("{}-{}", is.hall, is.number.to_lowercase());
        let id = reader.id(&at, &id, &mut ids, |id| BoothId::parse(id).ok());
        let Some((_, hall)) = halls.iter_mut().find(|(_, hall)| hall.id.as_str() == is.hall) else {
            reader.wrong(&at, format!("`{}` is no hall", is.hall), "use the id of a [[hall]] of this file");
            continue;
        };
        let (Some(id), Some(class)) = (id, class) else { continue };
        places.insert((hall.id.clone(), is.number.clone()), at);
        hall.booths.push(Booth {
            id,
            number: is.number,
            x: is.x,
            y: is.y,
            width: is.width,
            depth: is.depth,
            class,
            power: is.power,
            internet: is.internet,
            taken: holder.is_some(),
            holder,
        });
    }
    for (at, hall) in &mut halls {
        let line = |number: &String| places.get(&(hall.id.clone(), number.clone())).unwrap_or(at).clone();
        for mistake in hall.mistakes() {
            let (at, what, mend) = told(&mistake, &line, at);
            reader.wrong(&at, what, mend);
        }
        hall.booths.sort_by_key(Booth::order);
    }
    (halls.into_iter().map(|(_, hall)| hall).collect(), prices)
}

/// The exhibitor who has a booth: one of the files, and of one booth.
fn holder(reader: &mut Reader, at: &At, raw: &str, exhibitors: &[Exhibitor], held: &mut BTreeMap<String, At>) -> Option<CompanyId> {
    if let Some(first) = held.get(raw) {
        reader.wrong(at, format!("`{raw}` has a booth already ({}:{})", first.file, first.line), "an exhibitor has one booth");
        return None;
    }
    held.insert(raw.to_owned(), at.clone());
    let found = exhibitors.iter().find(|e| e.id.as_str() == raw).map(|e| e.id.clone());
    if found.is_none() {
        reader.wrong(at, format!("`{raw}` is no exhibitor"), "use the id of an [[exhibitor]] of exhibitors.toml, or leave `holder` out");
    }
    found
}

fn told(mistake: &Mistake, line: &impl Fn(&String) -> At, hall: &At) -> (At, String, String) {
    match mistake {
        Mistake::Outside(number) => {
            (line(number), format!("the booth `{number}` does not lie inside of its hall"), "put it elsewhere, or make the hall larger".to_owned())
        }
        Mistake::Overlap(one, other) => {
            (line(other), format!("the booths `{one}` and `{other}` lie on each other"), "put one of them elsewhere; they may touch".to_owned())
        }
        Mistake::Twice(number) => (line(number), format!("the number `{number}` is there twice"), "give one of the two another number".to_owned()),
        Mistake::Size(number) => {
            let what = if number.is_empty() { "the hall".to_owned() } else { format!("the booth `{number}`") };
            (line(number), format!("{what} has a size that is not possible"), format!("use {SHORTEST} to {LONGEST} tenths of a metre"))
        }
        Mistake::TooMany => (hall.clone(), "there are more booths than a hall may have".to_owned(), "make two halls of it".to_owned()),
    }
}
