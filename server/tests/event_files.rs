//! The event's files: what the repository has, and what a secretariat gets wrong.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod rig;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use domain::kernel::Lang;
use domain::programme::Format;
use rig::{Rig, run};
use server::commands::{self, Command};
use server::event_files;

#[test]
fn the_event_has_everything_in_three_languages_and_says_what_is_a_sample() {
    let data = event_files::read(&rig::root().join("event/wego-2017")).unwrap();
    let p = &data.programme;
    assert_eq!((p.days().len(), p.rooms.len(), p.venues.len(), p.tracks.len(), p.speakers.len()), (4, 8, 3, 6, 40));
    assert!(p.sessions.len() >= 60);
    let formats: BTreeSet<_> = p.sessions.iter().map(|s| s.format.code()).collect();
    assert_eq!(formats.len(), Format::ALL.len(), "every kind of session is there: {formats:?}");
    assert_eq!(data.event.parts.len(), 8);
    assert!(data.exhibitors.len() >= 8 && data.exhibitors.iter().all(|e| e.sample && e.name.ends_with("(sample)")));
    assert!(data.exhibitors.iter().any(|e| !e.about.missing().is_empty()), "one lacks a language");
    assert!(p.sessions.iter().all(|s| s.sample) && p.speakers.iter().all(|s| s.sample) && p.rooms.iter().all(|r| r.sample));
    for part in &data.event.parts {
        for lang in Lang::ALL {
            assert_eq!(part.body.resolve(lang).1, lang, "{} in {}", part.id, lang.code());
        }
    }
}

/// A copy of the event's files that a test may spoil.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Self {
        let to = std::env::temp_dir().join(format!("plenary-event-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&to);
        copy(&rig::root().join("event/wego-2017"), &to);
        Self(to)
    }

    /// Replaces the first `old` of a file, and answers its line.
    fn spoil(&self, file: &str, old: &str, new: &str) -> usize {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        let at = text.find(old).unwrap();
        fs::write(path, text.replacen(old, new, 1)).unwrap();
        text[..at].matches('\n').count() + 1
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            let _ = fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_mistake_is_told_at_once_with_its_place_and_the_way_to_mend_it_and_nothing_changes() {
    run(async {
        let files = Copy::new("spoiled");
        let format = files.spoil("sessions/day-1.toml", "format = \"forum\"", "format = \"dance\"");
        let _ = files.spoil("sessions/day-2.toml", "room = \"", "room = \"no-");
        let _ = files.spoil("sessions/day-3.toml", "speakers = [", "speakers = [\"nobody\", ");
        let line = files.spoil("sessions/day-4.toml", "start = \"", "start = \"7");
        let _ = files.spoil("speakers/1.toml", "country = \"", "country = \"x");
        let _ = files.spoil("tracks.toml", "colour = \"", "color = \"");
        let company = files.spoil("exhibitors.toml", "country = \"KR\"", "country = \"kr\"");
        let _ = files.spoil("exhibitors.toml", "topics = [\"sustainable-city\"", "topics = [\"underwater-city\"");
        let _ = files.spoil("exhibitors.toml", "challenges = [\"sensors-people-trust\"", "challenges = [\"no-challenge\"");
        let _ = files.spoil("exhibitors.toml", "https://ochered.example", "ochered");
        let zone = files.spoil("event.toml", "Europe/Ulyanovsk", "Europe/Atlantis");
        fs::write(files.0.join("texts/parts/ideathon.ko.md"), " \n").unwrap();
        let mistakes = event_files::read(&files.0).unwrap_err();
        let has = |file: &str, what: &str| mistakes.iter().any(|m| m.file == file && m.what.contains(what) && !m.mend.is_empty() && m.line > 0);
        for (file, what) in [
            ("sessions/day-1.toml", "`dance` is no format"),
            ("sessions/day-2.toml", "there is no room `no-"),
            ("sessions/day-3.toml", "there is no speaker `nobody`"),
            ("sessions/day-4.toml", "is no quarter of an hour"),
            ("speakers/1.toml", "is no country code"),
            ("tracks.toml", "color"),
            ("exhibitors.toml", "`kr` is no country code"),
            ("exhibitors.toml", "there is no topic `underwater-city`"),
            ("exhibitors.toml", "there is no challenge `no-challenge`"),
            ("exhibitors.toml", "`ochered` is no address of the web"),
            ("event.toml", "`Europe/Atlantis` is no time zone"),
            ("texts/parts/ideathon.ko.md", "the text is empty"),
        ] {
            assert!(has(file, what), "{file}: {what}\n{mistakes:#?}");
        }
        // The place is that of the entry or of the very key.
        let near = |file: &str, what: &str| mistakes.iter().find(|m| m.file == file && m.what.contains(what)).unwrap().line;
        assert!(format.abs_diff(near("sessions/day-1.toml", "dance")) <= 3);
        assert_eq!(near("event.toml", "time zone"), zone);
        assert!(company.abs_diff(near("exhibitors.toml", "`kr`")) <= 5);
        assert!(line.abs_diff(near("sessions/day-4.toml", "quarter")) <= 8);

        let rig = Rig::new().await;
        let before = rig.anyone().get("/schedule.json").await.body;
        let refused = commands::run(&rig.store, rig::BASE, rig.now(), Command::Import { folder: files.0.clone() }).await.unwrap_err().to_string();
        assert!(refused.contains("nothing was changed") && refused.contains("sessions/day-1.toml:"), "{refused}");
        assert_eq!(rig.anyone().get("/schedule.json").await.body, before);
    });
}

#[test]
fn a_plan_that_cannot_be_is_told_booth_by_booth() {
    run(async {
        let files = Copy::new("plan");
        let path = files.0.join("halls.toml");
        let whole = fs::read_to_string(&path).unwrap();
        let booth = |hall: &str, number: &str, x: u32, more: &str| {
            format!(
                "\n[[booth]]\nhall = \"{hall}\"\nnumber = \"{number}\"\nx = {x}\ny = 10\nwidth = 30\ndepth = 30\nclass = \"small\"\npower = 0\ninternet = true\n{more}"
            )
        };
        let added = [
            booth("hall-a", "A-90", 20, ""),
            booth("hall-a", "A-91", 340, ""),
            booth("hall-a", "A-1", 325, ""),
            booth("hall-x", "A-92", 0, ""),
            booth("hall-a", "A-93", 325, "holder = \"nobody\"\n"),
            booth("hall-a", "A-94", 325, "holder = \"sample-lantern\"\n"),
            "\n[[price]]\nclass = \"small\"\nsample = true\ntext = { en = \"1 EUR\", ru = \"1 евро\", ko = \"1유로\" }\n".to_owned(),
            "\n[[price]]\nclass = \"huge\"\nsample = true\ntext = { en = \"1 EUR\", ru = \"\", ko = \"1유로\" }\n".to_owned(),
        ];
        fs::write(&path, format!("{whole}{}", added.concat())).unwrap();
        let mistakes = event_files::read(&files.0).unwrap_err();
        for what in [
            "the booths `A-1` and `A-90` lie on each other",
            "`A-91` does not lie inside",
            "the id `hall-a-a-1` is taken",
            "`hall-x` is no hall",
            "`nobody` is no exhibitor",
            "`sample-lantern` has a booth already (halls.toml:",
            "`small` has a price already (halls.toml:",
            "`huge` is no class",
            "`text` has no ru text",
        ] {
            let told = mistakes.iter().find(|m| m.file == "halls.toml" && m.what.contains(what));
            assert!(told.is_some_and(|m| m.line > whole.lines().count()), "{what}\n{mistakes:#?}");
        }
    });
}

#[test]
fn two_sessions_in_one_room_and_one_speaker_in_two_places_are_found() {
    let files = Copy::new("overlap");
    let text = fs::read_to_string(files.0.join("sessions/day-1.toml")).unwrap();
    let twin: String = text.split("[[session]]").nth(1).unwrap().replace("id = \"forum-opens\"", "id = \"forum-opens-twice\"");
    fs::write(files.0.join("sessions/day-1.toml"), format!("{text}\n[[session]]{twin}")).unwrap();
    let mistakes = event_files::read(&files.0).unwrap_err();
    assert!(mistakes.iter().any(|m| m.what.contains("the room `forum-floor` is still used by `forum-opens` (sessions/day-1.toml:")), "{mistakes:#?}");
    assert!(mistakes.iter().any(|m| m.what.contains("`park-minho` has") && m.what.contains("minutes after")), "{mistakes:#?}");
}

#[test]
fn importing_again_changes_nothing_and_a_change_of_the_files_is_public_at_once() {
    run(async {
        let rig = Rig::new().await;
        let files = Copy::new("again");
        let import = async || commands::run(&rig.store, rig::BASE, rig.now(), Command::Import { folder: files.0.clone() }).await.unwrap();
        assert!(import().await.ends_with("nothing differs from what is there"));
        let page = "/en/programme/forum-opens";
        let tag = rig.anyone().get(page).await.header("etag").to_owned();
        assert_eq!(rig.anyone().get(page).await.header("etag"), tag);
        let _ = files.spoil("sessions/day-1.toml", "first walk through the booths", "a first look around");
        assert!(import().await.contains("0 created, 1 updated, 0 removed"));
        assert!(rig.anyone().get(page).await.text().contains("a first look around"));
    });
}
