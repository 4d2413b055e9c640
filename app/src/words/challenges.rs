//! The words of challenges.

use super::mail::Letter;
use super::pick;
use domain::ideathon::challenge::Standing;
use domain::kernel::Lang;
use store::Mail;

texts! {
    title: "Challenges", "Задачи городов", "도시 과제";
    lead: "Cities ask, teams answer: what the ideathon works on.", "Города спрашивают, команды отвечают: над чем работает идеатон.", "도시가 묻고 팀이 답합니다. 아이디어톤에서 다루는 과제입니다.";
    none: "No challenge is published yet.", "Пока ни одна задача не опубликована.", "아직 공개된 과제가 없습니다.";
    none_hint: "Cities post theirs until the ideathon begins. Come back in a few days.", "Города публикуют задачи до начала идеатона. Загляните через несколько дней.", "아이디어톤이 시작되기 전까지 도시들이 과제를 올립니다. 며칠 뒤에 다시 와 주세요.";
    by: "{city} asks", "Спрашивает {city}", "{city}의 과제";
    change: "What a good answer would change", "Что изменит хороший ответ", "좋은 답이 가져올 변화";
    data: "Data available", "Какие данные есть", "제공되는 데이터";
    links: "Links", "Ссылки", "링크";
    other_lang: "This text is in {language}.", "Текст на языке: {language}.", "이 글의 언어: {language}";
    sample_note: "This challenge is made up: no real city said this.", "Эта задача вымышлена: ни один настоящий город этого не говорил.", "이 과제는 예시이며 실제 도시가 한 말이 아닙니다.";
    to_ideas: "Ideas for it", "Идеи к ней", "이 과제의 아이디어";
    write_idea: "Write an idea", "Предложить идею", "아이디어 쓰기";
    ask: "Whom to ask", "К кому обратиться", "문의처";
    ask_note: "For people who take part; you may have to sign in.", "Для участников; может понадобиться вход.", "참가자만 볼 수 있으며 로그인이 필요할 수 있습니다.";
    ask_lead: "This person answers questions about the challenge. Please write about nothing else.", "Этот человек отвечает на вопросы о задаче. Пожалуйста, не пишите о другом.", "과제에 관한 질문에 답해 주는 담당자입니다. 다른 용건으로는 연락하지 말아 주세요.";
    ask_none: "Nobody is named any more. Ask the secretariat.", "Контакт больше не указан. Обратитесь в секретариат.", "문의처가 더 이상 없습니다. 사무국에 문의해 주세요.";
    back: "Back to the challenge", "Назад к задаче", "과제로 돌아가기";
    of_city: "Challenges of {city}", "Задачи города: {city}", "{city}의 과제";
    of_city_lead:
        "What should teams of the ideathon think about for your city? You write it, the secretariat looks at it, then everybody can read it.",
        "Над чем командам идеатона подумать для вашего города? Вы пишете, секретариат проверяет, и прочитать могут все.",
        "아이디어톤 팀들이 우리 도시를 위해 무엇을 고민하면 좋을까요? 작성하면 사무국이 확인한 뒤 모두에게 공개합니다.";
    of_city_none: "There is none yet. The first one takes a quarter of an hour.", "Пока ни одной. Первая займёт четверть часа.", "아직 없습니다. 첫 과제를 쓰는 데 15분이면 됩니다.";
    new: "Post a challenge", "Предложить задачу", "과제 올리기";
    edit: "Change the challenge", "Изменить задачу", "과제 수정";
    save: "Save", "Сохранить", "저장";
    hand_in: "Hand it in", "Отправить", "제출";
    hand_in_lead: "The secretariat looks at it and publishes it, or writes back what is missing.", "Секретариат проверит и опубликует или напишет, чего не хватает.", "사무국이 확인하여 공개하거나 부족한 점을 알려 드립니다.";
    waits: "It is with the secretariat. If you change it now, hand it in again.", "Задача у секретариата. Если изменить её сейчас, отправьте снова.", "사무국에서 확인 중입니다. 지금 수정하면 다시 제출해야 합니다.";
    still_shown: "Until your changes are published, everybody sees the version before.", "Пока изменения не опубликованы, все видят прежнюю версию.", "수정 내용이 공개될 때까지 이전 내용이 보입니다.";
    see: "See it as everybody does", "Посмотреть, как видят все", "공개된 모습 보기";
    withdraw: "Withdraw it", "Отозвать", "철회";
    withdraw_lead: "Nobody sees it any more then. Ideas for it stay on the board.", "Тогда её никто больше не увидит. Идеи к ней останутся на доске.", "철회하면 아무도 볼 수 없습니다. 관련 아이디어는 보드에 남습니다.";
    returned: "The secretariat gave it back:", "Секретариат вернул с замечанием:", "사무국이 돌려보냈습니다.";
    first_save: "Files can be added after the first save.", "Файлы можно добавить после первого сохранения.", "파일은 한 번 저장한 뒤에 추가할 수 있습니다.";
    desk_lead: "What cities hand in waits here until somebody publishes it or gives it back.", "Здесь ждёт то, что отправили города, пока это не опубликуют или не вернут.", "도시가 제출한 과제가 공개되거나 반송될 때까지 여기에서 기다립니다.";
    desk_none: "Nothing here.", "Здесь пусто.", "비어 있습니다.";
    desk_none_hint: "To post one for a city, open the city and follow “Challenges”.", "Чтобы предложить задачу от имени города, откройте город и перейдите к задачам.", "도시를 대신해 올리려면 해당 도시를 열고 “과제”로 이동하세요.";
    preview: "As everybody will see it", "Как это увидят все", "공개될 모습";
    decide: "Decide", "Принять решение", "결정하기";
    publish: "Publish it: everybody can read it", "Опубликовать: прочитать смогут все", "공개: 누구나 읽을 수 있음";
    give_back: "Give it back, with a reason", "Вернуть с указанием причины", "사유를 적어 돌려보내기";
    decide_note: "The heads of the delegation get an e-mail at once.", "Главы делегации сразу получат письмо.", "대표단장에게 바로 이메일이 갑니다.";
    taking_part: "How to take part", "Как принять участие", "참가 방법";
    not_yours:
        "This part is for people whose registration for the assembly is approved. Register, and as soon as the secretariat has approved it, you can write and read here.",
        "Этот раздел для тех, чья регистрация на ассамблею одобрена. Зарегистрируйтесь – и, как только секретариат одобрит регистрацию, вы сможете читать и писать здесь.",
        "이곳은 총회 등록이 승인된 분을 위한 공간입니다. 등록하고 사무국의 승인을 받으면 읽고 쓸 수 있습니다.";
    to_registration: "To my registration", "К моей регистрации", "내 등록으로";
}

/// Where a challenge stands.
pub fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => pick(lang, "draft", "черновик", "초안"),
        Standing::Submitted => pick(lang, "with the secretariat", "в секретариате", "사무국 확인 중"),
        Standing::Published => pick(lang, "published", "опубликовано", "공개됨"),
        Standing::Returned => pick(lang, "given back", "возвращено", "돌려보냄"),
        Standing::Withdrawn => pick(lang, "withdrawn", "отозвано", "철회됨"),
    }
}

/// Tells a head of a delegation what became of a challenge; with a reason it was given back.
pub fn decided(letter: &Letter<'_>, title: &str, reason: Option<&str>, url: &str) -> Mail {
    let lang = letter.lang;
    let link = pick(lang, "The challenge", "Задача", "과제");
    match reason {
        None => letter.write(
            "challenges.published",
            &pick(lang, "Your challenge is published: {title}", "Ваша задача опубликована: {title}", "과제가 공개되었습니다: {title}")
                .replace("{title}", title),
            &[pick(
                lang,
                "everybody can read it now, and participants can write ideas for it.",
                "теперь её могут прочитать все, а участники – предлагать идеи.",
                "이제 누구나 읽을 수 있고 참가자들이 아이디어를 쓸 수 있습니다.",
            )],
            Some((link, url)),
        ),
        Some(reason) => letter.write(
            "challenges.returned",
            &pick(lang, "Your challenge needs a change: {title}", "Задачу нужно доработать: {title}", "과제를 보완해 주세요: {title}")
                .replace("{title}", title),
            &[
                pick(
                    lang,
                    "the secretariat read it and gave it back with these words:",
                    "секретариат прочитал её и вернул с такими словами:",
                    "사무국이 읽고 다음과 같은 의견과 함께 돌려보냈습니다.",
                ),
                reason,
                pick(lang, "Change it and hand it in again.", "Измените её и отправьте снова.", "수정하여 다시 제출해 주세요."),
            ],
            Some((link, url)),
        ),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "challenge_saved" => pick(
            lang,
            "It is saved. Nobody else sees it before you hand it in.",
            "Сохранено. До отправки этого никто другой не увидит.",
            "저장했습니다. 제출하기 전에는 다른 사람이 볼 수 없습니다.",
        ),
        "challenge_submitted" => pick(
            lang,
            "It is handed in. You get an e-mail with the decision.",
            "Отправлено. О решении придёт письмо.",
            "제출했습니다. 결정되면 이메일로 알려 드립니다.",
        ),
        "challenge_withdrawn" => pick(lang, "It is withdrawn.", "Задача отозвана.", "철회했습니다."),
        "challenge_published" => pick(
            lang,
            "It is published, and the city gets an e-mail.",
            "Опубликовано, город получит письмо.",
            "공개되었으며 도시에 이메일을 보냅니다.",
        ),
        "challenge_returned" => pick(
            lang,
            "It is given back, and the city gets an e-mail.",
            "Возвращено, город получит письмо.",
            "돌려보냈으며 도시에 이메일을 보냅니다.",
        ),
        _ => return None,
    })
}
