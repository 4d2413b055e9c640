//! The words of the catalogue's list, of exhibitors beside each other, of favourites and of statistics.

use super::pick;
use domain::forum::catalogue::Order;
use domain::kernel::Lang;

texts! {
    lead: "Companies that show cities what they offer: search, filter, set them beside each other.", "Компании, которые показывают городам свои решения: ищите, отбирайте, сравнивайте.", "도시를 위한 솔루션을 선보이는 기업들입니다. 검색하고 골라 비교해 보세요.";
    filters: "Filter exhibitors", "Отбор участников", "전시 기업 필터";
    search: "Search", "Поиск", "검색";
    topic: "Topic", "Тема", "주제";
    challenge: "Challenge of a city", "Задача города", "도시 과제";
    country: "Country", "Страна", "국가";
    hall: "Hall", "Зал", "홀";
    order: "Order", "Порядок", "정렬";
    any: "Any", "Любой вариант", "전체";
    show: "Show", "Показать", "보기";
    clear: "Show all exhibitors", "Показать всех участников", "모든 전시 기업 보기";
    count: "Exhibitors: {found}", "Участников: {found}", "전시 기업 {found}곳";
    count_of: "Exhibitors: {found} of {all}", "Участников: {found} из {all}", "전시 기업 {all}곳 중 {found}곳";
    found_none: "No exhibitor matches.", "Ни один участник не подходит.", "일치하는 전시 기업이 없습니다.";
    found_none_hint: "Take a filter away, or search for fewer words.", "Уберите один из фильтров или ищите по меньшему числу слов.", "필터를 줄이거나 더 적은 단어로 검색해 보세요.";
    none: "No exhibitor is published yet.", "Пока не опубликован ни один участник.", "아직 공개된 전시 기업이 없습니다.";
    none_hint: "Companies are preparing their pages. Come back in a few days.", "Компании готовят свои страницы. Загляните через несколько дней.", "기업들이 페이지를 준비하고 있습니다. 며칠 뒤에 다시 와 주세요.";
    sample_note: "Exhibitors with this mark are made up.", "Участники с этой пометкой вымышлены.", "이 표시가 있는 전시 기업은 예시입니다.";
    pick_one: "Compare {company}", "Сравнить: {company}", "{company} 비교";
    compare: "Compare", "Сравнить", "비교하기";
    compare_hint: "Tick two to four exhibitors to see them beside each other.", "Отметьте от двух до четырёх участников, чтобы увидеть их рядом.", "2~4곳을 선택하면 나란히 비교할 수 있습니다.";
    compare_title: "Exhibitors beside each other", "Сравнение участников", "전시 기업 비교";
    compare_lead: "Two to four exhibitors. The address of this page can be sent to others.", "От двух до четырёх участников. Адрес этой страницы можно отправить другим.", "2~4곳을 비교합니다. 이 페이지 주소를 다른 사람에게 보낼 수 있습니다.";
    compare_none: "No exhibitor is chosen yet.", "Участники ещё не выбраны.", "아직 선택한 전시 기업이 없습니다.";
    compare_none_hint: "Choose them in the catalogue, or add them here.", "Выберите их в каталоге или добавьте здесь.", "목록에서 고르거나 아래에서 추가하세요.";
    compare_add: "Add an exhibitor", "Добавить участника", "전시 기업 추가";
    compare_one_more: "Add at least one more to compare.", "Для сравнения добавьте хотя бы ещё одного.", "비교하려면 한 곳 이상 더 추가하세요.";
    compare_full: "Four is the most. Remove one to add another.", "Четыре — это предел. Уберите одного, чтобы добавить другого.", "최대 네 곳입니다. 다른 곳을 추가하려면 하나를 빼세요.";
    add_one: "Add {company}", "Добавить: {company}", "{company} 추가";
    remove: "Remove", "Убрать", "빼기";
    remove_one: "Remove {company}", "Убрать: {company}", "{company} 빼기";
    what: "What they do", "Чем занимаются", "하는 일";
    topics: "Topics", "Темы", "주제";
    challenges: "Challenges answered", "На какие задачи отвечают", "답하는 과제";
    nothing: "Nothing named", "Не указано", "없음";
    to_catalogue: "To the catalogue", "В каталог", "목록으로";
    favourites: "My favourites", "Избранное", "즐겨찾기";
    favourites_lead: "Exhibitors that you want to find again. Only you see this list.", "Участники, к которым вы хотите вернуться. Этот список видите только вы.", "다시 찾아보고 싶은 전시 기업입니다. 본인만 볼 수 있습니다.";
    favourites_none: "There is no favourite yet.", "В избранном пока пусто.", "아직 즐겨찾기가 없습니다.";
    favourites_none_hint: "Open an exhibitor in the catalogue and follow “Add to my favourites”.", "Откройте участника в каталоге и нажмите «В избранное».", "목록에서 전시 기업을 열고 “즐겨찾기에 추가”를 누르세요.";
    to_favourites: "Add to my favourites", "В избранное", "즐겨찾기에 추가";
    keep_asked: "Add {company} to your favourites?", "Добавить в избранное: {company}?", "{company}, 즐겨찾기에 추가할까요?";
    dropped: "{company} is no longer among your favourites.", "{company} больше не в избранном.", "{company}, 즐겨찾기에서 뺐습니다.";
    undo: "Put it back", "Вернуть", "되돌리기";
    compare_these: "Compare the first four", "Сравнить первых четырёх", "처음 네 곳 비교";
    compare_few: "Compare them", "Сравнить", "모두 비교";
    way_in: "Who exhibits", "Кто участвует в выставке", "전시 기업 보기";
}

/// An order of the catalogue.
pub fn order(lang: Lang, order: Order) -> &'static str {
    match order {
        Order::Name => pick(lang, "By name", "По названию", "이름순"),
        Order::Booth => pick(lang, "By booth", "По стенду", "부스순"),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "favourite_kept" => pick(lang, "It is among your favourites.", "Добавлено в избранное.", "즐겨찾기에 추가했습니다."),
        _ => return None,
    })
}
