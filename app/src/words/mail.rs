//! E-mails: plain words first, the same as HTML, one link at most. The link is written out, so that one can see where it goes.

use super::{accounts, pick, registration};
use domain::accounts::TokenPurpose;
use domain::kernel::{Lang, Role};
use domain::registration::{Decision, State};
use store::Mail;

/// What every e-mail needs.
pub struct Letter<'a> {
    /// The address.
    pub to: &'a str,
    /// The language.
    pub lang: Lang,
    /// The name to greet; empty for nobody known.
    pub name: &'a str,
    /// The name of the event.
    pub event: &'a str,
}

impl Letter<'_> {
    fn write(&self, kind: &str, subject: &str, paragraphs: &[&str], link: Option<(&str, &str)>) -> Mail {
        let greeting = match self.name {
            "" => pick(self.lang, "Hello,", "Здравствуйте!", "안녕하세요.").to_owned(),
            name => pick(self.lang, "Hello {name},", "Здравствуйте, {name}!", "{name} 님, 안녕하세요.").replace("{name}", name),
        };
        let closing = pick(self.lang, "The secretariat", "Секретариат", "사무국 드림");
        let mut text = format!("{greeting}\n\n");
        let mut html = format!("<!DOCTYPE html><html lang=\"{}\"><body><p>{}</p>", self.lang.code(), escaped(&greeting));
        for paragraph in paragraphs {
            text.push_str(paragraph);
            text.push_str("\n\n");
            html.push_str(&format!("<p>{}</p>", escaped(paragraph).replace('\n', "<br>")));
        }
        if let Some((label, url)) = link {
            text.push_str(&format!("{label}:\n{url}\n\n"));
            html.push_str(&format!("<p>{}:<br><a href=\"{}\">{}</a></p>", escaped(label), escaped(url), escaped(url)));
        }
        text.push_str(&format!("{closing}\n{}\n", self.event));
        html.push_str(&format!("<p>{}<br>{}</p></body></html>", escaped(closing), escaped(self.event)));
        Mail::new(self.to, self.lang.code(), kind, format!("{subject} · {}", self.event), text).html(html)
    }

    /// The link that proves a new account's address.
    pub fn welcome(&self, url: &str) -> Mail {
        self.write(
            "accounts.welcome",
            pick(self.lang, "Confirm your address", "Подтвердите адрес", "주소를 확인해 주세요"),
            &[
                pick(
                    self.lang,
                    "somebody, most likely you, has made an account with this address. Please confirm that it is yours; the link works for {n} hours.",
                    "кто-то, скорее всего вы, создал учётную запись с этим адресом. Подтвердите, что он ваш; ссылка действует {n} часов.",
                    "누군가(아마도 본인)가 이 주소로 계정을 만들었습니다. 본인의 주소가 맞는지 확인해 주세요. 링크는 {n}시간 동안 유효합니다.",
                )
                .replace("{n}", &TokenPurpose::VerifyEmail.hours().to_string())
                .as_str(),
                pick(
                    self.lang,
                    "If it was not you, do nothing: without confirmation the account can do nothing.",
                    "Если это были не вы, ничего не делайте: без подтверждения учётная запись бесполезна.",
                    "본인이 아니라면 아무것도 하지 않으셔도 됩니다. 확인되지 않은 계정으로는 아무 일도 할 수 없습니다.",
                ),
            ],
            Some((pick(self.lang, "Confirm", "Подтвердить", "확인하기"), url)),
        )
    }

    /// Tells the owner of an account that somebody wanted to make another one with the same address.
    pub fn already(&self, url: &str) -> Mail {
        self.write(
            "accounts.already",
            pick(self.lang, "You have an account already", "У вас уже есть учётная запись", "이미 계정이 있습니다"),
            &[pick(
                self.lang,
                "somebody wanted to make an account with this address, which has one already. If it was you, sign in, or choose a new password.",
                "кто-то хотел создать учётную запись с этим адресом, но она уже есть. Если это были вы, войдите или задайте новый пароль.",
                "누군가 이 주소로 계정을 만들려고 했지만 이미 계정이 있습니다. 본인이라면 로그인하거나 새 비밀번호를 정해 주세요.",
            )],
            Some((pick(self.lang, "Sign in", "Войти", "로그인"), url)),
        )
    }

    /// The link for a new password.
    pub fn reset(&self, url: &str) -> Mail {
        self.write(
            "accounts.reset",
            pick(self.lang, "Choose a new password", "Задайте новый пароль", "새 비밀번호를 정해 주세요"),
            &[pick(
                self.lang,
                "with this link you choose a new password. It works once, for one hour. If you did not ask for it, do nothing.",
                "по этой ссылке можно задать новый пароль. Она действует один раз в течение часа. Если вы её не запрашивали, ничего не делайте.",
                "이 링크로 새 비밀번호를 정할 수 있습니다. 한 시간 동안 한 번만 쓸 수 있습니다. 요청하지 않으셨다면 아무것도 하지 않으셔도 됩니다.",
            )],
            Some((pick(self.lang, "New password", "Новый пароль", "새 비밀번호"), url)),
        )
    }

    /// The invitation to work here.
    pub fn invitation(&self, role: Role, url: &str) -> Mail {
        self.write(
            "accounts.invitation",
            pick(self.lang, "Invitation to the secretariat", "Приглашение в секретариат", "사무국 초대"),
            &[
                &pick(
                    self.lang,
                    "you are invited to work for the secretariat, as: {role}.",
                    "вас приглашают работать в секретариате. Задача: {role}.",
                    "사무국 업무에 초대합니다. 맡을 일: {role}.",
                )
                .replace("{role}", accounts::role(self.lang, role)),
                accounts::duty(self.lang, role),
                pick(
                    self.lang,
                    "The link works once, for three days.",
                    "Ссылка действует один раз в течение трёх дней.",
                    "링크는 3일 동안 한 번만 쓸 수 있습니다.",
                ),
            ],
            Some((pick(self.lang, "Accept", "Принять", "수락하기"), url)),
        )
    }

    /// Confirms that a registration was handed in.
    pub fn handed_in(&self, url: &str) -> Mail {
        self.write(
            "registration.handed_in",
            pick(self.lang, "Your registration is handed in", "Ваша регистрация отправлена", "등록이 제출되었습니다"),
            &[registration::meaning(self.lang, State::Submitted)],
            Some((pick(self.lang, "Your registration", "Ваша регистрация", "내 등록"), url)),
        )
    }

    /// Confirms that a registration was taken back.
    pub fn withdrawn(&self, url: &str) -> Mail {
        self.write(
            "registration.withdrawn",
            pick(self.lang, "Your registration is withdrawn", "Ваша регистрация отозвана", "등록이 철회되었습니다"),
            &[pick(
                self.lang,
                "you have taken your registration back. As long as registration is open you can begin again with the same answers.",
                "вы отозвали регистрацию. Пока регистрация открыта, можно начать заново с теми же ответами.",
                "등록을 철회하셨습니다. 등록 기간에는 같은 답변으로 다시 시작할 수 있습니다.",
            )],
            Some((pick(self.lang, "Your registration", "Ваша регистрация", "내 등록"), url)),
        )
    }

    /// Tells the person what the secretariat decided.
    pub fn decided(&self, decision: &Decision, url: &str) -> Mail {
        let (kind, subject, state) = match decision {
            Decision::Approve => {
                ("registration.approved", pick(self.lang, "You take part", "Вы участвуете", "참가가 확정되었습니다"), State::Approved)
            }
            Decision::AskInfo { .. } => (
                "registration.info_asked",
                pick(self.lang, "A question about your registration", "Вопрос о вашей регистрации", "등록 관련 문의"),
                State::NeedsInfo,
            ),
            Decision::Reject { .. } => (
                "registration.rejected",
                pick(self.lang, "Your registration was not accepted", "Ваша регистрация не принята", "등록이 반려되었습니다"),
                State::Rejected,
            ),
        };
        let mut paragraphs = vec![registration::meaning(self.lang, state)];
        paragraphs.extend(decision.message());
        self.write(kind, subject, &paragraphs, Some((pick(self.lang, "Your registration", "Ваша регистрация", "내 등록"), url)))
    }
}

/// Text that is safe in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_the_same_in_text_and_html_and_carries_no_markup_of_others() {
        let letter = Letter { to: "a@x.org", lang: Lang::En, name: "<b>Zoë</b>", event: "WeGO 2017" };
        let mail = letter.decided(&Decision::Reject { reason: "No <script> seats\nleft".to_owned() }, "https://x.org/en/me/registration");
        assert!(mail.text.contains("Hello <b>Zoë</b>,") && mail.text.contains("No <script> seats\nleft"), "{}", mail.text);
        let html = mail.html.unwrap_or_default();
        assert!(html.contains("&lt;b&gt;Zoë") && html.contains("&lt;script&gt; seats<br>left") && !html.contains("<script>"), "{html}");
    }
}
