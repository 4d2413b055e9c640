//! Labels, hints and problems of form fields.

use super::pick;
use domain::kernel::{Lang, Problem};

/// The label of a field.
pub fn label(lang: Lang, field: &str) -> &str {
    match field {
        "name" => pick(lang, "Your name", "Ваше имя", "이름"),
        "email" => pick(lang, "E-mail address", "Адрес электронной почты", "이메일 주소"),
        "password" => pick(lang, "Password", "Пароль", "비밀번호"),
        "repeat" => pick(lang, "The same password again", "Тот же пароль ещё раз", "비밀번호 확인"),
        "current_password" => pick(lang, "Your password now", "Текущий пароль", "현재 비밀번호"),
        "passkey_name" => pick(lang, "Name of the passkey", "Название ключа", "패스키 이름"),
        "until_day" => pick(lang, "Last day", "Последний день", "마지막 날"),
        "own_address" => pick(lang, "Your e-mail address, to be sure", "Ваш адрес электронной почты, для подтверждения", "확인을 위한 이메일 주소"),
        "skills" => pick(lang, "What you bring", "Что вы умеете", "할 수 있는 일"),
        "interests" => pick(lang, "Challenges you would like to work on", "Задачи, над которыми хотите работать", "하고 싶은 과제"),
        "about" => pick(lang, "A sentence about you", "Пара слов о себе", "한 줄 소개"),
        "looking" => pick(lang, "Looking for a team", "Ищу команду", "팀 찾는 중"),
        "shown" => pick(lang, "What the others see", "Что видят другие", "다른 사람에게 보이는 것"),
        "team_name" => pick(lang, "Name of the team", "Название команды", "팀 이름"),
        "pitch" => pick(lang, "What it wants to do, in a sentence", "Что она хочет сделать, одной фразой", "무엇을 하려는지 한 문장으로"),
        "challenge" => pick(lang, "Challenge", "Задача", "과제"),
        "wanted" => pick(lang, "Skills it looks for", "Какие умения нужны", "찾는 역량"),
        "team_min" => pick(lang, "People in a complete team, at least", "Человек в полной команде, не меньше", "완성된 팀의 최소 인원"),
        "team_max" => pick(lang, "People in a team, at most", "Человек в команде, не больше", "팀 최대 인원"),
        "most_of_one_city" => pick(
            lang,
            "Of one city, at most (empty: as many as like)",
            "Из одного города, не больше (пусто — сколько угодно)",
            "한 도시 최대 인원(비우면 제한 없음)",
        ),
        "least_skills" => {
            pick(lang, "Different skills in a complete team, at least", "Разных умений в полной команде, не меньше", "완성된 팀의 최소 역량 수")
        }
        "opens_at" => pick(lang, "Teams form from", "Команды собираются с", "팀 만들기 시작"),
        "match_at" => pick(lang, "Teams are proposed at", "Команды предлагаются в", "팀 제안 시각"),
        "locks_at" => pick(lang, "Teams lock at", "Составы закрываются в", "팀 구성 확정"),
        "deadline" => pick(lang, "Handing in until", "Сдать до", "제출 마감"),
        "grace_minutes" => pick(lang, "Late entries, minutes after that", "Опоздание, минут после этого", "늦은 제출 허용(분)"),
        "person" => pick(lang, "Who", "Кто", "누구"),
        "team" => pick(lang, "Team", "Команда", "팀"),
        "group" => pick(lang, "Group", "Группа", "그룹"),
        "mentor" => pick(lang, "Mentor", "Наставник", "멘토"),
        "move_reason" => pick(lang, "Reason, which the people concerned read", "Причина, её увидят те, кого это касается", "사유(당사자에게 표시됨)"),
        "to_teams" => pick(lang, "To whom", "Кому", "받는 사람"),
        "message_subject" => pick(lang, "Subject", "Тема", "제목"),
        "message_text" => pick(lang, "Message", "Сообщение", "내용"),
        "team_code" => pick(lang, "Code of the team", "Код команды", "팀 코드"),
        "code" => pick(lang, "Code of the app", "Код из приложения", "앱의 인증 코드"),
        "recovery_code" => pick(lang, "Recovery code", "Резервный код", "복구 코드"),
        "lang" => pick(lang, "Language of e-mails", "Язык писем", "이메일 언어"),
        "given_name" => pick(lang, "Given name", "Имя", "이름(Given name)"),
        "family_name" => pick(lang, "Family name", "Фамилия", "성(Family name)"),
        "badge_name" => pick(lang, "Name on the badge", "Имя на бейдже", "명찰에 표시할 이름"),
        "category" => pick(lang, "You take part as", "Вы участвуете как", "참가 자격"),
        "city" => pick(lang, "City or local government", "Город или местный орган власти", "도시 또는 지방정부"),
        "country" => pick(lang, "Country", "Страна", "국가"),
        "organisation" => pick(lang, "Organisation", "Организация", "소속 기관"),
        "position" => pick(lang, "Position", "Должность", "직위"),
        "phone" => pick(lang, "Telephone", "Телефон", "전화번호"),
        "languages" => pick(lang, "Languages you speak", "На каких языках вы говорите", "구사하는 언어"),
        "interpretation" => pick(lang, "Language you would like interpretation into", "На какой язык вам нужен перевод", "필요한 통역 언어"),
        "diet" => pick(lang, "Food", "Питание", "식사"),
        "diet_note" => {
            pick(lang, "Anything else about food, such as allergies", "Что ещё важно о питании, например аллергии", "알레르기 등 식사 관련 추가 사항")
        }
        "access" => pick(lang, "Accessibility", "Доступная среда", "접근성"),
        "access_note" => pick(lang, "Anything else that helps you take part", "Что ещё поможет вам участвовать", "참가에 도움이 되는 추가 사항"),
        "consent_handling" => pick(
            lang,
            "The secretariat may use what I wrote here to handle my registration.",
            "Секретариат может использовать указанные здесь сведения, чтобы рассмотреть мою регистрацию.",
            "사무국이 등록 처리를 위해 제가 작성한 정보를 이용하는 데 동의합니다.",
        ),
        "consent_list" => pick(
            lang,
            "Other participants may see my name, city and position in the list of participants.",
            "Другие участники могут видеть моё имя, город и должность в списке участников.",
            "참가자 명단에서 다른 참가자가 제 이름, 도시, 직위를 볼 수 있습니다.",
        ),
        "consent_pictures" => pick(
            lang,
            "Pictures of the assembly that show me may be published.",
            "Фотографии ассамблеи, на которых есть я, можно публиковать.",
            "제가 나온 총회 사진을 공개해도 됩니다.",
        ),
        "consent_news" => pick(
            lang,
            "Please tell me about later assemblies by e-mail.",
            "Сообщайте мне о следующих ассамблеях по электронной почте.",
            "다음 총회 소식을 이메일로 받고 싶습니다.",
        ),
        "passport_number" => pick(lang, "Number of the passport", "Номер паспорта", "여권 번호"),
        "issuing_country" => pick(lang, "Country that issued it", "Страна, выдавшая паспорт", "여권 발급국"),
        "nationality" => pick(lang, "Nationality", "Гражданство", "국적"),
        "date_of_birth" => pick(lang, "Date of birth", "Дата рождения", "생년월일"),
        "passport_expiry" => pick(lang, "The passport is valid until", "Паспорт действителен до", "여권 만료일"),
        "consulate" => pick(lang, "City of the consulate", "Город консульства", "영사관이 있는 도시"),
        "arrival" => pick(lang, "Day of arrival", "День приезда", "입국일"),
        "departure" => pick(lang, "Day of departure", "День отъезда", "출국일"),
        "cancel_sure" => pick(lang, "Take the request back", "Отозвать запрос", "신청 취소"),
        "withdraw_sure" => pick(lang, "Withdraw the registration", "Отозвать регистрацию", "등록 철회"),
        "names" => pick(lang, "Names of the city, one a line", "Названия города, по одному в строке", "도시 이름(한 줄에 하나)"),
        "membership" => pick(lang, "Membership", "Членство", "회원 구분"),
        "fee" => pick(lang, "Fee", "Взнос", "회비"),
        "cap" => pick(lang, "How many people it may register", "Сколько человек может зарегистрировать", "등록 가능 인원"),
        "endorses" => pick(
            lang,
            "The head of the delegation approves people before the secretariat does.",
            "Глава делегации одобряет людей раньше секретариата.",
            "사무국보다 먼저 대표단장이 승인합니다.",
        ),
        "heads" => pick(
            lang,
            "Addresses of the heads of the delegation, one a line",
            "Адреса глав делегации, по одному в строке",
            "대표단장 이메일 주소(한 줄에 하나)",
        ),
        "capacity" => pick(lang, "Places", "Мест", "자리 수"),
        "table" => pick(lang, "The table", "Таблица", "표"),
        "release" => pick(lang, "Who gives the place back", "Кто вернёт место", "자리를 돌려줄 분"),
        "voter" => pick(lang, "Voting delegate", "Голосующий делегат", "투표 대표"),
        "alternate_1" => pick(lang, "First alternate", "Первый заместитель", "예비 투표자 1"),
        "alternate_2" => pick(lang, "Second alternate", "Второй заместитель", "예비 투표자 2"),
        "alternate_3" => pick(lang, "Third alternate", "Третий заместитель", "예비 투표자 3"),
        "role" => pick(lang, "Task", "Задача", "역할"),
        "decision" => pick(lang, "Decision", "Решение", "결정"),
        "message" | "desk_message" => pick(lang, "Question or reason", "Вопрос или причина", "문의 내용 또는 사유"),
        "share_mode" => pick(lang, "When an exhibitor scans my badge", "Когда экспонент считывает мой бейдж", "전시 기업이 내 명찰을 스캔하면"),
        "share_fields" => pick(lang, "What is shared besides the name", "Чем делиться кроме имени", "이름 외에 공유할 정보"),
        "lead_rating" => pick(lang, "How promising", "Насколько перспективно", "가능성"),
        "lead_notes" => pick(lang, "Notes", "Заметки", "메모"),
        "badge" => pick(lang, "Code on the badge", "Код на бейдже", "명찰의 코드"),
        "sheet" => pick(lang, "Sheets", "Листы", "용지"),
        "replace_reason" => pick(lang, "Why", "Причина", "사유"),
        "undo_reason" => pick(lang, "Why it was a mistake", "В чём ошибка", "취소 사유"),
        "station_name" => pick(lang, "Name of the station", "Название пункта", "장소 이름"),
        "subject_en" => "Subject (English)",
        "text_en" => "Text (English)",
        "subject_ru" => "Тема (русский)",
        "text_ru" => "Текст (русский)",
        "subject_ko" => "제목 (한국어)",
        "text_ko" => "본문 (한국어)",
        "due" => pick(lang, "Not before", "Не раньше", "발송 시각"),
        "announce_sure" => pick(lang, "Send", "Отправить", "보내기"),
        "keep" => pick(lang, "Which registration is kept", "Какая регистрация останется", "유지할 등록"),
        "merge_sure" => pick(lang, "Merge the two", "Объединить", "하나로 합치기"),
        "pitch_title" => pick(lang, "Title of the pitch", "Название питча", "피치 제목"),
        "pitch_text" => pick(lang, "The pitch in full", "Текст питча", "피치 내용"),
        "canvas_problem" => pick(lang, "Problem", "Проблема", "문제"),
        "canvas_users" => pick(lang, "Users", "Для кого", "사용자"),
        "canvas_solution" => pick(lang, "Solution", "Решение", "해결책"),
        "canvas_impact" => pick(lang, "Impact", "Результат", "효과"),
        "work_links" => pick(lang, "Links", "Ссылки", "링크"),
        "hours_day" => pick(lang, "Day", "День", "날짜"),
        "hours_from" => pick(lang, "From", "С", "시작"),
        "hours_until" => pick(lang, "Until", "До", "끝"),
        "hours_minutes" => pick(lang, "Length of a slot", "Длительность встречи", "한 번의 길이"),
        "hours_place" => pick(lang, "Where", "Где", "장소"),
        "hours_mentor" => pick(lang, "Mentor", "Наставник", "멘토"),
        "filter_name" => pick(lang, "Name of the filter", "Название фильтра", "필터 이름"),
        "shared" => pick(lang, "Shared", "Общий", "공유"),
        "id" => pick(lang, "Number", "Номер", "번호"),
        "submitted_at" => pick(lang, "Handed in", "Отправлена", "제출"),
        "decided_at" => pick(lang, "Decided", "Решение принято", "결정"),
        "all" => pick(lang, "Everybody who fits", "Все подходящие", "조건에 맞는 모든 사람"),
        "file" => pick(lang, "File", "Файл", "파일"),
        "idea_title" => pick(lang, "Title", "Название", "제목"),
        "idea_text" => pick(lang, "The idea", "Идея", "아이디어"),
        "comment_text" => pick(lang, "Your comment", "Ваш комментарий", "댓글"),
        "remove_reason" => pick(lang, "Reason, which everybody reads", "Причина, которую увидят все", "사유(모두에게 표시됨)"),
        "withdraw_idea_sure" => pick(lang, "Take it off the board", "Убрать с доски", "보드에서 내리기"),
        "text_lang" => pick(lang, "Language of the text", "Язык текста", "글의 언어"),
        "challenge_title" => pick(lang, "Title", "Название", "제목"),
        "challenge_summary" => pick(lang, "In one sentence", "Одним предложением", "한 문장 요약"),
        "challenge_text" => pick(lang, "What it is about", "В чём дело", "설명"),
        "challenge_change" => pick(lang, "What a good answer would change", "Что изменит хороший ответ", "좋은 답이 가져올 변화"),
        "challenge_data" => pick(lang, "Data available", "Какие данные есть", "제공되는 데이터"),
        "links" => pick(lang, "Links, one a line", "Ссылки, по одной в строке", "링크(한 줄에 하나)"),
        "hall_en" => pick(lang, "Name (English)", "Название (английский)", "이름(영어)"),
        "hall_ru" => pick(lang, "Name (Russian)", "Название (русский)", "이름(러시아어)"),
        "hall_ko" => pick(lang, "Name (Korean)", "Название (корейский)", "이름(한국어)"),
        "hall_width" => pick(lang, "Width in metres", "Ширина, м", "너비(m)"),
        "hall_depth" => pick(lang, "Depth in metres", "Глубина, м", "깊이(m)"),
        "remove_hall_sure" => pick(lang, "Remove the hall", "Удалить зал", "홀 삭제"),
        "booth_number" => pick(lang, "Number", "Номер", "번호"),
        "booth_x" => pick(lang, "From the left, in metres", "Слева, м", "왼쪽에서(m)"),
        "booth_y" => pick(lang, "From the top, in metres", "Сверху, м", "위에서(m)"),
        "booth_width" => pick(lang, "Width in metres", "Ширина, м", "너비(m)"),
        "booth_depth" => pick(lang, "Depth in metres", "Глубина, м", "깊이(m)"),
        "booth_power" => pick(lang, "Electric power, in watts", "Электрическая мощность, Вт", "전력(W)"),
        "booth_internet" => pick(lang, "Internet by cable", "Проводной интернет", "유선 인터넷"),
        "booth" => pick(lang, "Booth", "Стенд", "부스"),
        "lines" => pick(lang, "Booths to give", "Какие стенды раздать", "배정할 부스"),
        "seed" => pick(lang, "Seed", "Зерно", "시드"),
        "swap_one" => pick(lang, "One", "Первый", "첫째"),
        "swap_other" => pick(lang, "The other", "Второй", "둘째"),
        "wish_1" => pick(lang, "First wish", "Первое пожелание", "1순위"),
        "wish_2" => pick(lang, "Second wish", "Второе пожелание", "2순위"),
        "wish_3" => pick(lang, "Third wish", "Третье пожелание", "3순위"),
        "wish_4" => pick(lang, "Fourth wish", "Четвёртое пожелание", "4순위"),
        "wish_5" => pick(lang, "Fifth wish", "Пятое пожелание", "5순위"),
        "competitor_1" => pick(lang, "Not beside (1)", "Не рядом с (1)", "피하고 싶은 이웃 1"),
        "competitor_2" => pick(lang, "Not beside (2)", "Не рядом с (2)", "피하고 싶은 이웃 2"),
        "competitor_3" => pick(lang, "Not beside (3)", "Не рядом с (3)", "피하고 싶은 이웃 3"),
        "company_name" => pick(lang, "Name of the company", "Название компании", "회사 이름"),
        "company_city" => pick(lang, "City", "Город", "도시"),
        "website" => pick(lang, "Website", "Сайт", "웹사이트"),
        "company_about" => pick(lang, "What the company does", "Чем занимается компания", "회사가 하는 일"),
        "company_shows" => pick(lang, "What you want to show", "Что вы хотите показать", "전시하려는 것"),
        "topics" => pick(lang, "Topics", "Темы", "주제"),
        "booth_class" => pick(lang, "Size of the booth", "Размер стенда", "부스 크기"),
        "power" => pick(lang, "Electric power, in watts", "Электрическая мощность, Вт", "필요 전력(W)"),
        "internet" => pick(lang, "We need internet by cable", "Нужен проводной интернет", "유선 인터넷이 필요합니다"),
        "remarks" => pick(lang, "What else we should know", "Что ещё нам нужно знать", "그 밖에 알려 주실 내용"),
        "accept_terms" => {
            pick(lang, "I accept these terms for the company", "Принимаю эти условия от имени компании", "회사를 대표해 이 약관에 동의합니다")
        }
        "withdraw_company_sure" => pick(lang, "Withdraw the company", "Отказаться от участия", "참가 취소"),
        "leave_company_sure" => pick(lang, "Leave the company", "Выйти из компании", "회사에서 나가기"),
        "company_role" => pick(lang, "What they may do", "Что можно делать", "권한"),
        "tagline" => pick(lang, "What you do, in a sentence", "Чем вы занимаетесь, одной фразой", "한 줄 소개"),
        "profile_about" => pick(lang, "About the company", "О компании", "회사 소개"),
        "video" => pick(lang, "A video", "Видео", "동영상"),
        "social" => pick(lang, "Your pages elsewhere", "Ваши страницы в других местах", "다른 페이지"),
        "ask_name" => pick(lang, "Whom to ask", "К кому обращаться", "문의 담당자"),
        "ask_role" => pick(lang, "What they do", "Должность", "담당 업무"),
        "ask_email" => pick(lang, "Their e-mail address", "Адрес электронной почты", "담당자 이메일"),
        "ask_phone" => pick(lang, "Their telephone number", "Телефон", "담당자 전화번호"),
        "solution_name_en" => "Name (English)",
        "solution_name_ru" => "Название (русский)",
        "solution_name_ko" => "이름(한국어)",
        "solution_text_en" => "What it does for a city (English)",
        "solution_text_ru" => "Что решение даёт городу (русский)",
        "solution_text_ko" => "도시를 위해 하는 일(한국어)",
        "answers_challenges" => pick(lang, "Challenges that it answers", "На какие задачи отвечает", "답이 되는 과제"),
        "reference_city" => pick(lang, "City", "Город", "도시"),
        "uses_en" => "What it uses, in a sentence (English)",
        "uses_ru" => "Что он использует, одной фразой (русский)",
        "uses_ko" => "무엇을 쓰는지 한 문장으로(한국어)",
        "contact_name" => pick(lang, "Whom participants ask", "К кому обращаться участникам", "참가자 문의 담당자"),
        "contact_role" => pick(lang, "What they do in the city", "Чем занимается в городе", "담당 업무"),
        "contact_email" => pick(lang, "Their e-mail address", "Адрес электронной почты", "담당자 이메일"),
        "withdraw_challenge_sure" => pick(lang, "Withdraw the challenge", "Отозвать задачу", "과제 철회"),
        "state" => pick(lang, "State", "Состояние", "상태"),
        "words" => pick(lang, "Name, city or address", "Имя, город или адрес", "이름, 도시 또는 주소"),
        "title_en" => "Title (English)",
        "title_ru" => "Название (русский)",
        "title_ko" => "제목 (한국어)",
        "count_by" => pick(lang, "How sheets become one value", "Как из листов получается итог", "집계 방법"),
        "tie_1" => pick(lang, "Equal values: first by", "При равенстве: сначала", "동점 처리 1"),
        "tie_2" => pick(lang, "Equal values: then by", "При равенстве: затем", "동점 처리 2"),
        "tie_3" => pick(lang, "Equal values: at last by", "При равенстве: наконец", "동점 처리 3"),
        "least" => pick(lang, "Sheets that an entry needs", "Сколько листов нужно работе", "필요한 채점표 수"),
        "same_country" => pick(
            lang,
            "A juror of the same country has a conflict of interest.",
            "У члена жюри из той же страны – конфликт интересов.",
            "같은 나라의 심사위원은 이해 충돌로 봅니다.",
        ),
        "criterion" => pick(lang, "Criterion", "Критерий", "기준"),
        "criterion_name_en" => "Name (English)",
        "criterion_name_ru" => "Название (по-русски)",
        "criterion_name_ko" => "이름 (한국어)",
        "asks_en" => "What it asks (English)",
        "asks_ru" => "О чём он (русский)",
        "asks_ko" => "묻는 내용 (한국어)",
        "low_en" => "What 0 means (English)",
        "low_ru" => "Что значит 0 (русский)",
        "low_ko" => "0점의 뜻 (한국어)",
        "high_en" => "What the end of the scale means (English)",
        "high_ru" => "Что значит высший балл (русский)",
        "high_ko" => "최고점의 뜻 (한국어)",
        "weight" => pick(lang, "Weight", "Вес", "가중치"),
        "scale" => pick(lang, "Highest score", "Высший балл", "최고점"),
        "step_sure" => pick(lang, "Confirmation", "Подтверждение", "확인"),
        "juror" => pick(lang, "Juror", "Член жюри", "심사위원"),
        "entry" => pick(lang, "Entry", "Работа", "출품작"),
        "score_sheet" => pick(lang, "Sheet", "Лист", "채점표"),
        "judge_reason" => pick(lang, "Reason", "Причина", "사유"),
        "owner_name" => pick(lang, "Who owns it in your city", "Кто отвечает в вашем городе", "우리 도시의 담당자"),
        "owner_role" => pick(lang, "Position of the owner", "Должность ответственного", "담당자의 직위"),
        "owner_email" => pick(lang, "E-mail address of the owner", "Электронная почта ответственного", "담당자의 이메일"),
        "first_step" => pick(lang, "First step", "Первый шаг", "첫 단계"),
        "pilot_day" => pick(lang, "Until when", "К какому сроку", "기한"),
        "pilot_step" => pick(lang, "What it becomes", "Что дальше", "다음 상태"),
        "pilot_reason" => pick(lang, "Why, when it is dropped", "Почему, если прекращается", "중단 사유"),
        score if score.starts_with("scores[") => pick(lang, "Score", "Оценка", "점수"),
        other => other,
    }
}

/// The hint of a field.
pub fn hint(lang: Lang, field: &str) -> Option<&'static str> {
    Some(match field {
        "name" => pick(lang, "As we should address you in e-mails.", "Как к вам обращаться в письмах.", "이메일에서 부를 이름입니다."),
        "password" => pick(
            lang,
            "At least 10 characters. Several words that you can remember are good.",
            "Не менее 10 знаков. Хорошо подходят несколько слов, которые вы запомните.",
            "10자 이상. 기억하기 쉬운 여러 단어를 이어 쓰면 좋습니다.",
        ),
        "passkey_name" => {
            pick(lang, "Such as the device that keeps it.", "Например, устройство, на котором он хранится.", "예: 패스키가 저장된 기기")
        }
        "given_name" | "family_name" => pick(lang, "As in your passport.", "Как в паспорте.", "여권과 같게 적어 주세요."),
        "names" => pick(
            lang,
            "The first one is shown; other scripts and spellings find the city too.",
            "Показывается первое; по другим написаниям город тоже находится.",
            "첫 번째 이름이 표시되며 다른 표기로도 찾을 수 있습니다.",
        ),
        "weight" => pick(
            lang,
            "From 1 to 100; only the proportion to the others counts.",
            "От 1 до 100; важно только соотношение с другими.",
            "1부터 100까지이며 다른 기준과의 비율만 의미가 있습니다.",
        ),
        "scale" => pick(lang, "From 1 to 10; scores begin at 0.", "От 1 до 10; оценки начинаются с 0.", "1부터 10까지이며 점수는 0부터입니다."),
        "least" => pick(lang, "From 1 to 50.", "От 1 до 50.", "1부터 50까지입니다."),
        "owner_email" => pick(
            lang,
            "The team and the organisers see it, and a reminder goes there when the day is over.",
            "Его увидят команда и организаторы; когда срок пройдёт, туда придёт напоминание.",
            "팀과 운영자가 볼 수 있으며 기한이 지나면 알림을 보냅니다.",
        ),
        "cap" | "capacity" => pick(lang, "Empty: no limit.", "Пусто: без ограничения.", "비워 두면 제한이 없습니다."),
        "heads" => pick(
            lang,
            "Whoever signs in with one of these addresses, and has confirmed it, heads the delegation.",
            "Кто входит с одним из этих подтверждённых адресов, тот возглавляет делегацию.",
            "이 주소를 확인하고 로그인한 사람이 대표단장이 됩니다.",
        ),
        "badge_name" => pick(
            lang,
            "In any script. When it is empty, the badge shows your given and family name.",
            "Любым письмом. Если не заполнить, на бейдже будут имя и фамилия.",
            "어떤 문자든 쓸 수 있습니다. 비워 두면 이름과 성이 표시됩니다.",
        ),
        "passport_number" => pick(
            lang,
            "Letters and digits, as they stand on the page with your picture.",
            "Буквы и цифры, как на странице с фотографией.",
            "사진이 있는 면에 적힌 문자와 숫자를 적어 주세요.",
        ),
        "consulate" => pick(lang, "Where you apply for the visa.", "Где вы подаёте документы на визу.", "비자를 신청할 곳입니다."),
        "phone" => {
            pick(lang, "Optional, for the days of the assembly.", "Необязательно; на дни ассамблеи.", "선택 사항이며 총회 기간에만 사용합니다.")
        }
        "consent_handling" => pick(
            lang,
            "Needed: without it there is no registration. Kept until six months after the assembly.",
            "Обязательно: без этого регистрации нет. Хранится шесть месяцев после ассамблеи.",
            "필수 항목입니다. 동의가 없으면 등록할 수 없으며, 총회 후 6개월간 보관합니다.",
        ),
        "consent_list" => pick(
            lang,
            "Helps others to find you. You can change it any time.",
            "Помогает другим найти вас. Можно изменить в любое время.",
            "다른 참가자가 찾기 쉬워집니다. 언제든 바꿀 수 있습니다.",
        ),
        "consent_pictures" => {
            pick(lang, "For the public report of the assembly.", "Для открытого отчёта об ассамблее.", "총회 공개 보고서에 쓰입니다.")
        }
        "consent_news" => pick(lang, "A few times a year.", "Несколько раз в год.", "일 년에 몇 번 보내 드립니다."),
        "desk_message" => pick(
            lang,
            "Needed when you ask, decline or revoke. The person reads these words here, signed in; the e-mail does not have them.",
            "Нужно, если вы спрашиваете, отказываете или отзываете. Человек прочтёт эти слова здесь, после входа; в письме их нет.",
            "문의, 거절, 취소할 때 필요합니다. 신청자는 로그인한 뒤 여기에서 읽으며 이메일에는 적히지 않습니다.",
        ),
        "idea_text" => pick(
            lang,
            "For whom is it, what would change, what is needed to try it?",
            "Для кого это, что изменится, что нужно, чтобы попробовать?",
            "누구를 위한 것이고 무엇이 바뀌며, 시도하려면 무엇이 필요한가요?",
        ),
        "challenge_title" => pick(lang, "Short, as a headline.", "Коротко, как заголовок.", "제목처럼 짧게 적어 주세요."),
        "challenge_summary" => pick(
            lang,
            "A question to which a team could find an answer.",
            "Вопрос, на который команда могла бы найти ответ.",
            "팀이 답을 찾을 수 있는 질문으로 적어 주세요.",
        ),
        "challenge_text" => pick(
            lang,
            "What is so today, for whom it is a problem, what was tried. An empty line begins a new paragraph.",
            "Как обстоят дела сейчас, для кого это проблема, что уже пробовали. Пустая строка начинает новый абзац.",
            "현재 상황, 누구에게 문제인지, 무엇을 시도했는지 적어 주세요. 빈 줄을 넣으면 문단이 바뀝니다.",
        ),
        "challenge_data" => pick(lang, "Optional.", "Необязательно.", "선택 사항입니다."),
        "links" => pick(lang, "Optional, at most eight.", "Необязательно, не больше восьми.", "선택 사항이며 최대 8개입니다."),
        "website" | "video" => pick(lang, "With https:// in front.", "Начните с https://.", "https://로 시작해 주세요."),
        "social" => pick(
            lang,
            "One address a line, with https:// in front.",
            "По одному адресу в строке, с https://.",
            "한 줄에 하나씩, https://로 시작해 주세요.",
        ),
        "booth_number" => pick(lang, "Letters, digits and -, such as A-12.", "Буквы, цифры и дефис, например A-12.", "영문자, 숫자와 -. 예: A-12"),
        "power" => pick(lang, "Leave it empty if you need none.", "Оставьте пустым, если не нужно.", "필요 없으면 비워 두세요."),
        "ask_name" => pick(
            lang,
            "Everybody sees it on your page. Leave all four empty to name nobody.",
            "Это увидят все на вашей странице. Оставьте все четыре поля пустыми, чтобы никого не называть.",
            "페이지에서 모두가 봅니다. 아무도 적지 않으려면 네 칸을 모두 비워 두세요.",
        ),
        "contact_name" => pick(
            lang,
            "Name, work and address are shown to people who take part, never to everybody.",
            "Имя, должность и адрес видят только участники.",
            "이름, 업무, 이메일은 참가자에게만 보입니다.",
        ),
        "file" => pick(
            lang,
            "PDF, PNG, JPEG, WebP, plain text or CSV, up to 10 MB. Pictures lose what they say about place and camera.",
            "PDF, PNG, JPEG, WebP, простой текст или CSV, до 10 МБ. Из снимков удаляются сведения о месте и камере.",
            "PDF, PNG, JPEG, WebP, 일반 텍스트 또는 CSV, 최대 10MB. 사진의 위치·카메라 정보는 지워집니다.",
        ),
        "pitch_text" => pick(
            lang,
            "What you would say on the stage in three minutes.",
            "То, что вы сказали бы со сцены за три минуты.",
            "무대에서 3분 동안 말할 내용입니다.",
        ),
        "canvas_problem" => pick(
            lang,
            "What is wrong in the city, and how you know.",
            "Что в городе не так и откуда вы это знаете.",
            "도시에서 무엇이 문제이며 어떻게 알게 되었는지 적어 주세요.",
        ),
        "canvas_users" => pick(lang, "Who has this problem.", "У кого эта проблема.", "이 문제를 겪는 사람들입니다."),
        "canvas_solution" => pick(
            lang,
            "What you propose, and how it works.",
            "Что вы предлагаете и как это работает.",
            "무엇을 제안하며 어떻게 작동하는지 적어 주세요.",
        ),
        "canvas_impact" => pick(
            lang,
            "What would be different, and how one would see it.",
            "Что изменится и как это будет видно.",
            "무엇이 달라지며 어떻게 확인할 수 있는지 적어 주세요.",
        ),
        "work_links" => pick(
            lang,
            "One a line: the address, then what it is called. At most 10.",
            "По одной в строке: адрес, затем название. Не больше 10.",
            "한 줄에 하나씩, 주소와 이름을 적어 주세요. 최대 10개입니다.",
        ),
        "hours_place" => pick(
            lang,
            "A room, or the address of a video call. Only the team that comes sees the address.",
            "Комната или адрес видеозвонка. Адрес увидит только команда, которая придёт.",
            "장소 또는 화상회의 주소입니다. 주소는 예약한 팀만 볼 수 있습니다.",
        ),
        "message" => pick(
            lang,
            "Needed when you ask or reject. The person reads these words in the e-mail.",
            "Нужно, если вы спрашиваете или отклоняете. Человек прочтёт эти слова в письме.",
            "추가 정보를 요청하거나 반려할 때 필요합니다. 신청자가 이메일에서 읽습니다.",
        ),
        _ => return None,
    })
}

/// The sentence for a problem.
pub fn problem(lang: Lang, problem: &Problem) -> String {
    match problem {
        Problem::Required => pick(lang, "Please fill this in.", "Заполните это поле.", "입력해 주세요.").to_owned(),
        Problem::TooLong { max } => {
            pick(lang, "Please use at most {n} characters.", "Не более {n} знаков.", "{n}자 이하로 써 주세요.").replace("{n}", &max.to_string())
        }
        Problem::TooShort { min } => {
            pick(lang, "Please use at least {n} characters.", "Не менее {n} знаков.", "{n}자 이상 써 주세요.").replace("{n}", &min.to_string())
        }
        Problem::NotAnEmail => pick(
            lang,
            "This is not an e-mail address, such as name@city.org.",
            "Это не адрес электронной почты вида name@city.org.",
            "name@city.org와 같은 이메일 주소가 아닙니다.",
        )
        .to_owned(),
        Problem::NotAChoice => pick(lang, "Please choose one of the choices.", "Выберите один из вариантов.", "목록에서 선택해 주세요.").to_owned(),
        Problem::CommonPassword => pick(
            lang,
            "This password is easy to guess. Please choose another one.",
            "Этот пароль легко угадать. Выберите другой.",
            "추측하기 쉬운 비밀번호입니다. 다른 비밀번호를 정해 주세요.",
        )
        .to_owned(),
        Problem::PasswordsDiffer => pick(lang, "The two passwords differ.", "Пароли не совпадают.", "비밀번호가 서로 다릅니다.").to_owned(),
        Problem::ConsentNeeded => pick(
            lang,
            "Without this consent we cannot handle your registration.",
            "Без этого согласия мы не можем рассмотреть регистрацию.",
            "이 동의가 없으면 등록을 처리할 수 없습니다.",
        )
        .to_owned(),
        Problem::NotATable => pick(
            lang,
            "This is no table with the columns given_name, family_name, category and position in its first row.",
            "Это не таблица со столбцами given_name, family_name, category и position в первой строке.",
            "첫 행에 given_name, family_name, category, position 열이 있는 표가 아닙니다.",
        )
        .to_owned(),
        Problem::NotANumber => pick(lang, "Please give a whole number.", "Укажите целое число.", "정수를 입력해 주세요.").to_owned(),
        Problem::NotADay => pick(
            lang,
            "Please give a day from today to a year ahead.",
            "Укажите день от сегодняшнего до дня через год.",
            "오늘부터 1년 이내의 날짜를 입력해 주세요.",
        )
        .to_owned(),
        Problem::NotOwnAddress => {
            pick(lang, "This is not the address of your account.", "Это не адрес вашей учётной записи.", "계정의 이메일 주소와 다릅니다.").to_owned()
        }
        Problem::NotACode => pick(
            lang,
            "This is no code: the app shows six digits, a recovery code has 16 letters and digits.",
            "Это не код: приложение показывает шесть цифр, в резервном коде 16 букв и цифр.",
            "코드가 아닙니다. 앱의 코드는 숫자 여섯 자리, 복구 코드는 영문과 숫자 16자입니다.",
        )
        .to_owned(),
        Problem::NotADate => {
            pick(lang, "This is not a day, such as 2017-06-28.", "Это не дата вида 2017-06-28.", "2017-06-28과 같은 날짜가 아닙니다.").to_owned()
        }
        Problem::NotBefore { day } => {
            pick(lang, "Not before {day}.", "Не раньше {day}.", "{day} 이후여야 합니다.").replace("{day}", &day.to_string())
        }
        Problem::NotAfter { day } => pick(lang, "Not after {day}.", "Не позже {day}.", "{day} 이전이어야 합니다.").replace("{day}", &day.to_string()),
        Problem::BadCode => pick(
            lang,
            "This is no code of a badge. Please compare it letter by letter, or look for the name.",
            "Это не код бейджа. Сверьте его по буквам или найдите человека по имени.",
            "명찰 코드가 아닙니다. 글자를 하나씩 확인하거나 이름으로 찾아 주세요.",
        )
        .to_owned(),
        Problem::NotALink => pick(
            lang,
            "This is not the address of a page, such as https://city.org/map.",
            "Это не адрес страницы вида https://city.org/map.",
            "https://city.org/map과 같은 웹 주소가 아닙니다.",
        )
        .to_owned(),
        Problem::NotATime => pick(
            lang,
            "Please give a time that is still to come, such as 14:30, and an end at least one slot after the start.",
            "Укажите ещё не наступившее время, например 14:30, и конец не раньше чем через одну встречу после начала.",
            "14:30과 같이 아직 오지 않은 시각을 적고, 끝은 시작보다 한 번의 길이 이상 늦어야 합니다.",
        )
        .to_owned(),
        Problem::TooMany { max } => {
            pick(lang, "At most {max}.", "Не больше {max}.", "최대 {max}개까지 가능합니다.").replace("{max}", &max.to_string())
        }
        Problem::BadCharacters => {
            pick(lang, "There are characters here that cannot be used.", "Здесь есть недопустимые знаки.", "사용할 수 없는 문자가 있습니다.")
                .to_owned()
        }
    }
}
