//! The words of the ideathon.

use super::pick;
use domain::ideathon::{Lacks, News, Refusal, Skill};
use domain::kernel::Lang;

texts! {
    title: "Ideathon", "Идеатон", "아이디어톤";
    board: "Teams", "Команды", "팀";
    lead: "Cities bring challenges; people who have never met form teams, here and live.",
        "Города приносят задачи; люди, которые раньше не встречались, собираются в команды — здесь и вживую.",
        "도시가 과제를 내고, 처음 만난 사람들이 여기서 실시간으로 팀을 만듭니다.";
    profile: "My profile", "Мой профиль", "내 프로필";
    profile_lead: "Others find you by this. You decide what they see.", "По этому вас находят. Что видно другим, решаете вы.", "다른 사람은 이것으로 나를 찾습니다. 무엇을 보여 줄지는 직접 정합니다.";
    make_profile: "Make my profile", "Создать профиль", "프로필 만들기";
    save_profile: "Save my profile", "Сохранить профиль", "프로필 저장";
    looking: "I am looking for a team", "Я ищу команду", "팀을 찾고 있습니다";
    shows_city: "my city", "мой город", "내 도시";
    shows_languages: "my languages", "мои языки", "내 언어";
    shows_skills: "my skills", "мои умения", "내 역량";
    shows_presence: "that I am here now", "что я сейчас здесь", "지금 접속해 있음";
    stop: "Take part no longer", "Больше не участвовать", "참가 그만두기";
    stop_note: "You leave your team, and your profile goes. You can come back as long as teams form.",
        "Вы выйдете из команды, профиль будет удалён. Вернуться можно, пока собираются команды.",
        "팀에서 나가고 프로필이 삭제됩니다. 팀을 만드는 동안에는 다시 돌아올 수 있습니다.";
    projector: "Ideathon on the screen", "Идеатон на экране", "아이디어톤 화면";
    my_team: "My team", "Моя команда", "내 팀";
    to_work: "Work together", "Рабочее место команды", "함께 작업하기";
    new_team: "New team", "Новая команда", "새 팀";
    new_team_lead: "You are its captain. Others can ask to join at once.", "Вы станете капитаном. Другие сразу смогут попроситься.", "팀장이 됩니다. 다른 사람이 바로 참가를 요청할 수 있습니다.";
    make_team: "Make the team", "Создать команду", "팀 만들기";
    no_challenge: "not decided yet", "ещё не решено", "아직 정하지 않음";
    join_by_code: "Join by code", "Войти по коду", "코드로 참가";
    join: "Join", "Войти", "참가";
    code_leads: "This code lets you into the team {name}.", "Этот код ведёт в команду {name}.", "이 코드로 {name} 팀에 들어갑니다.";
    team_gone: "This team is no more.", "Этой команды больше нет.", "이 팀은 이제 없습니다.";
    complete: "complete", "полная", "완성";
    captain: "captain", "капитан", "팀장";
    free_place: "free", "свободно", "빈자리";
    challenge: "Challenge", "Задача", "과제";
    looks_for: "Looks for", "Ищет", "찾는 역량";
    stands: "Standing", "Состав", "상태";
    ask: "Ask to join", "Попроситься", "참가 요청";
    asked: "You asked to join; the team has not answered yet.", "Вы попросились; команда ещё не ответила.", "참가를 요청했고 아직 답이 없습니다.";
    take_back: "Take it back", "Отозвать", "취소";
    invited: "This team invites you.", "Эта команда приглашает вас.", "이 팀이 초대합니다.";
    accept: "Accept", "Принять", "수락";
    decline: "Decline", "Отклонить", "거절";
    take_in: "Take in", "Принять", "받아들이기";
    turn_down: "Not now", "Не сейчас", "다음에";
    invited_waits: "invited, has not answered", "приглашён, пока без ответа", "초대함, 아직 답 없음";
    uninvite: "Take the invitation back", "Отозвать приглашение", "초대 취소";
    requests: "Requests and invitations", "Заявки и приглашения", "요청과 초대";
    no_requests: "Nobody waits for an answer, and nobody has been invited.", "Никто не ждёт ответа, и никто не приглашён.", "답을 기다리거나 초대한 사람이 없습니다.";
    invite_on_board: "Invite people on the board", "Пригласить на доске", "보드에서 초대하기";
    merge_wish: "– a merge of the two teams", "– объединение двух команд", "– 두 팀 합치기";
    accept_merge: "Take this team in", "Принять эту команду", "이 팀 받아들이기";
    code: "Code to join", "Код для входа", "참가 코드";
    code_note: "Whoever has the code is in without asking, as long as there is a place. A new code ends the one before.",
        "Кто знает код, входит без заявки, пока есть место. Новый код отменяет прежний.",
        "코드를 아는 사람은 자리가 있으면 요청 없이 들어옵니다. 새 코드를 만들면 이전 코드는 끝납니다.";
    code_qr: "QR code of the link to join", "QR-код ссылки для входа", "참가 링크 QR 코드";
    code_until: "Valid until {time}.", "Действует до {time}.", "{time}까지 유효.";
    code_make: "Make a code", "Создать код", "코드 만들기";
    code_new: "New code", "Новый код", "새 코드";
    code_drop: "End the code", "Отменить код", "코드 끝내기";
    describe: "What the team says of itself", "Что команда говорит о себе", "팀 소개";
    save_team: "Save", "Сохранить", "저장";
    for_captain: "For the captain", "Для капитана", "팀장 메뉴";
    close: "Close to newcomers", "Закрыть набор", "모집 마감";
    open: "Open to newcomers", "Открыть набор", "모집 재개";
    open_note: "Others can ask to join.", "Другие могут попроситься.", "다른 사람이 참가를 요청할 수 있습니다.";
    closed_note: "The team takes nobody new.", "Команда никого не принимает.", "새 사람을 받지 않습니다.";
    match_on: "Take people from the match", "Принимать при распределении", "자동 배정 받기";
    match_off: "Take nobody from the match", "Не принимать при распределении", "자동 배정 받지 않기";
    match_on_note: "Those left over may be proposed to this team.", "Оставшихся могут предложить этой команде.", "남은 사람이 이 팀에 제안될 수 있습니다.";
    match_off_note: "Nobody is proposed to this team.", "Этой команде никого не предлагают.", "이 팀에는 아무도 제안되지 않습니다.";
    hand_over: "Hand the captaincy over", "Передать капитанство", "팀장 넘기기";
    nobody: "choose a member", "выберите участника", "팀원 선택";
    leave: "Leave the team", "Выйти из команды", "팀에서 나가기";
    leave_note: "Your place is free for others at once. The captaincy goes to whoever has been there longest.",
        "Ваше место сразу освободится. Капитаном станет тот, кто в команде дольше всех.",
        "자리는 바로 비고, 팀장은 가장 먼저 들어온 사람이 됩니다.";
    leave_last: "You are the last one: the team ends with you.", "Вы последний: с вами команда закончится.", "마지막 팀원입니다. 나가면 팀이 없어집니다.";
    phase_before: "Teams form from", "Команды собираются с", "팀 만들기 시작:";
    phase_forming: "Teams form until", "Команды собираются до", "팀 만들기 마감:";
    phase_working: "Teams are locked. Hand in until", "Составы закрыты. Сдать до", "팀 구성 확정. 제출 마감:";
    phase_late: "The deadline is over; late entries until", "Срок вышел; опоздавшие до", "마감 지남. 늦은 제출:";
    phase_closed: "Nothing more can be handed in.", "Приём работ закончен.", "제출이 끝났습니다.";
}

/// What a team lacks, in words.
pub fn lacks(lang: Lang, lacks: Lacks) -> String {
    let w = super::board::words(lang);
    let people = (lacks.people > 0).then(|| board::count(&w.lacks_people(), usize::from(lacks.people)));
    let skills = (lacks.skills > 0).then(|| board::count(&w.lacks_skills(), usize::from(lacks.skills)));
    people.into_iter().chain(skills).collect::<Vec<_>>().join(" · ")
}

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
        Refusal::SlotTaken => pick(
            lang,
            "Another team was quicker and has this slot. Choose another one.",
            "Другая команда опередила вас и заняла это время. Выберите другое.",
            "다른 팀이 먼저 이 시간을 잡았습니다. 다른 시간을 골라 주세요.",
        ),
        Refusal::TooManySlots => pick(
            lang,
            "A team holds one slot to come with each mentor, and two in all. Give one back first.",
            "У команды может быть одна предстоящая встреча с каждым наставником и не больше двух всего. Сначала отмените одну.",
            "한 팀은 멘토마다 하나씩, 모두 두 개까지만 예약할 수 있습니다. 먼저 하나를 취소해 주세요.",
        ),
        Refusal::SlotBegun => pick(
            lang,
            "This slot has begun, so it can no longer be booked or given back. Choose a later one.",
            "Это время уже началось: занять или отменить его нельзя. Выберите более позднее.",
            "이미 시작된 시간이라 예약하거나 취소할 수 없습니다. 더 늦은 시간을 골라 주세요.",
        ),
        Refusal::SlotsOverlap => pick(
            lang,
            "There are office hours of this mentor at that time already. Choose other hours, or take the old ones back first.",
            "У этого наставника уже есть консультации в это время. Выберите другие часы или сначала отмените прежние.",
            "그 시간에는 이 멘토의 상담 시간이 이미 있습니다. 다른 시간을 고르거나 먼저 기존 시간을 취소해 주세요.",
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
        "team_made" => pick(lang, "The team is there, and you lead it.", "Команда создана, вы капитан.", "팀을 만들었고 팀장이 되었습니다."),
        "team_described" => pick(lang, "Saved.", "Сохранено.", "저장했습니다."),
        "team_joined" => pick(lang, "You are in.", "Вы в команде.", "팀에 들어왔습니다."),
        "team_left" => pick(lang, "You have left the team.", "Вы вышли из команды.", "팀에서 나왔습니다."),
        "ideathon_left" => {
            pick(lang, "You take part in the ideathon no longer.", "Вы больше не участвуете в идеатоне.", "아이디어톤 참가를 그만두었습니다.")
        }
        _ => return None,
    })
}

/// Subject and text of the letter about something that happened to somebody's team; `{team}` stands for its name.
pub fn letter(lang: Lang, news: &News) -> (&'static str, &'static str) {
    match news {
        News::Invited(_) => (
            pick(lang, "A team invites you", "Вас приглашает команда", "팀에서 초대합니다"),
            pick(
                lang,
                "the team {team} would like to have you. Accept or decline on the board; the invitation stays as long as there is a place.",
                "команда {team} приглашает вас. Примите или отклоните приглашение на доске; оно действует, пока есть место.",
                "{team} 팀이 함께하고 싶어 합니다. 보드에서 수락하거나 거절해 주세요. 자리가 있는 동안 초대는 유효합니다.",
            ),
        ),
        News::TakenIn(_) => (
            pick(lang, "You are in a team", "Вы в команде", "팀에 들어갔습니다"),
            pick(lang, "the team {team} has taken you in.", "команда {team} приняла вас.", "{team} 팀이 받아들였습니다."),
        ),
        News::Moved(Some(_)) => (
            pick(lang, "You are in another team", "Вы в другой команде", "다른 팀으로 옮겨졌습니다"),
            pick(
                lang,
                "an organiser has moved you into the team {team}.",
                "организатор перевёл вас в команду {team}.",
                "주최 측이 {team} 팀으로 옮겼습니다.",
            ),
        ),
        News::Moved(None) => (
            pick(lang, "You are in no team now", "Вы больше не в команде", "이제 팀이 없습니다"),
            pick(lang, "an organiser has taken you out of your team.", "организатор вывел вас из команды.", "주최 측이 팀에서 나오도록 했습니다."),
        ),
        News::Merged(_) => (
            pick(lang, "Your team has merged", "Ваша команда объединилась", "팀이 합쳐졌습니다"),
            pick(
                lang,
                "your team has gone into {team}; everybody is in it now.",
                "ваша команда влилась в {team}; теперь все в ней.",
                "팀이 {team} 팀과 합쳐져 모두 그 팀에 있습니다.",
            ),
        ),
        News::Dissolved(_) => (
            pick(lang, "Your team was dissolved", "Ваша команда распущена", "팀이 해산되었습니다"),
            pick(
                lang,
                "an organiser has dissolved your team {team}.",
                "организатор распустил вашу команду {team}.",
                "주최 측이 {team} 팀을 해산했습니다.",
            ),
        ),
        News::Proposed => (
            pick(lang, "A team is proposed to you", "Вам предложена команда", "팀이 제안되었습니다"),
            pick(
                lang,
                "you have no team yet, so one is proposed to you. See on the board with whom and why, and say yes or no; it takes one tap.",
                "у вас пока нет команды, поэтому мы предлагаем её вам. На доске видно, с кем и почему; ответить можно одним нажатием.",
                "아직 팀이 없어 팀을 제안합니다. 누구와 왜 어울리는지 보드에서 보고 한 번 눌러 답해 주세요.",
            ),
        ),
        News::Captain(_) => (
            pick(lang, "You lead your team now", "Теперь вы капитан", "이제 팀장입니다"),
            pick(lang, "you are the captain of {team} now.", "теперь вы капитан команды {team}.", "이제 {team} 팀의 팀장입니다."),
        ),
    }
}
