//! The words of the ideathon.

use super::pick;
use domain::ideathon::{Refusal, Skill};
use domain::kernel::Lang;

/// The name of a skill.
pub fn skill(lang: Lang, skill: Skill) -> &'static str {
    match skill {
        Skill::Ux => pick(lang, "UX and service design", "UX и сервис-дизайн", "UX·서비스 디자인"),
        Skill::Software => pick(lang, "programming", "программирование", "프로그래밍"),
        Skill::Data => pick(lang, "data", "работа с данными", "데이터"),
        Skill::Hardware => pick(lang, "electronics and making", "электроника и прототипы", "전자·제작"),
        Skill::Planning => pick(lang, "urban planning", "градостроительство", "도시계획"),
        Skill::Policy => pick(lang, "public administration", "государственное управление", "공공행정"),
        Skill::Business => pick(lang, "business and finance", "экономика и финансы", "사업·재무"),
        Skill::Story => pick(lang, "storytelling", "презентация и тексты", "스토리텔링"),
        Skill::Research => pick(lang, "user research", "исследования", "사용자 조사"),
        Skill::Facilitation => pick(lang, "facilitation", "модерация", "퍼실리테이션"),
        Skill::Law => pick(lang, "law and privacy", "право и защита данных", "법률·개인정보"),
        Skill::Subject => pick(lang, "knows a city field from work", "опыт в городской отрасли", "도시 분야 실무"),
    }
}

/// The sentence for a refusal.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotApproved => pick(
            lang,
            "The ideathon is for people whose registration is approved. Register first, or wait for the decision.",
            "В идеатоне участвуют те, чья регистрация одобрена. Сначала зарегистрируйтесь или дождитесь решения.",
            "아이디어톤에는 등록이 승인된 분만 참가합니다. 먼저 등록하거나 결정을 기다려 주세요.",
        ),
        Refusal::NoParticipant => pick(
            lang,
            "Say first what you bring and which languages you speak; then you are on the board.",
            "Сначала укажите, что вы умеете и на каких языках говорите, — и вы на доске.",
            "먼저 할 수 있는 일과 사용하는 언어를 알려 주세요. 그러면 보드에 올라갑니다.",
        ),
        Refusal::NotOpenYet => pick(
            lang,
            "Teams do not form yet. You can already read the challenges and write ideas.",
            "Команды ещё не собираются. Уже можно читать задачи и предлагать идеи.",
            "아직 팀을 만들 때가 아닙니다. 과제를 읽고 아이디어를 적을 수는 있습니다.",
        ),
        Refusal::Locked => pick(
            lang,
            "Teams are locked now. If something has to change, ask the organisers.",
            "Составы команд закрыты. Если нужно что-то изменить, обратитесь к организаторам.",
            "이제 팀 구성이 확정되었습니다. 바꿔야 한다면 주최 측에 문의해 주세요.",
        ),
        Refusal::TeamClosed => pick(
            lang,
            "This team takes nobody new. Choose another one on the board.",
            "Эта команда больше никого не принимает. Выберите другую на доске.",
            "이 팀은 더 이상 새 사람을 받지 않습니다. 보드에서 다른 팀을 골라 주세요.",
        ),
        Refusal::InATeam => pick(
            lang,
            "One person is in one team, and there is a team already. Leave it first.",
            "Один человек — одна команда, и команда уже есть. Сначала выйдите из неё.",
            "한 사람은 한 팀에만 속하며 이미 팀이 있습니다. 먼저 그 팀에서 나와 주세요.",
        ),
        Refusal::InNoTeam => pick(
            lang,
            "This needs a team, and there is none. Choose one on the board.",
            "Для этого нужна команда, а её нет. Выберите её на доске.",
            "팀이 있어야 할 수 있습니다. 보드에서 팀을 골라 주세요.",
        ),
        Refusal::TeamFull => pick(
            lang,
            "The last place of this team was just taken. Others have places free.",
            "Последнее место в этой команде только что заняли. В других места есть.",
            "이 팀의 마지막 자리가 방금 찼습니다. 다른 팀에는 자리가 있습니다.",
        ),
        Refusal::TooManyOfOneCity => pick(
            lang,
            "This team has as many people of this city as the rules allow.",
            "В этой команде уже столько людей из этого города, сколько разрешают правила.",
            "이 팀에는 규칙이 허용하는 만큼 같은 도시 사람이 이미 있습니다.",
        ),
        Refusal::TeamGone => pick(
            lang,
            "This team is no more. Choose another one on the board.",
            "Этой команды больше нет. Выберите другую на доске.",
            "이 팀은 이제 없습니다. 보드에서 다른 팀을 골라 주세요.",
        ),
        Refusal::CaptainOnly => pick(lang, "Only the captain does this.", "Это делает только капитан.", "팀장만 할 수 있습니다."),
        Refusal::NothingToAnswer => pick(
            lang,
            "This request or invitation is no longer there.",
            "Этой заявки или приглашения больше нет.",
            "이 요청이나 초대는 더 이상 없습니다.",
        ),
        Refusal::CodeNotValid => pick(
            lang,
            "This code lets nobody in: it is mistyped, was replaced or has expired. Ask the team for a new one.",
            "Этот код не действует: в нём опечатка, его заменили или он истёк. Попросите у команды новый.",
            "이 코드는 쓸 수 없습니다. 잘못 입력했거나 바뀌었거나 만료되었습니다. 팀에 새 코드를 요청하세요.",
        ),
        Refusal::Mentor => pick(
            lang,
            "Mentors help every team and are in none.",
            "Наставники помогают всем командам и не входят ни в одну.",
            "멘토는 모든 팀을 돕고 어느 팀에도 속하지 않습니다.",
        ),
        Refusal::TooManyTogether => pick(
            lang,
            "The two teams together would be larger than a team may be.",
            "Вместе эти команды больше, чем разрешено.",
            "두 팀을 합치면 허용된 인원을 넘습니다.",
        ),
        Refusal::NotComplete => pick(
            lang,
            "The team is not complete yet: look at what it still lacks.",
            "Команда ещё не полная: посмотрите, чего ей не хватает.",
            "아직 팀이 완성되지 않았습니다. 무엇이 부족한지 확인하세요.",
        ),
        Refusal::TooManyRequests => pick(
            lang,
            "That are many open requests at once. Take one back, or wait for an answer.",
            "Слишком много открытых заявок сразу. Отзовите одну или дождитесь ответа.",
            "열린 요청이 너무 많습니다. 하나를 취소하거나 답을 기다려 주세요.",
        ),
        Refusal::Over => pick(
            lang,
            "The time for handing in is over. What was saved last counts.",
            "Время подачи истекло. Засчитывается то, что было сохранено последним.",
            "제출 시간이 끝났습니다. 마지막으로 저장한 내용이 인정됩니다.",
        ),
        Refusal::RulesContradict => pick(
            lang,
            "These rules contradict each other: sizes and moments must be in order.",
            "Эти правила противоречат друг другу: размеры и моменты должны идти по порядку.",
            "규칙이 서로 맞지 않습니다. 인원과 시각의 순서를 확인하세요.",
        ),
        Refusal::ChangedMeanwhile => pick(
            lang,
            "Somebody changed this meanwhile. Look at what is there now, then decide again.",
            "Тем временем это кто-то изменил. Посмотрите, что есть сейчас, и решите снова.",
            "그 사이 다른 사람이 바꾸었습니다. 지금 내용을 보고 다시 결정하세요.",
        ),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "profile_kept" => pick(lang, "Your profile is on the board.", "Ваш профиль на доске.", "프로필이 보드에 올라갔습니다."),
        _ => return None,
    })
}
