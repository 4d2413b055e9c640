//! The words of the board of ideas.

use super::pick;
use domain::ideathon::Order;
use domain::ideathon::idea::Refusal;
use domain::kernel::Lang;

texts! {
    title: "Ideas", "Идеи", "아이디어";
    lead: "What could be done? Write it, like what others wrote, and say what you would join.", "Что можно сделать? Предложите, отметьте понравившееся и скажите, к чему бы вы присоединились.", "무엇을 할 수 있을까요? 아이디어를 쓰고, 마음에 드는 것에 좋아요를 누르고, 함께하고 싶은 것을 알려 주세요.";
    none: "No idea is here yet. Yours would be the first.", "Идей пока нет. Ваша будет первой.", "아직 아이디어가 없습니다. 첫 아이디어를 써 주세요.";
    none_fits: "No idea for this challenge yet. Yours would be the first.", "К этой задаче идей пока нет. Ваша будет первой.", "이 과제의 아이디어가 아직 없습니다. 첫 아이디어를 써 주세요.";
    new: "Write an idea", "Предложить идею", "아이디어 쓰기";
    new_lead: "Everybody who takes part can read it. It does not have to be finished.", "Прочитать её смогут все участники. Она не обязана быть законченной.", "모든 참가자가 읽을 수 있습니다. 완성되지 않아도 괜찮습니다.";
    post: "Put it on the board", "Разместить на доске", "보드에 올리기";
    save: "Save", "Сохранить", "저장";
    edit: "Change it", "Изменить", "수정";
    challenge: "Challenge", "Задача", "과제";
    any_challenge: "any", "любая", "전체";
    no_challenge: "none of them", "ни одна из них", "해당 없음";
    order: "First", "Сначала", "정렬";
    show: "Show", "Показать", "보기";
    likes: "Likes: {n}", "Нравится: {n}", "좋아요 {n}";
    joins: "Would join: {n}", "Присоединились бы: {n}", "함께할 사람 {n}";
    comments_n: "Comments: {n}", "Комментарии: {n}", "댓글 {n}";
    like: "Like", "Нравится", "좋아요";
    unlike: "Take the like back", "Убрать отметку", "좋아요 취소";
    join: "I would join", "Я бы присоединился", "함께하고 싶어요";
    unjoin: "I would not join after all", "Всё-таки не присоединюсь", "함께하기 취소";
    joiners: "Who would join", "Кто бы присоединился", "함께하고 싶은 사람";
    joiners_none: "Nobody has said so yet.", "Пока никто.", "아직 없습니다.";
    team: "Form a team with this idea", "Собрать команду с этой идеей", "이 아이디어로 팀 만들기";
    by: "{name}, {time}", "{name}, {time}", "{name}, {time}";
    gone: "somebody", "кто-то", "알 수 없음";
    withdraw: "Take it off the board", "Убрать с доски", "보드에서 내리기";
    withdraw_lead: "Nobody finds it any more then, with its comments and likes.", "Её больше никто не найдёт, вместе с комментариями и отметками.", "댓글과 좋아요를 포함해 아무도 볼 수 없게 됩니다.";
    remove: "Take it off the board, with a reason", "Убрать с доски с указанием причины", "사유를 적어 보드에서 내리기";
    comments: "Comments", "Комментарии", "댓글";
    comments_none: "No comments yet.", "Комментариев пока нет.", "아직 댓글이 없습니다.";
    comment: "Comment", "Отправить комментарий", "댓글 달기";
    delete: "Delete", "Удалить", "삭제";
    delete_own: "Delete my comment of {time}", "Удалить мой комментарий от {time}", "{time}에 쓴 내 댓글 삭제";
    remove_comment: "Remove, with a reason", "Удалить с указанием причины", "사유를 적어 삭제";
    removed: "Removed by the organisers: {reason}", "Удалено организаторами: {reason}", "주최 측이 삭제함: {reason}";
    more: "More", "Дальше", "더 보기";
    first: "From the beginning", "С начала", "처음부터";
}

/// In which order the board is.
pub fn order(lang: Lang, order: Order) -> &'static str {
    match order {
        Order::Newest => pick(lang, "the newest", "новые", "최신순"),
        Order::Liked => pick(lang, "the most liked", "самые популярные", "좋아요순"),
        Order::Joined => pick(lang, "those most would join", "к которым больше готовы присоединиться", "함께할 사람순"),
    }
}

/// The sentence for a refusal, with the next step in it.
pub fn refusal(lang: Lang, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::TooMany => pick(
            lang,
            "You have as many ideas on the board as one person may have. Take one off first.",
            "У вас на доске уже столько идей, сколько может быть у одного человека. Сначала уберите одну.",
            "한 사람이 올릴 수 있는 아이디어가 모두 찼습니다. 먼저 하나를 내려 주세요.",
        ),
    }
}

/// The sentence for a notice code; an unknown code says nothing.
pub fn notice(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match code {
        "idea_posted" => pick(lang, "Your idea is on the board.", "Ваша идея на доске.", "아이디어가 보드에 올라갔습니다."),
        "idea_saved" => pick(lang, "Your idea is changed.", "Идея изменена.", "아이디어를 수정했습니다."),
        "idea_withdrawn" => pick(lang, "The idea is off the board.", "Идея убрана с доски.", "아이디어를 보드에서 내렸습니다."),
        "comment_posted" => pick(lang, "Your comment is there.", "Комментарий добавлен.", "댓글을 달았습니다."),
        "comment_deleted" => pick(lang, "The comment is deleted.", "Комментарий удалён.", "댓글을 삭제했습니다."),
        _ => return None,
    })
}
