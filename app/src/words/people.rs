//! The words of the console's first page, of finding people and of their pages.

texts! {
    overview: "Overview", "Обзор", "현황";
    decide_now: "Waits for a decision", "Ждут решения", "결정 대기";
    decide_none: "Nobody waits for a decision.", "Решения никто не ждёт.", "결정을 기다리는 등록이 없습니다.";
    unanswered: "Questions without an answer for {n} days", "Вопросы без ответа {n} дней", "{n}일 이상 답변 없는 문의";
    unanswered_none: "Every question is younger or answered.", "Все вопросы новее или на них ответили.", "오래 답변이 없는 문의가 없습니다.";
    failed: "Messages that were given up", "Недоставленные письма", "발송에 실패한 메시지";
    failed_none: "No message was given up.", "Недоставленных писем нет.", "발송에 실패한 메시지가 없습니다.";
    all_of: "See all {n}", "Показать все: {n}", "전체 {n}건 보기";
    at_a_glance: "At a glance", "Коротко", "한눈에 보기";
    of_all: "All", "Всего", "전체";
    waits_days: "waits {n} d", "ждёт {n} дн.", "{n}일째 대기";
    waits_hours: "waits {n} h", "ждёт {n} ч", "{n}시간째 대기";
    no_bulks: "Nothing was decided on many yet.", "Решений о многих пока не было.", "아직 일괄 결정이 없습니다.";
    search: "Find a person", "Найти человека", "사람 찾기";
    search_label: "Name, e-mail, city or number", "Имя, адрес, город или номер", "이름, 이메일, 도시 또는 번호";
    find: "Find", "Найти", "찾기";
    found: "{n} found", "Найдено: {n}", "{n}명 찾음";
    found_some: "{n} found; these are the first. Type more to narrow it.", "Найдено: {n}; показаны первые. Уточните запрос.", "{n}명 찾음. 처음 일부만 표시합니다. 더 입력해 좁혀 보세요.";
    found_none: "Nobody was found. Beginnings of words are enough, in any script.", "Никого не нашлось. Достаточно начала слов, любым письмом.", "찾은 사람이 없습니다. 어떤 문자든 단어의 앞부분만 입력하면 됩니다.";
    ask: "Type the beginning of a name, an e-mail address, a city or a number.", "Введите начало имени, адреса, города или номера.", "이름, 이메일, 도시 또는 번호의 앞부분을 입력하세요.";
    account: "Account", "Учётная запись", "계정";
    verified: "Address confirmed", "Адрес подтверждён", "주소 확인";
    not_verified: "not yet", "ещё нет", "아직 아님";
    since: "Since", "С", "가입";
    roles: "Roles", "Роли", "역할";
    participant: "participant", "участник", "참가자";
    number: "Number", "Номер", "번호";
    registration: "Registration", "Регистрация", "등록";
    no_registration: "None is handed in.", "Не отправлена.", "제출된 등록이 없습니다.";
    mails: "Messages to them", "Письма этому человеку", "보낸 메시지";
    no_mails: "None yet.", "Пока нет.", "아직 없습니다.";
    about_them: "What happened to them", "Что с ним происходило", "이 사람에 관한 기록";
    by_them: "What they did", "Что он сделал", "이 사람이 한 일";
}
