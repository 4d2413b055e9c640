//! The words of needs of cities, of answers to them, and of what fits what.

use super::mail::Letter;
use super::pick;
use domain::forum::needs::{NeedStanding, Outcome};
use domain::kernel::Lang;
use store::Mail;

texts! {
    title: "What cities need", "Что нужно городам", "도시의 수요";
    lead:
        "Cities say what they look for. Exhibitors answer, each once; the answers are read by the city alone.",
        "Города говорят, что ищут. Участники выставки отвечают по одному разу; ответы читает только город.",
        "도시가 찾는 것을 알립니다. 전시 기업은 한 번씩 답하며 답변은 그 도시만 읽습니다.";
    none: "No city needs anything at the moment.", "Сейчас открытых запросов нет.", "지금은 열린 수요가 없습니다.";
    none_hint:
        "When a head of delegation posts a need, it is here.",
        "Когда глава делегации опубликует запрос, он появится здесь.",
        "대표단장이 수요를 올리면 여기에 나타납니다.";
    need: "The need of their city", "Запрос их города", "그 도시의 수요";
    needs_of: "{city}: needs", "{city}: запросы", "{city}: 수요";
    by: "{city} needs", "Запрос города: {city}", "{city}의 수요";
    until: "Answers until {date}", "Ответы до {date}", "답변 마감: {date}";
    about: "About", "О чём", "분야";
    challenge: "The challenge", "Задача", "과제";
    how: "How to answer", "Как ответить", "답변 방법";
    how_text:
        "Exhibitors answer on their company's page of needs. Sign in, open your company and choose this need.",
        "Участники выставки отвечают на странице запросов своей компании. Войдите, откройте компанию и выберите этот запрос.",
        "전시 기업은 회사의 수요 페이지에서 답합니다. 로그인하여 회사를 열고 이 수요를 고르세요.";
    fit: "Exhibitors that fit", "Подходящие участники выставки", "맞는 전시 기업";
    city_lead:
        "Write what your city looks for, and open it. Every answer is seen here, by you alone.",
        "Напишите, что ищет город, и откройте запрос. Все ответы видите здесь только вы.",
        "도시가 찾는 것을 쓰고 여세요. 답변은 여기서 도시 담당자만 봅니다.";
    city_none: "Your city has posted no need yet.", "Ваш город ещё не публиковал запросов.", "아직 올린 수요가 없습니다.";
    new: "Post a need", "Новый запрос", "수요 올리기";
    edit: "Edit it", "Изменить", "고치기";
    save: "Save", "Сохранить", "저장";
    first_save: "It is a draft until you open it.", "До открытия это черновик.", "열기 전까지는 초안입니다.";
    open: "Open it for answers", "Открыть для ответов", "답변 받기 시작";
    open_lead:
        "Everybody sees it then, and exhibitors can answer until the last day.",
        "Его увидят все, а участники выставки смогут отвечать до последнего дня.",
        "모두에게 보이며 전시 기업이 마감일까지 답할 수 있습니다.";
    see: "See it as everybody does", "Посмотреть, как видят все", "공개 화면 보기";
    answers: "Answers", "Ответы", "답변";
    answers_none: "No company has answered yet.", "Пока никто не ответил.", "아직 답변이 없습니다.";
    private:
        "The short list and your notes are seen by your city alone; companies never see them.",
        "Короткий список и заметки видит только ваш город, компании их не видят никогда.",
        "후보 목록과 메모는 도시만 보며 회사에는 보이지 않습니다.";
    shortlisted: "on the short list", "в коротком списке", "후보";
    note: "Save the note", "Сохранить заметку", "메모 저장";
    close: "Close it", "Закрыть запрос", "수요 마감";
    close_lead:
        "Nobody answers any more. You choose whether companies hear of it.",
        "Больше никто не ответит. Вы решаете, сообщить ли компаниям.",
        "더는 답변을 받지 않습니다. 회사에 알릴지 선택하세요.";
    tell_no: "Tell the companies nothing", "Ничего не сообщать", "알리지 않기";
    tell_yes:
        "Tell those on the short list that you would like to go on, and the others that not this time",
        "Сообщить тем, кто в коротком списке, что вы хотите продолжить, а остальным – что не в этот раз",
        "후보에게는 계속하고 싶다고, 나머지에는 이번에는 어렵다고 알리기";
    company_title: "Needs of cities", "Запросы городов", "도시의 수요";
    company_lead:
        "Your company answers each need once. The answer can be changed until the city closes the need.",
        "Компания отвечает на каждый запрос один раз. Ответ можно менять, пока город не закроет запрос.",
        "회사는 수요마다 한 번 답합니다. 도시가 마감할 때까지 고칠 수 있습니다.";
    fit_you: "Needs that fit you", "Подходящие вам запросы", "우리 회사에 맞는 수요";
    others: "Other needs", "Другие запросы", "다른 수요";
    answer: "Answer", "Ответить", "답하기";
    change: "Change the answer", "Изменить ответ", "답변 고치기";
    answered: "answered", "отвечено", "답변함";
    your_answers: "What you answered", "Ваши ответы", "우리 답변";
    closed_need: "A need that is closed", "Закрытый запрос", "마감된 수요";
    no_solution: "None in particular", "Ни одно конкретно", "특정하지 않음";
    matching: "What fits what", "Что чему подходит", "무엇이 무엇에 맞는가";
    matching_lead:
        "Challenges and needs of cities, and the solutions of exhibitors that fit them. Points are counted as follows: {named} when a company names the challenge, {topic} for each common topic (two at most), {word} for each common word (eight at most). Nothing else counts.",
        "Задачи и запросы городов и подходящие решения участников выставки. Баллы: {named}, если компания назвала эту задачу, {topic} за каждую общую тему (не больше двух), {word} за каждое общее слово (не больше восьми). Больше ничего не учитывается.",
        "도시의 과제와 수요, 그리고 그에 맞는 전시 기업의 솔루션입니다. 점수는 회사가 그 과제를 직접 밝히면 {named}점, 같은 분야마다 {topic}점(최대 둘), 같은 낱말마다 {word}점(최대 여덟)입니다. 다른 것은 세지 않습니다.";
    challenges: "Challenges", "Задачи", "과제";
    needs: "Needs", "Запросы", "수요";
    all_topics: "All topics", "Все темы", "모든 분야";
    topic: "Topic", "Тема", "분야";
    show: "Show", "Показать", "보기";
    nothing_fits: "Nothing fits yet.", "Пока ничего не подходит.", "아직 맞는 것이 없습니다.";
    nothing: "There are no challenges or needs yet.", "Задач и запросов пока нет.", "아직 과제나 수요가 없습니다.";
    points: "{n} points", "баллов: {n}", "{n}점";
    named: "The company names this challenge", "Компания назвала эту задачу", "회사가 이 과제를 직접 밝힘";
    topics_common: "Common topics", "Общие темы", "같은 분야";
    words_common: "Common words", "Общие слова", "같은 낱말";
}

/// How far a need is.
pub fn standing(lang: Lang, standing: NeedStanding) -> &'static str {
    match standing {
        NeedStanding::Draft => pick(lang, "draft", "черновик", "초안"),
        NeedStanding::Open => pick(lang, "open", "открыт", "열림"),
        NeedStanding::Closed => pick(lang, "closed", "закрыт", "마감"),
    }
}

/// What a company is told of its answer.
pub fn outcome(lang: Lang, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Chosen => pick(lang, "the city would like to go on with you", "город хочет продолжить с вами", "도시가 계속 진행하기를 원함"),
        Outcome::Declined => pick(lang, "not this time", "не в этот раз", "이번에는 어려움"),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "need_saved" => pick(lang, "Saved.", "Сохранено.", "저장했습니다."),
        "need_opened" => pick(
            lang,
            "The need is open: exhibitors can answer.",
            "Запрос открыт: участники выставки могут отвечать.",
            "수요를 열었습니다. 전시 기업이 답할 수 있습니다.",
        ),
        "need_closed" => pick(lang, "The need is closed.", "Запрос закрыт.", "수요를 마감했습니다."),
        "need_answered" => pick(lang, "Your answer is with the city.", "Ваш ответ передан городу.", "답변을 도시에 전했습니다."),
        "need_marked" => pick(lang, "Noted, for your city alone.", "Отмечено, только для вашего города.", "기록했습니다. 도시만 볼 수 있습니다."),
        _ => return None,
    })
}

impl Letter<'_> {
    /// Tells a head of delegation that a company answered.
    pub fn need_answered(&self, need: &str, company: &str, url: &str) -> Mail {
        let said = pick(
            self.lang,
            "{company} has answered your city's need “{need}”. Only your city reads the answer.",
            "{company} ответила на запрос вашего города «{need}». Ответ читает только ваш город.",
            "{company}에서 도시의 수요 ‘{need}’에 답했습니다. 답변은 도시만 읽습니다.",
        );
        let said = said.replace("{company}", company).replace("{need}", need);
        let subject = pick(self.lang, "A company answered your need", "На ваш запрос ответили", "수요에 답변이 왔습니다");
        self.about("forum.need_answered", subject, &said, pick(self.lang, "The answers", "Ответы", "답변"), url)
    }

    /// Tells a company what became of its answer.
    pub fn need_closed(&self, need: &str, city: &str, outcome: Outcome, url: &str) -> Mail {
        let said = match outcome {
            Outcome::Chosen => pick(
                self.lang,
                "{city} has closed its need “{need}” and would like to go on with you. Expect to hear from its delegation.",
                "{city}: запрос «{need}» закрыт, и город хочет продолжить с вами. Его делегация свяжется с вами.",
                "{city}에서 수요 ‘{need}’을(를) 마감했으며 귀사와 계속 진행하기를 원합니다. 대표단의 연락을 기다려 주세요.",
            ),
            Outcome::Declined => pick(
                self.lang,
                "{city} has closed its need “{need}”. It does not go on with your answer this time, and thanks you for it.",
                "{city}: запрос «{need}» закрыт. На этот раз город не продолжит с вашим ответом и благодарит вас.",
                "{city}에서 수요 ‘{need}’을(를) 마감했습니다. 이번에는 함께하지 못하지만 답변에 감사드립니다.",
            ),
        };
        let said = said.replace("{city}", city).replace("{need}", need);
        let subject = pick(self.lang, "A need is closed", "Запрос закрыт", "수요가 마감되었습니다");
        self.about("forum.need_closed", subject, &said, pick(self.lang, "Your answers", "Ваши ответы", "우리 답변"), url)
    }
}
