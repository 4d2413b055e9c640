//! The words of the organisers' page of the ideathon.

use super::pick;
use domain::kernel::Lang;

texts! {
    title: "Ideathon", "Идеатон", "아이디어톤";
    projector: "For the screen", "Для экрана", "화면용";
    participants: "Participants", "Участники", "참가자";
    teams: "Teams", "Команды", "팀";
    complete: "complete", "полных", "완성";
    looking: "looking for a team", "ищут команду", "팀 찾는 중";
    mentors: "Mentors", "Наставники", "멘토";
    mentor: "mentor", "наставник", "멘토";
    members: "Members", "Участники", "팀원";
    stands: "Standing", "Состав", "상태";
    no_team: "no team", "без команды", "팀 없음";
    no_teams: "There are no teams yet.", "Команд ещё нет.", "아직 팀이 없습니다.";
    no_people: "Nobody takes part yet. Whoever has an approved registration can make a profile.",
        "Участников пока нет. Профиль может создать каждый, чья регистрация одобрена.",
        "아직 참가자가 없습니다. 등록이 승인된 사람은 프로필을 만들 수 있습니다.";
    choose: "choose", "выберите", "선택";
    dissolve: "Dissolve a team", "Распустить команду", "팀 해산";
    dissolve_note: "Its members have no team then and are told the reason. This cannot be taken back.",
        "Её участники останутся без команды и узнают причину. Отменить это нельзя.",
        "팀원은 팀이 없게 되고 사유를 안내받습니다. 되돌릴 수 없습니다.";
    move_person: "Move somebody", "Перевести участника", "참가자 옮기기";
    move_note: "Also after the lock. The person is told the reason; a team is never fuller than the rules allow.",
        "В том числе после закрытия составов. Участник узнает причину; команда не станет больше, чем разрешают правила.",
        "팀 구성이 확정된 뒤에도 가능합니다. 당사자는 사유를 안내받으며, 규칙보다 많은 팀원은 둘 수 없습니다.";
    out_of_team: "out of the team", "вывести из команды", "팀에서 내보내기";
    mentors_note: "Mentors are in no team and help all of them.", "Наставники не входят в команды и помогают всем.", "멘토는 팀에 속하지 않고 모든 팀을 돕습니다.";
    mentor_yes: "is a mentor", "наставник", "멘토로 지정";
    mentor_no: "is no mentor", "не наставник", "멘토 해제";
    save: "Save", "Сохранить", "저장";
    left_over: "Those left over", "Оставшиеся без команды", "남은 사람";
    match_note: "At the time of the match a team is proposed to everybody who looks for one. Existing teams are never broken; people answer with one tap, and until it applies you and mentors can change it.",
        "В назначенное время всем, кто ищет команду, предлагается команда. Существующие команды не разбиваются; люди отвечают одним нажатием, а до выполнения вы и наставники можете всё поправить.",
        "정해진 시각에 팀을 찾는 모든 사람에게 팀을 제안합니다. 기존 팀은 깨지 않으며, 한 번 눌러 답하고, 실행 전까지 주최 측과 멘토가 바꿀 수 있습니다.";
    propose: "Propose now", "Предложить сейчас", "지금 제안";
    propose_again: "Propose anew", "Предложить заново", "다시 제안";
    applies: "Applies at {time}.", "Вступит в силу {time}.", "{time}에 실행됩니다.";
    apply_now: "Carry out now", "Выполнить сейчас", "지금 실행";
    seed: "Ties are broken by", "Равенство разрешает", "동점 기준";
    new_team: "New team", "Новая команда", "새 팀";
    nowhere: "nowhere", "никуда", "배정 없음";
    yes: "yes", "да", "예";
    no: "no", "нет", "아니요";
    no_answer: "no answer yet", "ответа нет", "답 없음";
    change: "Change the proposal", "Изменить предложение", "제안 바꾸기";
    rules: "Rules and clock", "Правила и часы", "규칙과 시각";
    rules_note: "All times are those of the venue. Teams that are larger than a new most stay as they are and take nobody.",
        "Время указано по месту проведения. Команды больше нового предела остаются как есть и никого не принимают.",
        "모든 시각은 행사장 기준입니다. 새 최대 인원보다 큰 팀은 그대로 두되 새 사람을 받지 않습니다.";
    set_rules: "Set the rules", "Задать правила", "규칙 저장";
    write: "Write to teams", "Написать командам", "팀에 메시지 보내기";
    write_note: "As an e-mail to everybody whom you choose, in the words you write.", "Письмо всем, кого вы выберете, теми словами, что вы напишете.", "선택한 모든 사람에게 쓴 그대로 이메일을 보냅니다.";
    to_all: "all members of teams", "все участники команд", "모든 팀원";
    to_incomplete: "members of teams that are not complete", "участники неполных команд", "완성되지 않은 팀의 팀원";
    to_looking: "those who look for a team", "те, кто ищет команду", "팀을 찾는 사람";
    to_captains: "captains", "капитаны", "팀장";
    send: "Send", "Отправить", "보내기";
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "rules_set" => pick(lang, "The rules are set.", "Правила заданы.", "규칙을 저장했습니다."),
        "person_moved" => pick(lang, "Moved, and told the reason.", "Перевод выполнен, причина сообщена.", "옮기고 사유를 안내했습니다."),
        "team_dissolved" => pick(lang, "The team is dissolved.", "Команда распущена.", "팀을 해산했습니다."),
        "mentor_set" => pick(lang, "Saved.", "Сохранено.", "저장했습니다."),
        "match_proposed" => pick(lang, "Proposed, and everybody concerned is told.", "Предложено, всем сообщено.", "제안하고 모두에게 알렸습니다."),
        "match_changed" => pick(lang, "The proposal is changed.", "Предложение изменено.", "제안을 바꾸었습니다."),
        "match_applied" => {
            pick(lang, "Carried out for everybody who said yes.", "Выполнено для всех, кто согласился.", "수락한 모든 사람에게 적용했습니다.")
        }
        "teams_written" => pick(lang, "The messages are on their way.", "Письма отправляются.", "메시지를 보내고 있습니다."),
        _ => return None,
    })
}
