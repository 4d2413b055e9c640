//! Files on the real engine: whole or not at all, no more than allowed under any race, erased with their bytes, and in every backup.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod engine_rig;

use std::io::Cursor;

use domain::files::{FileFacts, FileKind, MOST_BYTES, MOST_FILES, NewFile, NewPicture, Owner, Smaller};
use domain::kernel::ids::FileId;
use engine_rig::people::{account, act, actor, asked, desk};
use engine_rig::{TempDir, now, run};
use store::{Act, Mail, Store, StoreConfig, StoreError};

fn owner(id: &str) -> Owner {
    Owner::of("team", id).unwrap()
}

/// Bytes in which every place differs from its neighbours.
fn bytes(number: usize) -> Vec<u8> {
    (0..number).map(|n| (n % 251) as u8 ^ (n / 65_536) as u8).collect()
}

fn file(name: &str, size: usize) -> NewFile {
    NewFile { name: name.to_owned(), kind: FileKind::Pdf, bytes: bytes(size), picture: None }
}

async fn whole(store: &Store, id: &FileId) -> Vec<u8> {
    let mut all = Vec::new();
    for number in 0.. {
        match store.file_part(id, number).await.unwrap() {
            Some(part) => all.extend(part),
            None => break,
        }
    }
    all
}

#[test]
fn a_file_of_the_largest_size_comes_back_as_it_was_also_after_a_restart() {
    run(async {
        let place = TempDir::new("files");
        let store = Store::open(StoreConfig::new(place.url())).await.unwrap();
        let desk = desk();
        let kept = store.put_file(&act(&desk, 0), &owner("a"), &file("Map.pdf", MOST_BYTES)).await.unwrap();
        assert_eq!((kept.facts.size as usize, kept.facts.name.as_str(), kept.owner.clone()), (MOST_BYTES, "Map.pdf", owner("a")));
        assert!(whole(&store, &kept.facts.id).await == bytes(MOST_BYTES));
        drop(store);
        let store = Store::open(StoreConfig::new(place.url())).await.unwrap();
        assert_eq!(store.file(&kept.facts.id).await.unwrap().unwrap(), kept);
        assert!(whole(&store, &kept.facts.id).await == bytes(MOST_BYTES));
    });
}

#[test]
fn the_same_request_again_keeps_one_file_and_other_bytes_under_it_are_refused() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let desk = desk();
        let one = store.put_file(&asked(&desk, 0, "r"), &owner("a"), &file("a.pdf", 10)).await.unwrap();
        let again = store.put_file(&asked(&desk, 1, "r"), &owner("a"), &file("a.pdf", 10)).await.unwrap();
        assert_eq!(one, again);
        assert_eq!(store.files_of(&owner("a")).await.unwrap(), [one]);
        let other = store.put_file(&asked(&desk, 1, "r"), &owner("a"), &file("a.pdf", 11)).await.unwrap_err();
        assert!(other.is_refusal(store::SENT_BEFORE), "{other}");
    });
}

#[test]
fn an_owner_has_no_more_files_than_allowed_however_many_come_at_once() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let tasks: Vec<_> = (0..16)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move { store.put_file(&Act::system(now()), &owner("a"), &file(&format!("{n}.pdf"), 5)).await })
            })
            .collect();
        let mut kept = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(_) => kept += 1,
                Err(StoreError::Busy) => {}
                Err(error) => assert!(error.is_refusal("files.too_many"), "{error}"),
            }
        }
        let there = store.files_of(&owner("a")).await.unwrap();
        assert!(there.len() == kept && kept <= MOST_FILES as usize, "{kept} were told yes and {} are there", there.len());
        assert_eq!(kept, MOST_FILES as usize);
        // One that goes makes room for another.
        store.drop_file(&Act::system(now()), &owner("a"), &there[0].facts.id).await.unwrap();
        store.put_file(&Act::system(now()), &owner("a"), &file("z.pdf", 5)).await.unwrap();
        assert!(store.put_file(&Act::system(now()), &owner("a"), &file("y.pdf", 5)).await.unwrap_err().is_refusal("files.too_many"));
        store.put_file(&Act::system(now()), &owner("b"), &file("z.pdf", 5)).await.unwrap();
    });
}

#[test]
fn a_file_goes_with_its_bytes_and_only_for_its_owner() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let kept = store.put_file(&Act::system(now()), &owner("a"), &file("a.pdf", 600_000)).await.unwrap();
        let foreign = store.drop_file(&Act::system(now()), &owner("b"), &kept.facts.id).await;
        assert!(matches!(foreign, Err(StoreError::NotFound)));
        assert_eq!(whole(&store, &kept.facts.id).await.len(), 600_000);
        store.drop_file(&Act::system(now()), &owner("a"), &kept.facts.id).await.unwrap();
        assert_eq!((store.file(&kept.facts.id).await.unwrap(), whole(&store, &kept.facts.id).await.len()), (None, 0));
        let mut out = Vec::new();
        store.export(&mut out).await.unwrap();
        assert!(!String::from_utf8(out).unwrap().contains("file_part"), "bytes are left over");
    });
}

#[test]
fn smaller_pictures_come_back_as_they_were_and_go_with_the_file() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let small = vec![(160, bytes(300_000)), (480, bytes(10))];
        let picture = NewPicture { width: 500, height: 400, smaller: small };
        let new = NewFile { kind: FileKind::Png, picture: Some(picture), ..file("a.png", 600_000) };
        let kept = store.put_file(&Act::system(now()), &owner("a"), &new).await.unwrap();
        assert_eq!(store.file(&kept.facts.id).await.unwrap().as_ref(), Some(&kept));
        let facts = kept.facts;
        assert_eq!((facts.width, facts.height), (Some(500), Some(400)));
        assert_eq!(facts.smaller, [Smaller { width: 160, size: 300_000 }, Smaller { width: 480, size: 10 }]);
        // As a file was written of before pictures had sizes.
        let old = serde_json::json!({ "id": facts.id, "name": "a.png", "kind": "png", "size": 600_000 });
        let old: FileFacts = serde_json::from_value(old).unwrap();
        assert_eq!(old, FileFacts { width: None, height: None, smaller: Vec::new(), ..facts.clone() });
        assert!(whole(&store, &facts.id).await == bytes(600_000));
        let mut first = store.smaller_part(&facts.id, 160, 0).await.unwrap().unwrap();
        first.extend(store.smaller_part(&facts.id, 160, 1).await.unwrap().unwrap());
        assert!(first == bytes(300_000) && store.smaller_part(&facts.id, 160, 2).await.unwrap().is_none());
        assert_eq!(store.smaller_part(&facts.id, 480, 0).await.unwrap(), Some(bytes(10)));
        store.drop_file(&Act::system(now()), &owner("a"), &facts.id).await.unwrap();
        let mut out = Vec::new();
        store.export(&mut out).await.unwrap();
        assert!(!String::from_utf8(out).unwrap().contains("file_part"), "bytes are left over");
    });
}

#[test]
fn a_backup_brings_files_back_byte_by_byte() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        // More rows of bytes than one read takes.
        let kept = store.put_file(&Act::system(now()), &owner("a"), &file("a.pdf", 5_000_000)).await.unwrap();
        let mut out = Vec::new();
        store.export(&mut out).await.unwrap();
        let other = Store::in_memory().await.unwrap();
        other.import(&mut Cursor::new(&out)).await.unwrap();
        assert_eq!(other.file(&kept.facts.id).await.unwrap(), Some(kept.clone()));
        assert!(whole(&other, &kept.facts.id).await == bytes(5_000_000));
        let mut again = Vec::new();
        other.export(&mut again).await.unwrap();
        assert!(again == out, "the second export differs");
    });
}

#[test]
fn who_uploaded_a_file_is_handed_out_to_them_and_forgotten_with_them() {
    run(async {
        let store = Store::in_memory().await.unwrap();
        let id = account(&store, "ana@x.org", "Ana", true).await;
        let ana = actor(&id);
        let kept = store.put_file(&act(&ana, 0), &owner("a"), &file("a.pdf", 10)).await.unwrap();
        assert_eq!(kept.by.as_ref(), Some(&id));
        let person = store.account(&id).await.unwrap().unwrap();
        assert_eq!(store.export_of(&person).await.unwrap()["files"][0]["name"], "a.pdf");
        store.erase(&act(&ana, 1), &person, Mail::new("ana@x.org", "en", "erased", "s", "t"), &|_, _| vec![]).await.unwrap();
        assert_eq!(store.file(&kept.facts.id).await.unwrap().unwrap().by, None);
    });
}
