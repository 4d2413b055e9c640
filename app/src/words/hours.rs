//! The words of mentors' office hours.

use super::mail::Letter;
use super::pick;
use domain::kernel::Lang;
use store::Mail;

texts! {
    title: "Office hours of mentors", "Консультации наставников", "멘토 상담 시간";
    lead:
        "Mentors help any team. A team books one slot with each mentor, and holds two to come at most.",
        "Наставники помогают любой команде. Команда бронирует по одной встрече с наставником и не больше двух предстоящих.",
        "멘토는 어느 팀이든 돕습니다. 한 팀은 멘토마다 하나씩, 모두 두 개까지 예약할 수 있습니다.";
    none: "There are no office hours to come.", "Предстоящих консультаций нет.", "예정된 상담 시간이 없습니다.";
    none_hint:
        "When a mentor publishes some, they are here, and any member of a team can book one.",
        "Когда наставник их объявит, они появятся здесь, и любой участник команды сможет занять время.",
        "멘토가 시간을 열면 여기에 나타나며 팀원 누구나 예약할 수 있습니다.";
    teams_only:
        "Slots are for teams. Join or make one on the board, then come back.",
        "Время бронируют команды. Вступите в команду или создайте её на доске и вернитесь.",
        "상담은 팀 단위로 예약합니다. 보드에서 팀에 들어가거나 만든 뒤 다시 오세요.";
    yours: "Booked by your team", "Забронировано вашей командой", "우리 팀 예약";
    own: "Your office hours", "Ваши консультации", "내 상담 시간";
    own_none:
        "You have published none yet. Say below when you are there.",
        "Вы ещё ничего не объявили. Укажите ниже, когда вы на месте.",
        "아직 연 시간이 없습니다. 아래에 가능한 시간을 적어 주세요.";
    all: "All mentors", "Все наставники", "전체 멘토";
    book: "Book", "Занять", "예약";
    give_back: "Give back", "Отменить бронь", "예약 취소";
    cancel: "Cancel", "Отменить", "취소";
    taken: "taken", "занято", "예약됨";
    free: "free", "свободно", "비어 있음";
    is_yours: "yours", "ваше", "우리 팀";
    call: "Video call", "Видеозвонок", "화상회의";
    open_call: "Open the video call", "Открыть видеозвонок", "화상회의 열기";
    comes: "Who comes", "Кто придёт", "오는 팀";
    publish: "Publish office hours", "Объявить консультации", "상담 시간 열기";
    publish_lead:
        "Times are those of the venue. As many whole slots are made as fit between the two times.",
        "Время местное, по месту проведения. Между двумя моментами поместится столько целых встреч, сколько возможно.",
        "시각은 행사장 기준입니다. 두 시각 사이에 들어가는 만큼 상담 시간이 만들어집니다.";
    minutes: "{n} minutes", "{n} минут", "{n}분";
    choose: "Choose", "Выберите", "선택";
    download: "Download your slots as a calendar", "Скачать свои встречи как календарь", "내 상담을 캘린더 파일로 받기";
    with: "Office hour: {mentor} and {team}", "Консультация: {mentor} и {team}", "멘토 상담: {mentor}, {team}";
    no_mentors: "Nobody is a mentor yet.", "Наставников пока нет.", "아직 멘토가 없습니다.";
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "slots_published" => pick(
            lang,
            "The office hours are published; teams can book them.",
            "Консультации объявлены, команды могут бронировать.",
            "상담 시간이 열렸으며 팀이 예약할 수 있습니다.",
        ),
        "slot_booked" => pick(
            lang,
            "Booked. The mentor sees your team's name and pitch.",
            "Забронировано. Наставник видит название и питч вашей команды.",
            "예약했습니다. 멘토가 팀 이름과 피치를 볼 수 있습니다.",
        ),
        "slot_given_back" => {
            pick(lang, "The slot is free for others again.", "Время снова свободно для других.", "이 시간을 다른 팀이 쓸 수 있게 되었습니다.")
        }
        "slot_cancelled" => pick(
            lang,
            "The slot is cancelled. If a team had booked it, its members get an e-mail.",
            "Встреча отменена. Если её забронировала команда, участники получат письмо.",
            "상담이 취소되었습니다. 예약한 팀이 있으면 팀원에게 이메일을 보냅니다.",
        ),
        _ => return None,
    })
}

impl Letter<'_> {
    /// Tells a member of a team that an office hour does not take place.
    pub fn slot_cancelled(&self, mentor: &str, when: &str, url: &str) -> Mail {
        let said = pick(
            self.lang,
            "the office hour with {mentor}, {time}, that your team had booked does not take place. Please book another one.",
            "консультация ({mentor}, {time}), которую забронировала ваша команда, не состоится. Пожалуйста, выберите другое время.",
            "팀이 예약한 {mentor} 멘토의 상담({time})이 취소되었습니다. 다른 시간을 예약해 주세요.",
        );
        self.write(
            "ideathon.slot_cancelled",
            pick(self.lang, "An office hour is cancelled", "Консультация отменена", "멘토 상담이 취소되었습니다"),
            &[said.replace("{mentor}", mentor).replace("{time}", when).as_str()],
            Some((pick(self.lang, "Office hours", "Консультации", "상담 시간"), url)),
        )
    }
}
