//! Writes papers with sample data into a folder, to be looked at, and says how long each took.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use domain::kernel::Lang;
use domain::registration::Category;
use papers::{Badge, Sheet, VisaLetter, badges, letter, missing_scripts};
use std::path::Path;
use std::time::Instant;

const PEOPLE: [(&str, &str, &str, &str, &str); 8] = [
    ("Анна Крылова", "Anna Krylova", "Администрация города Ульяновска", "Ульяновск", "Россия"),
    ("박서연", "Seoyeon Park", "서울특별시", "서울", "대한민국"),
    ("Tengku Muhammad Faris Petra Ismail Ibrahim", "", "Majlis Bandaraya Kuala Terengganu", "Kuala Terengganu", "Malaysia"),
    ("Zoë Müller", "", "City of Köln", "Köln", "Germany"),
    ("ليلى حداد", "Layla Haddad", "أمانة عمّان الكبرى", "Amman", "Jordan"),
    ("王小明", "Wang Xiaoming", "成都市人民政府", "Chengdu", "China"),
    (
        "Хаджимурад-Владиславович Преображенский-Рождественский",
        "Khadzhimurad-Vladislavovich Preobrazhenskiy-Rozhdestvenskiy-Konstantinopolskiy",
        "Министерство цифрового развития, информационных технологий и связи",
        "Посёлок городского типа Верхнее Нижнекамское-на-Волге, Республика Марий Эл",
        "Россия",
    ),
    ("Ali", "", "Smart Lighting Sample Company", "Ankara", "Türkiye"),
];

fn badge(number: usize) -> Badge {
    let (name, latin, organisation, city, country) = PEOPLE.into_iter().cycle().nth(number).unwrap();
    let category = Category::ALL.into_iter().cycle().nth(number).unwrap();
    Badge {
        lang: Lang::En,
        event: "4th General Assembly of the World e-Governments Organization".to_owned(),
        place: "Ulyanovsk Region, Russia · 27–30 June 2017".to_owned(),
        category,
        label: format!("{category:?}"),
        name: name.to_owned(),
        latin_name: latin.to_owned(),
        organisation: organisation.to_owned(),
        city: city.to_owned(),
        country: country.to_owned(),
        code: format!("7K3M-92QX-4T1B-{number:04}"),
        printed_code: format!("7K3M-92QX-4T1B-{number:04}"),
    }
}

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let folder = Path::new(&folder);
    let timed = |name: &str, make: &dyn Fn() -> Vec<u8>| {
        let began = Instant::now();
        let bytes = make();
        println!("{name}: {} ms, {} bytes", began.elapsed().as_millis(), bytes.len());
        std::fs::write(folder.join(name), bytes).unwrap();
    };
    let began = Instant::now();
    println!("no font for {:?}; searched in {} ms", missing_scripts(), began.elapsed().as_millis());
    timed("one.pdf", &|| badges(&[badge(3)], Sheet::One).unwrap());
    timed("again.pdf", &|| badges(&[badge(3)], Sheet::One).unwrap());
    timed("hangul.pdf", &|| badges(&[badge(1)], Sheet::One).unwrap());
    let (eight, many): (Vec<_>, Vec<_>) = ((0..8).map(badge).collect(), (0..200).map(badge).collect());
    timed("a4.pdf", &|| badges(&eight, Sheet::A4).unwrap());
    timed("letter.pdf", &|| letter(&sample()).unwrap());
    timed("many.pdf", &|| badges(&many, Sheet::A4).unwrap());
}

fn sample() -> VisaLetter {
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    VisaLetter {
        lang: Lang::En,
        sender: "4th General Assembly of the World e-Governments Organization".to_owned(),
        place: "Ulyanovsk Region, Russia · 27–30 June 2017".to_owned(),
        title: "Letter of invitation".to_owned(),
        marks: vec![pair("Number", "WEGO-2017-0042"), pair("Date", "29 May 2017")],
        addressee: "To the Consulate General in Almaty".to_owned(),
        before: vec!["We have the honour to confirm that the person named below is invited to take part in the assembly, and ask you kindly to issue the visa that the journey needs.".to_owned()],
        facts: vec![pair("Name", "ZOE MULLER"), pair("Date of birth", "3 March 1971"), pair("Nationality", "Germany"), pair("Passport", "C01X00T47, issued by Germany, valid until 1 May 2021"), pair("Takes part as", "Chief information officer, City of Köln"), pair("Stay", "26 June 2017 to 1 July 2017")],
        after: vec!["The invitation was approved by the secretariat of the assembly. The costs of travel and stay are borne by the participant or the organisation named above.".to_owned()],
        closing: "Yours faithfully,".to_owned(),
        signatory: "The secretariat".to_owned(),
        check: "Whether this letter is valid is confirmed on the page that the code leads to, or under the address with the code below. The page shows no personal data.".to_owned(),
        url: "https://assembly.example/en/letters/7K3M-92QX-4T1B-0001".to_owned(),
        code: "7K3M-92QX-4T1B-0001".to_owned(),
        foot: String::new(),
    }
}
