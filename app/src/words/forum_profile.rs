//! The words of a company's page and of looking at it.

use super::mail::Letter;
use super::pick;
use domain::forum::profile::{Lack, Part, Profile};
use domain::kernel::Lang;
use store::Mail;

texts! {
    title: "The company's page", "Страница компании", "회사 소개 페이지";
    lead: "What you write here is saved as you go. The public sees it when the secretariat has looked at it; whom to ask and your pages elsewhere go live at once.",
        "Всё сохраняется по мере ввода. Посетители увидят это после проверки секретариатом; контакт и ваши страницы в других местах — сразу.",
        "쓰는 대로 저장됩니다. 사무국이 확인한 뒤 공개되며, 문의처와 다른 페이지 주소는 바로 공개됩니다.";
    read_only: "You read here. Staff and administrators write.", "Вы здесь читаете. Пишут сотрудники и администраторы.", "읽기만 할 수 있습니다. 직원과 관리자가 작성합니다.";
    texts: "Texts", "Тексты", "글";
    texts_lead: "One language is enough to begin with; where one is missing, readers see another one, marked.",
        "Для начала достаточно одного языка; где текста нет, читатели увидят другой язык с пометкой.",
        "한 언어만으로도 시작할 수 있습니다. 없는 언어에는 다른 언어가 표시와 함께 보입니다.";
    missing_here: "nothing yet", "пока пусто", "아직 없음";
    facts: "Where you are, links, whom to ask", "Где вы, ссылки, контакт", "소재지, 링크, 문의처";
    solutions: "Solutions", "Решения", "솔루션";
    solutions_none: "No solution yet. Cities search by them: add the first one.", "Решений пока нет. Города ищут по ним: добавьте первое.", "아직 솔루션이 없습니다. 도시는 솔루션으로 찾습니다. 첫 번째를 추가하세요.";
    solution: "Solution", "Решение", "솔루션";
    add_solution: "Add a solution", "Добавить решение", "솔루션 추가";
    references: "Cities that use it", "Города, которые этим пользуются", "사용하는 도시";
    references_none: "No city is named yet.", "Пока ни один город не назван.", "아직 적은 도시가 없습니다.";
    reference: "City that uses it", "Город, который этим пользуется", "사용하는 도시";
    add_reference: "Add a city", "Добавить город", "도시 추가";
    remove: "Remove it", "Убрать", "삭제";
    remove_lead: "It stays in the history, and you can bring it back from there.", "Останется в истории, оттуда можно вернуть.", "기록에 남으며 거기에서 되돌릴 수 있습니다.";
    logo: "Logo", "Логотип", "로고";
    pictures: "Pictures", "Изображения", "사진";
    documents: "Documents", "Документы", "문서";
    preview: "As everybody would see it", "Как это увидят все", "공개될 모습";
    to_preview: "See the whole page", "Посмотреть всю страницу", "전체 페이지 보기";
    history: "History", "История", "기록";
    save: "Save", "Сохранить", "저장";
    saving: "Saving …", "Сохраняется…", "저장 중…";
    saved: "Saved", "Сохранено", "저장됨";
    unsaved: "Not saved yet: something is missing or wrong. Press “Save” to see what.", "Пока не сохранено: чего-то не хватает или что-то неверно. Нажмите «Сохранить», чтобы увидеть.", "아직 저장되지 않았습니다. 빠졌거나 잘못된 것이 있습니다. ‘저장’을 눌러 확인하세요.";
    offline: "Not saved: there is no connection. It is tried again.", "Не сохранено: нет связи. Будет повторено.", "저장되지 않았습니다. 연결이 없어 다시 시도합니다.";
    meanwhile: "A colleague has changed the same at the same time. Press “Save” to see both.", "Коллега одновременно изменил то же самое. Нажмите «Сохранить», чтобы увидеть оба варианта.", "동료가 같은 내용을 동시에 바꾸었습니다. ‘저장’을 누르면 둘 다 볼 수 있습니다.";
    there_now: "What is there now, of a colleague:", "Что там сейчас, от коллеги:", "지금 저장된 동료의 내용:";
    yours: "Your text is in the form below. Save it in place of theirs, or take theirs over.", "Ваш текст — в форме ниже. Сохраните его вместо текста коллеги или возьмите его текст.", "내 글은 아래 양식에 있습니다. 저장하면 동료의 글을 대신합니다.";
    saved_by: "Version {n}, saved {time}", "Версия {n}, сохранена {time}", "버전 {n}, {time} 저장";
    hand_in: "Hand the page in", "Отправить страницу", "페이지 제출";
    hand_in_lead: "The secretariat looks at what has changed and approves it, or writes back what is missing.",
        "Секретариат посмотрит, что изменилось, и одобрит или напишет, чего не хватает.",
        "사무국이 바뀐 내용을 확인하여 승인하거나 부족한 점을 알려 드립니다.";
    waits: "The page is with the secretariat. If you change it now, hand it in again.", "Страница у секретариата. Если изменить её сейчас, отправьте снова.", "사무국에서 확인 중입니다. 지금 고치면 다시 제출해야 합니다.";
    nothing_new: "What is there is what was approved.", "Всё, что здесь есть, уже одобрено.", "지금 내용이 모두 승인된 상태입니다.";
    still_shown: "Until your changes are approved, everybody sees what was approved before.", "Пока изменения не одобрены, все видят прежнюю версию.", "변경이 승인될 때까지 이전에 승인된 내용이 보입니다.";
    returned: "The secretariat gave the page back:", "Секретариат вернул страницу:", "사무국이 페이지를 돌려보냈습니다.";
    lacks: "The public still needs:", "Посетителям ещё нужно:", "공개하려면 더 필요합니다:";
    changed: "changed", "изменено", "변경";
    added: "new", "новое", "추가";
    gone: "removed", "убрано", "삭제";
    versions_none: "Nothing has been saved yet.", "Пока ничего не сохранено.", "아직 저장된 것이 없습니다.";
    version: "Version {n}", "Версия {n}", "버전 {n}";
    restored_from: "brought back version {n}", "возвращена версия {n}", "버전 {n} 되돌림";
    restore: "Bring this version back", "Вернуть эту версию", "이 버전으로 되돌리기";
    restore_lead: "It becomes the newest version. Nothing of the history is lost.", "Она станет новейшей. История сохранится полностью.", "가장 새 버전이 됩니다. 기록은 사라지지 않습니다.";
    before: "Before", "Было", "이전";
    after: "Now", "Стало", "이후";
    nothing: "nothing", "ничего", "없음";
    review: "What has changed since it was approved", "Что изменилось с последнего одобрения", "승인 이후 바뀐 내용";
    review_first: "This page has not been approved before.", "Эта страница ещё не одобрялась.", "처음 확인하는 페이지입니다.";
    review_none: "The page does not wait for a look.", "Страница не ждёт проверки.", "확인을 기다리는 페이지가 아닙니다.";
    approve: "Approve it", "Одобрить", "승인";
    give_back: "Give it back, with a reason", "Вернуть с указанием причины", "사유를 적어 돌려보내기";
    decide: "Decide", "Решение", "결정하기";
    new_files: "Files as they would be shown", "Файлы, которые будут показаны", "공개될 파일";
    choose: "Choose", "Выберите", "선택";
}

/// The name of a part of the page; what a company added itself has its own name.
pub fn part(lang: Lang, part: &Part, profiles: &[&Profile]) -> String {
    let w = words(lang);
    let label = |field: &'static str| super::fields::label(lang, field).to_owned();
    match part {
        Part::Tagline(of) => format!("{} ({})", label("tagline"), of.endonym()),
        Part::About(of) => format!("{} ({})", label("profile_about"), of.endonym()),
        Part::Home => label("company_city"),
        Part::Website => label("website"),
        Part::Video => label("video"),
        Part::Social => label("social"),
        Part::Contact => label("ask_name"),
        Part::Solution(id) => {
            let name = profiles.iter().find_map(|p| p.solution(id)).map(|s| s.name.get(lang).to_owned()).unwrap_or_default();
            format!("{}: {name}", w.solution)
        }
        Part::Reference(id) => {
            let city = profiles.iter().find_map(|p| p.reference(id)).map(|r| r.city.clone()).unwrap_or_default();
            format!("{}: {city}", w.reference)
        }
    }
}

/// What the public still needs.
pub fn lack(lang: Lang, lack: Lack) -> &'static str {
    match lack {
        Lack::Tagline => pick(lang, "a sentence about the company", "одна фраза о компании", "한 줄 소개"),
        Lack::About => pick(lang, "a text about the company", "текст о компании", "회사 소개 글"),
        Lack::Home => pick(lang, "country and city", "страна и город", "국가와 도시"),
        Lack::Contact => pick(lang, "whom to ask", "контакт", "문의처"),
        Lack::Solution => pick(lang, "a solution", "решение", "솔루션"),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "page_saved" => pick(lang, "Saved.", "Сохранено.", "저장했습니다."),
        "page_removed" => pick(
            lang,
            "Removed. You can bring it back from the history.",
            "Убрано. Вернуть можно из истории.",
            "삭제했습니다. 기록에서 되돌릴 수 있습니다.",
        ),
        "page_restored" => pick(lang, "The version is back.", "Версия возвращена.", "버전을 되돌렸습니다."),
        "page_handed_in" => pick(lang, "The page is with the secretariat.", "Страница отправлена в секретариат.", "페이지를 사무국에 제출했습니다."),
        "page_approved" => {
            pick(lang, "Approved. The company gets an e-mail.", "Одобрено. Компания получит письмо.", "승인했습니다. 회사에 이메일이 갑니다.")
        }
        "page_returned" => pick(lang, "Given back with the reason.", "Возвращено с причиной.", "사유와 함께 돌려보냈습니다."),
        _ => return None,
    })
}

/// Tells those who administer a company what became of its page; with a reason it was given back.
pub fn decided(letter: &Letter<'_>, company: &str, reason: Option<&str>, url: &str) -> Mail {
    let lang = letter.lang;
    let (subject, text) = match reason {
        None => (
            pick(lang, "The page of {company} is approved", "Страница {company} одобрена", "{company} 페이지 승인"),
            pick(
                lang,
                "what you handed in is approved. Everybody sees it as soon as the company is published, or sees it already.",
                "отправленная страница одобрена. Её увидят все, как только компания будет опубликована, или уже видят.",
                "제출하신 페이지가 승인되었습니다. 회사가 공개되면 모두가 볼 수 있으며, 이미 공개되었다면 지금 보입니다.",
            )
            .to_owned(),
        ),
        Some(reason) => (
            pick(lang, "A question about the page of {company}", "Вопрос о странице {company}", "{company} 페이지 문의"),
            format!("{}\n\n{reason}", words(lang).returned),
        ),
    };
    letter.about("forum.page", &subject.replace("{company}", company), &text, words(lang).title, url)
}
