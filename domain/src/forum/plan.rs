//! The floor plan: halls and their booths, in tenths of a metre.
//!
//! Always: a booth lies inside of its hall, no two lie on each other, and a number is there once in a hall.

use super::company::{MOST_POWER, Standing};
use crate::kernel::fields::{FieldErrors, Problem};
use crate::kernel::ids::{BoothId, CompanyId, HallId};
use crate::kernel::lang::Text;
use crate::kernel::text::line;
use serde::{Deserialize, Serialize};

/// The shortest side of a booth, in tenths of a metre.
pub const SHORTEST: u32 = 5;
/// The longest side of a hall, in tenths of a metre.
pub const LONGEST: u32 = 5_000;
/// How many booths a hall has at most.
pub const MOST_BOOTHS: usize = 300;
/// Booths that are no further apart than this are neighbours, in tenths of a metre.
pub const BESIDE: u32 = 20;
/// How many booths a company can wish for.
pub const MOST_WISHES: usize = 5;
/// How many companies a company can ask not to be beside.
pub const MOST_COMPETITORS: usize = 3;

/// A hall of the exhibition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hall {
    /// The id.
    pub id: HallId,
    /// The name.
    pub name: Text,
    /// How wide it is, in tenths of a metre.
    pub width: u32,
    /// How deep it is, in tenths of a metre.
    pub depth: u32,
    /// Its booths, in the order of their numbers.
    pub booths: Vec<Booth>,
    /// Whether it is made up.
    pub sample: bool,
}

/// A booth; places and sizes in tenths of a metre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booth {
    /// The id.
    pub id: BoothId,
    /// The number on the plan and over the booth, such as `A-12`.
    pub number: String,
    /// From the hall's left side.
    pub x: u32,
    /// From the hall's upper side.
    pub y: u32,
    /// How wide it is.
    pub width: u32,
    /// How deep it is.
    pub depth: u32,
    /// Its class, which says the price.
    pub class: BoothClass,
    /// Electric power, in watts; 0: none.
    pub power: u32,
    /// Whether it has internet by cable.
    pub internet: bool,
    /// Whether it is given to somebody.
    pub taken: bool,
    /// To whom; on public pages only when the public sees that exhibitor.
    pub holder: Option<CompanyId>,
}

/// The standings in which a company says beside whom it would rather not be, and which booths it would like as long as it has none: it takes
/// part, so that what others get depends on it as well.
pub const WISHING: [Standing; 4] = [Standing::Accepted, Standing::Terms, Standing::BoothAssigned, Standing::Published];

/// Whether it still decides anything which booths a company would like: it takes part and has none yet.
pub fn wishes_count(standing: Standing, has_booth: bool) -> bool {
    WISHING.contains(&standing) && !has_booth
}

/// What a class of booths costs, as the organiser wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// The class.
    pub class: BoothClass,
    /// A price with its currency, or that it is included.
    pub text: Text,
    /// Whether it is made up.
    pub sample: bool,
}

/// What is wrong with a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// The booth of this number does not lie inside of the hall.
    Outside(String),
    /// The booths of these numbers lie on each other.
    Overlap(String, String),
    /// There are two booths of this number.
    Twice(String),
    /// The booth of this number, or the hall where it is empty, has a side that is not possible.
    Size(String),
    /// There are more booths than a hall may have.
    TooMany,
}

impl Booth {
    /// Whether two booths lie on each other; to touch is no overlap.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.x + other.width && other.x < self.x + self.width && self.y < other.y + other.depth && other.y < self.y + self.depth
    }

    /// How far two booths of a hall are apart, from edge to edge along the longer of the two ways.
    pub fn gap(&self, other: &Self) -> u32 {
        let apart = |from: u32, to: u32, other_from: u32, other_to: u32| other_from.saturating_sub(to).max(from.saturating_sub(other_to));
        let across = apart(self.x, self.x + self.width, other.x, other.x + other.width);
        let along = apart(self.y, self.y + self.depth, other.y, other.y + other.depth);
        across.max(along)
    }

    /// Whether two booths of a hall are neighbours.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.id != other.id && self.gap(other) <= BESIDE
    }

    /// Its area in hundredths of a square metre, which are square decimetres.
    pub fn area(&self) -> u32 {
        self.width.saturating_mul(self.depth)
    }

    /// Whether it has the power and the internet that somebody needs.
    pub fn serves(&self, power: u32, internet: bool) -> bool {
        self.power >= power && (self.internet || !internet)
    }

    /// What decides its place among the booths of its hall: numbers in the order in which people count.
    pub fn order(&self) -> (String, u64, String) {
        let letters: String = self.number.chars().take_while(|c| !c.is_ascii_digit()).collect();
        let digits: String = self.number.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        (letters, digits.parse().unwrap_or(0), self.number.clone())
    }
}

impl Hall {
    /// What is wrong with the plan, all of it.
    pub fn mistakes(&self) -> Vec<Mistake> {
        let mut found = Vec::new();
        let possible = |side: u32| (SHORTEST..=LONGEST).contains(&side);
        if !possible(self.width) || !possible(self.depth) {
            found.push(Mistake::Size(String::new()));
        }
        if self.booths.len() > MOST_BOOTHS {
            found.push(Mistake::TooMany);
        }
        for (index, booth) in self.booths.iter().enumerate() {
            let sides = possible(booth.width) && possible(booth.depth) && booth.x <= LONGEST && booth.y <= LONGEST;
            if !sides {
                found.push(Mistake::Size(booth.number.clone()));
                continue;
            }
            if booth.x + booth.width > self.width || booth.y + booth.depth > self.depth {
                found.push(Mistake::Outside(booth.number.clone()));
            }
            for other in self.booths.iter().take(index) {
                if other.number == booth.number {
                    found.push(Mistake::Twice(booth.number.clone()));
                }
                if other.x <= LONGEST && other.y <= LONGEST && other.width <= LONGEST && other.depth <= LONGEST && booth.overlaps(other) {
                    found.push(Mistake::Overlap(other.number.clone(), booth.number.clone()));
                }
            }
        }
        found
    }

    /// A booth.
    pub fn booth(&self, id: &BoothId) -> Option<&Booth> {
        self.booths.iter().find(|booth| booth.id == *id)
    }

    /// The plan with a booth put where it says, in place of the one with its id.
    #[must_use]
    pub fn with(&self, booth: Booth) -> Self {
        let mut hall = self.clone();
        hall.booths.retain(|other| other.id != booth.id);
        hall.booths.push(booth);
        hall.booths.sort_by_key(Booth::order);
        hall
    }
}

/// A hall's form, as typed; sizes in metres.
#[derive(Clone, Debug, Default)]
pub struct HallForm {
    /// The name in English.
    pub hall_en: String,
    /// The name in Russian.
    pub hall_ru: String,
    /// The name in Korean.
    pub hall_ko: String,
    /// How wide it is.
    pub hall_width: String,
    /// How deep it is.
    pub hall_depth: String,
}

impl HallForm {
    /// The hall's name, width and depth, or what is wrong.
    pub fn parse(&self) -> Result<(Text, u32, u32), FieldErrors> {
        let mut errors = FieldErrors::new();
        let en = errors.take("hall_en", line(&self.hall_en, 1, 80));
        let ru = errors.take("hall_ru", line(&self.hall_ru, 1, 80));
        let ko = errors.take("hall_ko", line(&self.hall_ko, 1, 80));
        let width = errors.take("hall_width", side(&self.hall_width));
        let depth = errors.take("hall_depth", side(&self.hall_depth));
        match (en, ru, ko, width, depth) {
            (Some(en), Some(ru), Some(ko), Some(width), Some(depth)) => Ok((Text { en, ru, ko }, width, depth)),
            _ => Err(errors),
        }
    }
}

/// A booth's form, as typed; places and sizes in metres.
#[derive(Clone, Debug, Default)]
pub struct BoothForm {
    /// The number.
    pub booth_number: String,
    /// From the hall's left side.
    pub booth_x: String,
    /// From the hall's upper side.
    pub booth_y: String,
    /// How wide it is.
    pub booth_width: String,
    /// How deep it is.
    pub booth_depth: String,
    /// Its class.
    pub booth_class: String,
    /// Electric power, in watts.
    pub booth_power: String,
    /// Whether it has internet by cable: `yes`.
    pub booth_internet: String,
}

impl BoothForm {
    /// The booth under an id, or what is wrong.
    pub fn parse(&self, id: BoothId) -> Result<Booth, FieldErrors> {
        let mut errors = FieldErrors::new();
        let number = errors.take("booth_number", number(&self.booth_number));
        let x = errors.take("booth_x", metres(&self.booth_x));
        let y = errors.take("booth_y", metres(&self.booth_y));
        let width = errors.take("booth_width", side(&self.booth_width));
        let depth = errors.take("booth_depth", side(&self.booth_depth));
        let class = errors.take("booth_class", BoothClass::parse(&self.booth_class).ok_or(Problem::NotAChoice));
        let power = match self.booth_power.trim() {
            "" => Ok(0),
            typed => typed.parse().ok().filter(|watts| *watts <= MOST_POWER).ok_or(Problem::NotANumber),
        };
        let power = errors.take("booth_power", power);
        let internet = self.booth_internet == "yes";
        match (number, x, y, width, depth, class, power) {
            (Some(number), Some(x), Some(y), Some(width), Some(depth), Some(class), Some(power)) => {
                Ok(Booth { id, number, x, y, width, depth, class, power, internet, taken: false, holder: None })
            }
            _ => Err(errors),
        }
    }
}

fn number(raw: &str) -> Result<String, Problem> {
    let typed = line(raw, 1, 8)?.to_uppercase();
    if typed.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') { Ok(typed) } else { Err(Problem::BadCharacters) }
}

fn side(raw: &str) -> Result<u32, Problem> {
    metres(raw).and_then(|side| if side >= SHORTEST { Ok(side) } else { Err(Problem::NotANumber) })
}

/// Metres with at most one decimal, such as `3` or `2.5`, in tenths. Fractions are never read: whole and tenth are two numbers.
pub fn metres(raw: &str) -> Result<u32, Problem> {
    let typed = raw.trim().replace(',', ".");
    if typed.is_empty() {
        return Err(Problem::Required);
    }
    let (whole, tenth) = typed.split_once('.').unwrap_or((&typed, "0"));
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole, 4) || !digits(tenth, 1) {
        return Err(Problem::NotANumber);
    }
    let read = |text: &str| text.parse::<u32>().map_err(|_| Problem::NotANumber);
    let found = read(whole)? * 10 + read(tenth)?;
    if found <= LONGEST { Ok(found) } else { Err(Problem::NotANumber) }
}

/// Tenths of a metre as metres, such as `2.5`.
pub fn in_metres(tenths: u32) -> String {
    if tenths.is_multiple_of(10) { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Square decimetres as square metres, such as `7.5`.
pub fn in_square_metres(area: u32) -> String {
    let (whole, part) = (area / 100, area % 100);
    match part {
        0 => whole.to_string(),
        part if part.is_multiple_of(10) => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// Which booths a company would like, the best first, and whom it would not like beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// The booths.
    pub booths: Vec<BoothId>,
    /// The companies.
    pub competitors: Vec<CompanyId>,
    /// Counts changes.
    pub version: u32,
}

/// The class of a booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoothClass {
    /// A table and a wall.
    Small,
    /// A booth in a row.
    Standard,
    /// At a corner, or larger.
    Large,
}

impl BoothClass {
    /// Every class, the smallest first.
    pub const ALL: [Self; 3] = [Self::Small, Self::Standard, Self::Large];

    /// The name in forms and in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Standard => "standard",
            Self::Large => "large",
        }
    }

    /// Reads a name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn booth(number: &str, x: u32, y: u32) -> Booth {
        let id = BoothId::parse(&number.to_lowercase()).unwrap();
        let number = number.to_owned();
        Booth { id, number, x, y, width: 30, depth: 30, class: BoothClass::Standard, power: 2000, internet: true, taken: false, holder: None }
    }

    fn hall(booths: Vec<Booth>) -> Hall {
        Hall { id: HallId::parse("a").unwrap(), name: Text::default(), width: 200, depth: 100, booths, sample: true }
    }

    #[test]
    fn booths_may_touch_and_never_overlap() {
        assert_eq!(hall(vec![booth("A-1", 0, 0), booth("A-2", 30, 0), booth("A-3", 170, 70)]).mistakes(), []);
        let overlap = Mistake::Overlap("A-1".into(), "A-2".into());
        assert_eq!(hall(vec![booth("A-1", 0, 0), booth("A-2", 29, 29)]).mistakes(), [overlap]);
        assert_eq!(hall(vec![booth("A-1", 171, 0)]).mistakes(), [Mistake::Outside("A-1".into())]);
        assert_eq!(hall(vec![booth("A-1", 0, 0), booth("A-1", 60, 0)]).mistakes(), [Mistake::Twice("A-1".into())]);
        let flat = Booth { depth: 4, ..booth("A-1", 0, 0) };
        assert_eq!(hall(vec![flat]).mistakes(), [Mistake::Size("A-1".into())]);
    }

    #[test]
    fn neighbours_are_two_metres_apart_at_most_and_also_across_a_corner() {
        let one = booth("A-1", 0, 0);
        assert!(one.is_beside(&booth("A-2", 50, 0)) && one.is_beside(&booth("A-2", 50, 50)));
        assert!(!one.is_beside(&booth("A-2", 51, 0)) && !one.is_beside(&booth("A-2", 0, 51)) && !one.is_beside(&one));
    }

    #[test]
    fn numbers_are_in_the_order_in_which_people_count() {
        let of = hall(vec![booth("A-10", 0, 0), booth("B-1", 60, 0)]).with(booth("A-2", 120, 0));
        assert_eq!(of.booths.iter().map(|b| b.number.as_str()).collect::<Vec<_>>(), ["A-2", "A-10", "B-1"]);
    }

    #[test]
    fn wishes_count_until_there_is_a_booth() {
        for standing in Standing::ALL {
            let takes_part = matches!(standing, Standing::Accepted | Standing::Terms | Standing::BoothAssigned | Standing::Published);
            assert_eq!(wishes_count(standing, false), takes_part, "{standing:?}");
            assert!(!wishes_count(standing, true), "{standing:?}");
        }
    }

    #[test]
    fn metres_are_read_and_written_in_tenths() {
        assert_eq!((metres("3"), metres(" 2,5 "), metres("0")), (Ok(30), Ok(25), Ok(0)));
        for bad in ["2.55", "-1", "1e3", ".5", "501", "99999"] {
            assert_eq!(metres(bad), Err(Problem::NotANumber), "{bad}");
        }
        assert_eq!(
            (in_metres(25), in_metres(30), in_square_metres(750), in_square_metres(905)),
            ("2.5".into(), "3".into(), "7.5".into(), "9.05".into())
        );
    }

    #[test]
    fn a_form_says_field_by_field_what_is_wrong() {
        let id = BoothId::parse("b").unwrap();
        let wrong = BoothForm { booth_number: "A 1".into(), booth_width: "0.2".into(), ..BoothForm::default() };
        let fields: Vec<String> = wrong.parse(id.clone()).unwrap_err().0.into_iter().map(|(f, _)| f).collect();
        assert_eq!(fields, ["booth_number", "booth_x", "booth_y", "booth_width", "booth_depth", "booth_class"]);
        let side = || "3".to_owned();
        let good = BoothForm {
            booth_number: "a-1".into(),
            booth_x: side(),
            booth_y: side(),
            booth_width: side(),
            booth_depth: side(),
            booth_class: "small".into(),
            ..BoothForm::default()
        };
        assert_eq!(good.parse(id).unwrap().number, "A-1");
        assert_eq!(HallForm::default().parse().unwrap_err().0.len(), 5);
    }
}
