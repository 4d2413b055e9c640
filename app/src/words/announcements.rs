//! The words of announcements and of saved filters.

use super::pick;
use domain::kernel::Lang;
use domain::organiser::announcement::Standing;

texts! {
    title: "Announcements", "Объявления", "공지";
    lead: "Messages to everybody who fits a filter, about the assembly itself.", "Сообщения всем, кто подходит под фильтр, о самой ассамблее.", "필터에 맞는 모든 사람에게 보내는 총회 관련 안내입니다.";
    none: "Nothing was announced yet.", "Объявлений пока не было.", "아직 공지가 없습니다.";
    none_hint: "Filter the registrations, then choose “Write to these people”.", "Отберите регистрации и выберите «Написать этим людям».", "등록을 필터로 좁힌 다음 “이 사람들에게 쓰기”를 선택하세요.";
    new: "Write an announcement", "Написать объявление", "공지 쓰기";
    write_to: "Write to these people", "Написать этим людям", "이 사람들에게 쓰기";
    to: "To: {filter}", "Кому: {filter}", "받는 사람: {filter}";
    people: "{n} people", "Людей: {n}", "{n}명";
    other_people: "Choose other people", "Выбрать других", "다른 사람 선택";
    languages_note:
        "Write it in every language you can. Who reads a language that is missing gets the first one there is, with a line that says so.",
        "Напишите на всех языках, на каких можете. Кто читает на недостающем, получит первый из имеющихся с пометкой об этом.",
        "가능한 모든 언어로 써 주세요. 해당 언어가 없으면 그 사실을 알리는 문장과 함께 작성된 첫 번째 언어로 보냅니다.";
    name_note: "{name} becomes the name of the reader.", "{name} заменится именем читателя.", "{name}은(는) 받는 사람의 이름으로 바뀝니다.";
    save: "Save and preview", "Сохранить и посмотреть", "저장하고 미리보기";
    edit: "Change it", "Изменить", "수정";
    missing: "Missing: {languages}. Readers of these get it in {other}.", "Не хватает: {languages}. Читающие на них получат его на языке: {other}.", "없는 언어: {languages}. 해당 독자에게는 {other}(으)로 보냅니다.";
    preview: "As one of them gets it", "Как это увидит один из них", "받는 사람이 보는 모습";
    preview_none: "Nobody fits the filter now.", "Сейчас под фильтр никто не подходит.", "지금은 필터에 맞는 사람이 없습니다.";
    another: "As somebody else gets it", "Как это увидит кто-то другой", "다른 사람의 경우 보기";
    test: "Send it to me as a test", "Отправить мне для проверки", "나에게 시험 발송";
    send: "Send", "Отправить", "보내기";
    sure: "Send it to {n} people", "Отправить {n} людям", "{n}명에게 보내기";
    due: "Leave the time empty to send it now. Times are those of the venue.", "Чтобы отправить сейчас, оставьте время пустым. Время – по месту проведения.", "지금 보내려면 시간을 비워 두세요. 시간은 행사장 기준입니다.";
    fixed: "Who gets it is decided by the filter at the moment of sending.", "Кто его получит, определит фильтр в момент отправки.", "받는 사람은 보내는 시점에 필터로 정해집니다.";
    scheduled: "It will be sent {time}.", "Будет отправлено {time}.", "{time}에 발송됩니다.";
    unschedule: "Do not send it yet", "Пока не отправлять", "아직 보내지 않기";
    progress: "{n} of {all} letters are written", "Написано писем: {n} из {all}", "{all}통 중 {n}통 작성";
    stop: "Stop it and take back the letters that have not left", "Остановить и отозвать неотправленные письма", "중지하고 아직 보내지 않은 메일 회수";
    letters: "Letters", "Письма", "메일";
    see_letters: "See them in the outbox", "Посмотреть в исходящих", "보낸 편지함에서 보기";
    look_again: "Look again", "Обновить", "새로 고침";
    fallback:
        "This message is not available in your language; here it is in another one.",
        "Этого сообщения нет на вашем языке; ниже оно на другом.",
        "이 메시지는 귀하의 언어로 제공되지 않아 다른 언어로 보내 드립니다.";
    filters: "Saved filters", "Сохранённые фильтры", "저장한 필터";
    filters_lead: "Your own come first, then those that the whole secretariat sees.", "Сначала ваши, затем общие для секретариата.", "내 필터가 먼저, 사무국 공용 필터가 다음에 나옵니다.";
    filters_none: "There is none yet. Filter the registrations and give the filter a name.", "Пока нет. Отберите регистрации и дайте фильтру имя.", "아직 없습니다. 등록을 필터로 좁힌 다음 이름을 지정하세요.";
    mine: "mine", "мой", "내 필터";
    shared: "secretariat", "секретариат", "사무국";
    share: "The whole secretariat sees it", "Видит весь секретариат", "사무국 전체가 볼 수 있음";
    keep: "Save this filter", "Сохранить этот фильтр", "이 필터 저장";
    keep_button: "Save", "Сохранить", "저장";
    up: "Up", "Выше", "위로";
    down: "Down", "Ниже", "아래로";
    delete: "Delete", "Удалить", "삭제";
    rename: "Rename", "Переименовать", "이름 바꾸기";
    arrange: "Rename, order or delete", "Переименовать, упорядочить, удалить", "이름, 순서, 삭제 관리";
}

/// Where an announcement stands.
pub fn standing(lang: Lang, standing: Standing) -> &'static str {
    match standing {
        Standing::Draft => pick(lang, "draft", "черновик", "초안"),
        Standing::Scheduled => pick(lang, "scheduled", "запланировано", "예약됨"),
        Standing::Gathering | Standing::Sending => pick(lang, "being sent", "отправляется", "보내는 중"),
        Standing::Sent => pick(lang, "sent", "отправлено", "보냄"),
        Standing::Stopping => pick(lang, "being stopped", "останавливается", "중지하는 중"),
        Standing::Stopped => pick(lang, "stopped", "остановлено", "중지됨"),
    }
}
