//! The words of the live board, which go to the browser with it.

use super::pick;
use board::{Words, Written};
use domain::kernel::Lang;

macro_rules! board {
    ($($name:ident: $en:expr, $ru:expr, $ko:expr;)*) => {
        /// The words in a language.
        pub fn words(lang: Lang) -> Words {
            Written { $($name: pick(lang, $en, $ru, $ko),)* }.into()
        }
    };
}

board! {
    teams: "Teams", "Команды", "팀";
    people: "Looking for a team", "Ищут команду", "팀을 찾는 사람";
    free: "free places: {n}", "свободных мест: {n}", "빈자리 {n}";
    full: "full", "мест нет", "자리 없음";
    closed: "takes nobody new", "никого не принимает", "새 사람을 받지 않음";
    your_team: "Your team", "Ваша команда", "내 팀";
    captain: "captain", "капитан", "팀장";
    looks_for: "Looks for:", "Ищет:", "찾는 사람:";
    has: "Skills:", "Умения:", "역량:";
    speaks: "Speaks:", "Языки:", "언어:";
    lacks_people: "people lacking: {n}", "не хватает человек: {n}", "부족한 인원 {n}";
    lacks_skills: "different skills lacking: {n}", "не хватает разных умений: {n}", "부족한 역량 {n}";
    complete: "complete", "полная", "완성";
    ask: "Ask to join", "Попроситься", "참가 요청";
    asked: "You asked", "Вы попросились", "요청함";
    take_back: "Take the request back", "Отозвать заявку", "요청 취소";
    accept: "Accept the invitation", "Принять приглашение", "초대 수락";
    decline: "Decline", "Отклонить", "거절";
    invite: "Invite", "Пригласить", "초대";
    invited: "Invited", "Приглашён", "초대함";
    uninvite: "Take the invitation back", "Отозвать приглашение", "초대 취소";
    take_in: "Take in", "Принять", "받아들이기";
    turn_down: "Not now", "Не сейчас", "다음에";
    challenge: "Challenge", "Задача", "과제";
    any_challenge: "any", "любая", "전체";
    skill: "Looks for", "Ищет", "찾는 역량";
    any_skill: "any skill", "любое умение", "전체";
    only_free: "With a place free", "Есть места", "빈자리 있는 팀만";
    filter: "Show", "Показать", "보기";
    no_teams: "There is no team yet. Make the first one.", "Команд ещё нет. Создайте первую.", "아직 팀이 없습니다. 첫 팀을 만들어 보세요.";
    no_people: "Nobody is looking for a team just now.", "Сейчас никто не ищет команду.", "지금 팀을 찾는 사람이 없습니다.";
    no_match: "No team is like that. Choose less.", "Таких команд нет. Смягчите условия.", "조건에 맞는 팀이 없습니다. 조건을 줄여 보세요.";
    tray: "Waiting for your answer: {n}", "Ждут вашего ответа: {n}", "답을 기다림: {n}";
    tray_none: "Nothing waits for you · suggestions", "Ничего не ждёт ответа · предложения", "기다리는 요청 없음 · 추천 보기";
    suggested: "Would fit", "Могли бы подойти", "어울리는 상대";
    brings: "brings {name}, which is looked for", "нужное умение: {name}", "찾는 역량: {name}";
    speaks_too: "a common language: {name}", "общий язык: {name}", "공통 언어: {name}";
    works_on: "works on {name}", "работает над задачей «{name}»", "과제: {name}";
    chose: "members who chose {name}: {n}", "выбрали «{name}»: {n}", "{name} 선택한 팀원 {n}";
    new_skill: "a skill that nobody there has: {name}", "умение, которого там ни у кого нет: {name}", "팀에 없는 역량: {name}";
    needs: "not complete without {n} more", "до полной не хватает: {n}", "완성까지 {n}명";
    sending: "Sending…", "Отправляем…", "보내는 중…";
    offline: "No connection. What you do is kept and sent as soon as it is back.",
        "Нет связи. Ваши действия сохранены и будут отправлены, как только она появится.",
        "연결이 끊겼습니다. 하신 일은 보관했다가 연결되면 보냅니다.";
    gone_team: "is no more", "больше нет", "이제 없는 팀";
    gone_person: "has a team now or looks no longer", "уже в команде или больше не ищет", "팀이 생겼거나 더 찾지 않음";
    merge: "Suggest to merge", "Предложить объединиться", "합치기 제안";
    unmerge: "Take the suggestion back", "Отозвать предложение", "제안 취소";
    accept_merge: "Take this team in", "Принять эту команду", "이 팀 받아들이기";
    asks_you: "{name} asks to join.", "{name} просится в команду.", "{name} 님이 참가를 요청합니다.";
    invites_you: "{name} invites you.", "{name} приглашает вас.", "{name} 팀이 초대합니다.";
    wants_to_merge: "{name} would like to come into your team.", "{name} хочет влиться в вашу команду.", "{name} 팀이 합치고 싶어 합니다.";
    joined: "You are in {name} now.", "Теперь вы в команде {name}.", "이제 {name} 팀입니다.";
    left: "You are in no team now.", "Теперь вы не в команде.", "이제 팀이 없습니다.";
    here: "here now", "сейчас здесь", "지금 접속 중";
    here_now: "Here now: {n}", "Сейчас здесь: {n}", "지금 접속 {n}";
    free_place: "free", "свободно", "빈자리";
    refused: "Not done.", "Не выполнено.", "처리되지 않음.";
    mentor: "You help as a mentor", "Вы наставник", "멘토로 돕고 있습니다";
    wants: "Would like:", "Хочет:", "희망 과제:";
    offer_new: "A team is proposed to you, with {name}.", "Вам предложена команда: {name}.", "제안된 팀: {name}.";
    offer_team: "The team {name} is proposed to you.", "Вам предложена команда {name}.", "{name} 팀이 제안되었습니다.";
    offer_accept: "I come", "Я в деле", "함께하기";
    offer_yes: "You said yes.", "Вы согласились.", "수락했습니다.";
    offer_no: "You said no.", "Вы отказались.", "거절했습니다.";
    offered: "A team is proposed to you.", "Вам предложена команда.", "팀이 제안되었습니다.";
    you: "This is you", "Это вы", "나";
}
