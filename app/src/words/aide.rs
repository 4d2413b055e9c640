//! The words of aides.

use super::pick;
use domain::kernel::Lang;

/// The words.
#[expect(missing_docs, reason = "the English text says what each one is")]
pub struct Words {
    pub title: &'static str,
    pub mine_title: &'static str,
    pub mine_lead: &'static str,
    pub mine_none: &'static str,
    pub until: &'static str,
    pub waits: &'static str,
    pub end: &'static str,
    pub end_one: &'static str,
    pub name_title: &'static str,
    pub name: &'static str,
    pub for_title: &'static str,
    pub for_none: &'static str,
    pub accept: &'static str,
    pub decline: &'static str,
    pub act: &'static str,
    pub give_up: &'static str,
    pub acting: &'static str,
    pub stop: &'static str,
}

/// The words in a language.
pub fn words(lang: Lang) -> &'static Words {
    pick(lang, &EN, &RU, &KO)
}

const EN: Words = Words {
    title: "Aides",
    mine_title: "Who acts for me",
    mine_lead: "An aide fills in your registration, hands it in and takes offered places for you. Your account, password and data stay yours alone, and the trail says who did what for you.",
    mine_none: "Nobody acts for you.",
    until: "until {date}",
    waits: "has not accepted yet",
    end: "End",
    end_one: "End what {name} may do",
    name_title: "Name an aide",
    name: "Name an aide",
    for_title: "For whom I act",
    for_none: "Nobody has named you as an aide.",
    accept: "Accept",
    decline: "Decline",
    act: "Act for {name}",
    give_up: "Give up",
    acting: "You act for {name}. What you do now is their registration, done by you.",
    stop: "Back to my own account",
};

const RU: Words = Words {
    title: "Помощники",
    mine_title: "Кто действует за меня",
    mine_lead: "Помощник заполняет и отправляет вашу регистрацию и принимает предложенные места. Учётная запись, пароль и данные остаются только вашими, а журнал показывает, кто и что сделал за вас.",
    mine_none: "За вас никто не действует.",
    until: "до {date}",
    waits: "ещё не согласился",
    end: "Прекратить",
    end_one: "Прекратить полномочия: {name}",
    name_title: "Назначить помощника",
    name: "Назначить помощника",
    for_title: "За кого действую я",
    for_none: "Вас никто не назначил помощником.",
    accept: "Согласиться",
    decline: "Отказаться",
    act: "Действовать за: {name}",
    give_up: "Сложить полномочия",
    acting: "Вы действуете за: {name}. Сейчас вы работаете с регистрацией этого человека.",
    stop: "Вернуться к своей учётной записи",
};

const KO: Words = Words {
    title: "대리인",
    mine_title: "나를 대신하는 사람",
    mine_lead: "대리인은 등록을 대신 작성하고 제출하며 제안된 자리를 수락할 수 있습니다. 계정, 비밀번호, 데이터는 본인만 다룰 수 있고, 누가 무엇을 대신했는지 기록에 남습니다.",
    mine_none: "대신하는 사람이 없습니다.",
    until: "{date}까지",
    waits: "아직 수락하지 않음",
    end: "종료",
    end_one: "{name} 님의 대리 종료",
    name_title: "대리인 지정",
    name: "대리인 지정하기",
    for_title: "내가 대신하는 사람",
    for_none: "대리인으로 지정한 사람이 없습니다.",
    accept: "수락",
    decline: "거절",
    act: "{name} 님을 대신하기",
    give_up: "그만두기",
    acting: "{name} 님을 대신하고 있습니다. 지금 하는 일은 이분의 등록에 반영됩니다.",
    stop: "내 계정으로 돌아가기",
};
