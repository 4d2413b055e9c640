//! What papers look like to somebody who reads the file: pages, words, title, and nothing that a typed text could do.
#![allow(missing_docs, clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domain::kernel::Lang;
use domain::registration::Category;
use papers::{Badge, FloorPlan, PaperError, PlanBooth, PlanHall, Script, Sheet, VisaLetter, badges, floor_plan, letter, missing_scripts};

fn badge(name: &str) -> Badge {
    Badge {
        lang: Lang::En,
        event: "4th General Assembly (sample)".into(),
        place: "Ulyanovsk · 27–30 June 2017".into(),
        category: Category::Cio,
        label: "Chief information officer".into(),
        name: name.into(),
        latin_name: "Zoe Muller".into(),
        organisation: "City of Köln".into(),
        city: "Köln".into(),
        country: "Germany".into(),
        code: "PLENARY:7K3M-92QX-4T1B".into(),
        printed_code: "7K3M-92QX-4T1B".into(),
    }
}

fn visa_letter() -> VisaLetter {
    VisaLetter {
        lang: Lang::En,
        sender: "4th General Assembly (sample)".into(),
        title: "Letter of invitation".into(),
        marks: vec![("Number".into(), "2017-0001".into())],
        facts: vec![("Name".into(), "Zoë Müller".into())],
        url: "https://assembly.example/en/letters/7K3M-92QX-4T1B-0001".into(),
        code: "7K3M-92QX-4T1B-0001".into(),
        ..VisaLetter::default()
    }
}

/// How often a text stands in the file outside its compressed parts.
fn count(pdf: &[u8], text: &str) -> usize {
    pdf.windows(text.len()).filter(|window| *window == text.as_bytes()).count()
}

fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let at = text.find("/Type /Pages").or_else(|| text.find("/Type/Pages")).expect("a tree of pages");
    let count = text[at..].split("/Count ").nth(1).unwrap();
    count.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

#[test]
fn each_badge_has_a_page_or_a_quarter_of_one() {
    let five: Vec<Badge> = (0..5).map(|n| badge(&format!("Zoë Müller {n}"))).collect();
    assert_eq!(pages(&badges(&five, Sheet::One).unwrap()), 5);
    assert_eq!(pages(&badges(&five, Sheet::A4).unwrap()), 2);
    assert!(matches!(badges(&[], Sheet::One), Err(PaperError::Empty)));
}

#[test]
fn long_names_of_every_script_stay_on_their_badge() {
    let names = [
        "Хаджимурад-Владиславович Преображенский-Рождественский-Константинопольский",
        "남궁황보제갈선우독고사공서문동방어금망절소봉강전장곡",
        "Tengku Muhammad Faris Petra Ismail Ibrahim ibni Al-Marhum Sultan Yahya Petra Syah",
        "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschafers",
        "Ω",
    ];
    for name in names {
        let long = Badge {
            latin_name: name.chars().rev().collect(),
            organisation: "Министерство цифрового развития, информационных технологий и связи ".repeat(2).trim().into(),
            city: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch".into(),
            country: "Saint Helena, Ascension and Tristan da Cunha".into(),
            ..badge(name)
        };
        assert_eq!(pages(&badges(&[long], Sheet::One).unwrap()), 1, "{name}");
    }
}

#[test]
fn what_somebody_typed_is_only_ever_text() {
    let typed = r##"#panic("x") *bold* $1/0$ #read("/etc/passwd") @ref <label> \ "quoted""##;
    let badge = Badge {
        name: typed.into(),
        latin_name: format!("{typed}2"),
        organisation: typed.into(),
        city: typed.into(),
        country: typed.into(),
        label: typed.into(),
        event: typed.into(),
        place: typed.into(),
        printed_code: typed.into(),
        code: typed.into(),
        ..badge("x")
    };
    assert_eq!(pages(&badges(&[badge], Sheet::One).unwrap()), 1);
    let letter_of = VisaLetter {
        sender: typed.into(),
        title: typed.into(),
        addressee: typed.into(),
        before: vec![typed.into()],
        facts: vec![(typed.into(), typed.into())],
        foot: typed.into(),
        ..visa_letter()
    };
    assert_eq!(pages(&letter(&letter_of).unwrap()), 1);
}

#[test]
fn the_same_data_give_the_same_bytes_and_no_moment_is_in_them() {
    let (one, other) = (letter(&visa_letter()).unwrap(), letter(&visa_letter()).unwrap());
    assert_eq!(one, other);
    assert_eq!(count(&one, "CreationDate") + count(&one, "ModDate"), 0);
    let badge = [badge("Zoë Müller")];
    assert_eq!(badges(&badge, Sheet::A4).unwrap(), badges(&badge, Sheet::A4).unwrap());
}

#[test]
fn a_file_says_its_title_its_language_and_its_characters() {
    let pdf = letter(&VisaLetter { lang: Lang::Ko, ..visa_letter() }).unwrap();
    assert_eq!(count(&pdf, "Letter of invitation").min(1), 1, "the title is readable without opening the file");
    assert_eq!(count(&pdf, "/Lang").min(1), 1);
    assert_eq!(count(&pdf, "ko").min(1), 1);
    // Text that can be selected needs the way from its shapes back to its characters.
    assert!(count(&pdf, "/ToUnicode") >= 1);
}

#[test]
fn the_set_up_has_brought_the_scripts_of_the_event() {
    let missing = missing_scripts();
    for script in [Script::Latin, Script::Cyrillic, Script::Hangul] {
        assert!(!missing.contains(&script), "{script:?}: scripts/setup.sh installs a font for it");
    }
}

#[test]
fn a_letter_that_is_long_goes_on_on_a_second_page() {
    let long = VisaLetter { before: vec!["We ask the consulate kindly to issue the visa. ".repeat(20); 6], ..visa_letter() };
    assert_eq!(pages(&letter(&long).unwrap()), 2);
}

fn plan(name: &str, booths: u32) -> FloorPlan {
    let booth = |n: u32| PlanBooth {
        x: n % 10 * 35,
        y: n / 10 * 35,
        width: 30,
        depth: 30,
        number: format!("A-{n}"),
        name: name.to_owned(),
        class: if n.is_multiple_of(2) { "small" } else { "large" }.to_owned(),
        taken: n.is_multiple_of(3),
        cells: vec![format!("A-{n}"), name.to_owned()],
    };
    let hall =
        |hall: &str| PlanHall { name: hall.to_owned(), size: name.to_owned(), width: 360, depth: 200, booths: (0..booths).map(booth).collect() };
    FloorPlan {
        sender: name.to_owned(),
        title: name.to_owned(),
        as_of: name.to_owned(),
        check: name.to_owned(),
        url: "https://assembly.example/en/forum/plan".to_owned(),
        legend: vec![name.to_owned()],
        heads: vec!["Booth".to_owned(), name.to_owned()],
        halls: vec![hall("Hall A"), hall("전시장")],
        foot: name.to_owned(),
        ..FloorPlan::default()
    }
}

#[test]
fn a_hall_of_usual_size_is_one_page_and_names_are_only_ever_text() {
    for name in ["Quiet", "조용한 거리"] {
        assert_eq!(pages(&floor_plan(&plan(name, 18)).unwrap()), 2, "{name}");
    }
    let typed = r##"#panic("x") *bold* $1/0$ #read("/etc/passwd") @ref <label>"##;
    assert_eq!(pages(&floor_plan(&plan(typed, 4)).unwrap()), 2);
    assert!(pages(&floor_plan(&plan("Quiet", 60)).unwrap()) > 2, "a long list goes on");
    assert_eq!(floor_plan(&plan("Quiet", 9)).unwrap(), floor_plan(&plan("Quiet", 9)).unwrap());
    assert!(floor_plan(&FloorPlan { halls: vec![], ..plan("Quiet", 0) }).is_err());
    // A hall without booths is a page all the same.
    assert_eq!(pages(&floor_plan(&plan("Quiet", 0)).unwrap()), 2);
}
