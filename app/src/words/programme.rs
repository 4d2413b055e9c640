//! The words of the programme.

use domain::kernel::Lang;
use domain::programme::filter::View;
use domain::programme::{Format, Standing};

/// The words.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Words {
    pub title: &'static str,
    pub description: &'static str,
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
    pub views: &'static str,
    pub timetable: &'static str,
    pub list: &'static str,
    pub now: &'static str,
    pub days: &'static str,
    pub all_days: &'static str,
    pub filters: &'static str,
    pub track: &'static str,
    pub format: &'static str,
    pub room: &'static str,
    pub language: &'static str,
    pub any: &'static str,
    pub show: &'static str,
    pub clear: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub found_none: &'static str,
    pub found_none_hint: &'static str,
    pub time: &'static str,
    pub venue_time: &'static str,
    pub my_time: &'static str,
    pub now_title: &'static str,
    pub next_title: &'static str,
    pub nothing_now: &'static str,
    pub nothing_next: &'static str,
    pub when: &'static str,
    pub where_: &'static str,
    pub languages: &'static str,
    pub interpreted: &'static str,
    pub speakers: &'static str,
    pub speakers_description: &'static str,
    pub seats: &'static str,
    pub add_to_calendar: &'static str,
    pub print: &'static str,
    pub also_here: &'static str,
    pub their_sessions: &'static str,
    pub no_sessions: &'static str,
    pub speaks: &'static str,
    pub sample_session: &'static str,
    pub sample_speaker: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    super::pick(lang, &EN, &RU, &KO)
}

const EN: Words = Words {
    title: "Programme",
    description: "The programme of the assembly by room and hour, with sessions in several languages, speakers and tours.",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    views: "Views",
    timetable: "Timetable",
    list: "List",
    now: "Now and next",
    days: "Days",
    all_days: "All days",
    filters: "Filters",
    track: "Track",
    format: "Format",
    room: "Room",
    language: "Language",
    any: "Any",
    show: "Show",
    clear: "Clear the filters",
    search: "Search",
    search_hint: "Title, speaker, city or room",
    found_none: "No session fits these filters.",
    found_none_hint: "Try another day, or clear the filters.",
    time: "Time",
    venue_time: "Venue time",
    my_time: "My time",
    now_title: "Now",
    next_title: "Next",
    nothing_now: "No session is under way at this moment.",
    nothing_next: "Nothing comes after this.",
    when: "When",
    where_: "Where",
    languages: "Languages",
    interpreted: "Interpreted into",
    speakers: "Speakers",
    speakers_description: "The speakers of the assembly, their cities and their sessions.",
    seats: "{n} seats",
    add_to_calendar: "The programme as a calendar file",
    print: "Print",
    also_here: "More in this track",
    their_sessions: "Sessions",
    no_sessions: "No session yet.",
    speaks: "Speaks",
    sample_session: "This session, its room and its speakers are sample data.",
    sample_speaker: "This person is sample data: not a real participant of the assembly.",
};

const RU: Words = Words {
    title: "Программа",
    description: "Программа ассамблеи по залам и часам: сессии на нескольких языках, докладчики и экскурсии.",
    weekdays: ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"],
    months: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
    views: "Вид",
    timetable: "Сетка",
    list: "Список",
    now: "Сейчас и далее",
    days: "Дни",
    all_days: "Все дни",
    filters: "Фильтры",
    track: "Направление",
    format: "Формат",
    room: "Зал",
    language: "Язык",
    any: "Любой",
    show: "Показать",
    clear: "Сбросить фильтры",
    search: "Поиск",
    search_hint: "Название, докладчик, город или зал",
    found_none: "Под эти фильтры не подходит ни одна сессия.",
    found_none_hint: "Попробуйте другой день или сбросьте фильтры.",
    time: "Время",
    venue_time: "Местное время",
    my_time: "Моё время",
    now_title: "Сейчас",
    next_title: "Далее",
    nothing_now: "В данный момент сессий нет.",
    nothing_next: "После этого ничего не запланировано.",
    when: "Когда",
    where_: "Где",
    languages: "Языки",
    interpreted: "Перевод на",
    speakers: "Докладчики",
    speakers_description: "Докладчики ассамблеи, их города и сессии.",
    seats: "Мест: {n}",
    add_to_calendar: "Программа в виде календаря",
    print: "Печать",
    also_here: "Ещё в этом направлении",
    their_sessions: "Сессии",
    no_sessions: "Сессий пока нет.",
    speaks: "Говорит на языках",
    sample_session: "Эта сессия, её зал и докладчики приведены для примера.",
    sample_speaker: "Этот человек приведён для примера и не является реальным участником ассамблеи.",
};

const KO: Words = Words {
    title: "프로그램",
    description: "회의실과 시간대별 총회 프로그램. 여러 언어로 진행되는 세션, 연사, 투어를 확인하세요.",
    weekdays: ["월", "화", "수", "목", "금", "토", "일"],
    months: ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"],
    views: "보기",
    timetable: "시간표",
    list: "목록",
    now: "지금과 다음",
    days: "날짜",
    all_days: "전체 일정",
    filters: "필터",
    track: "트랙",
    format: "형식",
    room: "회의실",
    language: "언어",
    any: "전체",
    show: "보기",
    clear: "필터 지우기",
    search: "검색",
    search_hint: "제목, 연사, 도시 또는 회의실",
    found_none: "조건에 맞는 세션이 없습니다.",
    found_none_hint: "다른 날짜를 선택하거나 필터를 지워 보세요.",
    time: "시간",
    venue_time: "현지 시간",
    my_time: "내 시간",
    now_title: "지금",
    next_title: "다음",
    nothing_now: "지금 진행 중인 세션이 없습니다.",
    nothing_next: "이후 예정된 세션이 없습니다.",
    when: "일시",
    where_: "장소",
    languages: "진행 언어",
    interpreted: "통역 언어",
    speakers: "연사",
    speakers_description: "총회 연사와 소속 도시, 참여 세션을 소개합니다.",
    seats: "{n}석",
    add_to_calendar: "캘린더 파일로 받기",
    print: "인쇄",
    also_here: "같은 트랙의 다른 세션",
    their_sessions: "참여 세션",
    no_sessions: "아직 세션이 없습니다.",
    speaks: "사용 언어",
    sample_session: "이 세션과 회의실, 연사는 예시 데이터입니다.",
    sample_speaker: "이 인물은 예시 데이터이며 실제 총회 참가자가 아닙니다.",
};

/// The name of a view.
pub fn view(lang: Lang, view: View) -> &'static str {
    let w = words(lang);
    match view {
        View::Timetable => w.timetable,
        View::List => w.list,
        View::Now => w.now,
    }
}

/// The name of a format.
pub fn format(lang: Lang, format: Format) -> &'static str {
    match format {
        Format::Plenary => super::pick(lang, "Plenary sitting", "Пленарное заседание", "본회의"),
        Format::Ceremony => super::pick(lang, "Ceremony", "Церемония", "시상식·의식"),
        Format::Roundtable => super::pick(lang, "Roundtable", "Круглый стол", "라운드테이블"),
        Format::Thematic => super::pick(lang, "Thematic session", "Тематическая сессия", "주제별 세션"),
        Format::Ideathon => super::pick(lang, "Ideathon", "Идеатон", "아이디어톤"),
        Format::Forum => super::pick(lang, "Forum", "Форум", "포럼"),
        Format::Tour => super::pick(lang, "Tour", "Экскурсия", "투어"),
        Format::Reception => super::pick(lang, "Reception", "Приём", "리셉션"),
        Format::Matchmaking => super::pick(lang, "Private meetings", "Деловые встречи", "비즈니스 미팅"),
    }
}

/// What the standing of a session tells people; a session that takes place as planned needs no word.
pub fn standing(lang: Lang, standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Confirmed => None,
        Standing::Moved => Some(super::pick(lang, "Moved", "Перенесено", "변경됨")),
        Standing::Cancelled => Some(super::pick(lang, "Cancelled", "Отменено", "취소됨")),
    }
}

/// The name of a language in another; an unknown code stays a code.
pub fn language(lang: Lang, code: &str) -> String {
    let name = match code {
        "en" => super::pick(lang, "English", "английский", "영어"),
        "ru" => super::pick(lang, "Russian", "русский", "러시아어"),
        "ko" => super::pick(lang, "Korean", "корейский", "한국어"),
        "fr" => super::pick(lang, "French", "французский", "프랑스어"),
        "es" => super::pick(lang, "Spanish", "испанский", "스페인어"),
        "pt" => super::pick(lang, "Portuguese", "португальский", "포르투갈어"),
        "zh" => super::pick(lang, "Chinese", "китайский", "중국어"),
        "ar" => super::pick(lang, "Arabic", "арабский", "아랍어"),
        "de" => super::pick(lang, "German", "немецкий", "독일어"),
        "ja" => super::pick(lang, "Japanese", "японский", "일본어"),
        "tr" => super::pick(lang, "Turkish", "турецкий", "튀르키예어"),
        "vi" => super::pick(lang, "Vietnamese", "вьетнамский", "베트남어"),
        "id" => super::pick(lang, "Indonesian", "индонезийский", "인도네시아어"),
        "mn" => super::pick(lang, "Mongolian", "монгольский", "몽골어"),
        "fa" => super::pick(lang, "Persian", "персидский", "페르시아어"),
        "it" => super::pick(lang, "Italian", "итальянский", "이탈리아어"),
        "pl" => super::pick(lang, "Polish", "польский", "폴란드어"),
        "sv" => super::pick(lang, "Swedish", "шведский", "스웨덴어"),
        "sr" => super::pick(lang, "Serbian", "сербский", "세르비아어"),
        "sw" => super::pick(lang, "Swahili", "суахили", "스와힐리어"),
        "hi" => super::pick(lang, "Hindi", "хинди", "힌디어"),
        "ur" => super::pick(lang, "Urdu", "урду", "우르두어"),
        "kk" => super::pick(lang, "Kazakh", "казахский", "카자흐어"),
        other => return other.to_owned(),
    };
    name.to_owned()
}

/// Several languages as one phrase.
pub fn languages(lang: Lang, codes: &[String]) -> String {
    codes.iter().map(|code| language(lang, code)).collect::<Vec<_>>().join(", ")
}
