//! E-mails: plain words first, the same as HTML, one link at most. The link is written out, so that one can see where it goes.

use super::{accounts, pick, registration};
use domain::accounts::TokenPurpose;
use domain::kernel::{Lang, Role};
use domain::registration::{Notice, State};
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
    pub(super) fn write(&self, kind: &str, subject: &str, paragraphs: &[&str], link: Option<(&str, &str)>) -> Mail {
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

    /// What happened to somebody's team.
    pub fn team(&self, notice: &store::TeamNotice, url: &str) -> Mail {
        let (subject, says) = super::ideathon::letter(self.lang, &notice.news);
        let says = says.replace("{team}", &notice.team);
        let reason = notice
            .reason
            .as_ref()
            .map(|reason| pick(self.lang, "The reason: {reason}", "Причина: {reason}", "이유: {reason}").replace("{reason}", reason));
        let paragraphs: Vec<&str> = std::iter::once(says.as_str()).chain(reason.as_deref()).collect();
        self.write("ideathon.team", subject, &paragraphs, Some((pick(self.lang, "The board", "Доска", "보드"), url)))
    }

    /// A letter about something of an area that has the words itself: a sentence, and where it is.
    pub fn about(&self, kind: &str, subject: &str, text: &str, label: &str, url: &str) -> Mail {
        self.write(kind, subject, &[text], Some((label, url)))
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

    /// Asks somebody to be a person's aide.
    pub fn aide(&self, principal: &str, url: &str) -> Mail {
        let text = pick(
            self.lang,
            "{name} asks you to act for them: to fill in their registration and to hand it in. Sign in with this address and accept, or do nothing.",
            "{name} просит вас действовать от своего имени: заполнить и отправить регистрацию. Войдите с этим адресом и согласитесь или ничего не делайте.",
            "{name} 님이 등록 작성과 제출을 대신해 달라고 요청했습니다. 이 주소로 로그인해 수락하거나, 원하지 않으면 아무것도 하지 않으셔도 됩니다.",
        );
        self.write(
            "accounts.aide",
            pick(self.lang, "Will you act for somebody?", "Вас просят стать помощником", "대리인 요청"),
            &[&text.replace("{name}", principal)],
            Some((pick(self.lang, "Aides", "Помощники", "대리인"), url)),
        )
    }

    /// Says farewell to somebody whose account is erased.
    pub fn erased(&self) -> Mail {
        self.write(
            "accounts.erased",
            pick(self.lang, "Your account is erased", "Ваша учётная запись удалена", "계정이 삭제되었습니다"),
            &[pick(
                self.lang,
                "your account and what you wrote are erased, as you asked. This is our last e-mail to you; it goes too, after thirty days.",
                "ваша учётная запись и всё, что вы написали, удалены по вашей просьбе. Это наше последнее письмо вам; через тридцать дней удалится и оно.",
                "요청하신 대로 계정과 작성하신 내용을 모두 삭제했습니다. 보내 드리는 마지막 이메일이며, 이 기록도 30일 후 삭제됩니다.",
            )],
            None,
        )
    }

    /// Tells the owner of an account that its second factor was turned on or off.
    pub fn second_factor(&self, on: bool, url: &str) -> Mail {
        let (subject, text) = match on {
            true => (
                pick(self.lang, "The second factor is on", "Второй фактор включён", "2단계 인증이 켜졌습니다"),
                pick(
                    self.lang,
                    "your account asks for a code of your authenticator app after the password now. If this was not you, choose a new password at once and write to the secretariat.",
                    "теперь после пароля ваша учётная запись запрашивает код из приложения. Если это сделали не вы, сразу смените пароль и напишите в секретариат.",
                    "이제 계정에 로그인할 때 비밀번호 다음에 인증 앱의 코드를 입력합니다. 본인이 설정하지 않았다면 즉시 비밀번호를 바꾸고 사무국에 알려 주세요.",
                ),
            ),
            false => (
                pick(self.lang, "The second factor is off", "Второй фактор отключён", "2단계 인증이 꺼졌습니다"),
                pick(
                    self.lang,
                    "your account no longer asks for a code after the password. If you did not want this, choose a new password at once and write to the secretariat.",
                    "ваша учётная запись больше не запрашивает код после пароля. Если вы этого не хотели, сразу смените пароль и напишите в секретариат.",
                    "계정에 로그인할 때 더 이상 코드를 묻지 않습니다. 원하지 않은 일이라면 즉시 비밀번호를 바꾸고 사무국에 알려 주세요.",
                ),
            ),
        };
        self.write("accounts.second_factor", subject, &[text], Some((pick(self.lang, "Your account", "Ваша учётная запись", "내 계정"), url)))
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

    /// Tells the person where their registration stands now.
    pub fn moved(&self, notice: &Notice, zone: Option<&str>, url: &str) -> Mail {
        let lang = self.lang;
        let (kind, subject) = match notice.state {
            State::Approved => ("registration.approved", pick(lang, "You take part", "Вы участвуете", "참가가 확정되었습니다")),
            State::NeedsInfo => {
                ("registration.info_asked", pick(lang, "A question about your registration", "Вопрос о вашей регистрации", "등록 관련 문의"))
            }
            State::Rejected => {
                ("registration.rejected", pick(lang, "Your registration was not accepted", "Ваша регистрация не принята", "등록이 반려되었습니다"))
            }
            State::Withdrawn => {
                ("registration.withdrawn", pick(lang, "Your registration is withdrawn", "Ваша регистрация отозвана", "등록이 철회되었습니다"))
            }
            State::Waitlisted => {
                ("registration.waitlisted", pick(lang, "You are on the waiting list", "Вы в листе ожидания", "대기자 명단에 올랐습니다"))
            }
            State::Offered => ("registration.place_offered", pick(lang, "A place is free for you", "Для вас есть место", "참가 자리가 났습니다")),
            State::Lapsed => ("registration.offer_passed", pick(lang, "The offer has passed", "Срок предложения истёк", "제안 기한이 지났습니다")),
            State::Superseded => (
                "registration.superseded",
                pick(lang, "Another registration takes your place", "Вашу регистрацию заменила другая", "다른 등록으로 대체되었습니다"),
            ),
            State::Submitted | State::WithCity | State::Draft => {
                ("registration.handed_in", pick(lang, "Your registration is handed in", "Ваша регистрация отправлена", "등록이 제출되었습니다"))
            }
        };
        let until = notice.until.map(|until| {
            pick(lang, "The place is kept for you until {date}.", "Место сохраняется за вами до {date}.", "{date}까지 자리를 남겨 둡니다.")
                .replace("{date}", &crate::ui::moment(lang, zone, until))
        });
        let mut paragraphs = vec![registration::meaning(lang, notice.state)];
        paragraphs.extend(until.as_deref());
        paragraphs.extend(notice.message.as_deref());
        self.write(kind, subject, &paragraphs, Some((pick(lang, "Your registration", "Ваша регистрация", "내 등록"), url)))
    }

    /// Tells somebody that the head of a delegation has registered them.
    pub fn registered_by(&self, head: &str, url: &str) -> Mail {
        self.write(
            "registration.registered_by",
            pick(self.lang, "You are registered", "Вы зарегистрированы", "등록되었습니다"),
            &[
                &pick(
                    self.lang,
                    "{head} has registered you for the assembly. The secretariat looks at the registration and answers by e-mail.",
                    "{head} зарегистрировал(а) вас на ассамблею. Секретариат рассмотрит регистрацию и ответит по электронной почте.",
                    "{head} 님이 총회에 등록해 드렸습니다. 사무국이 검토한 뒤 이메일로 답해 드립니다.",
                )
                .replace("{head}", head),
                pick(
                    self.lang,
                    "To see or change it, choose a password for this address with the link below. If you do not want to take part, you can withdraw there.",
                    "Чтобы посмотреть или изменить её, задайте пароль для этого адреса по ссылке ниже. Там же можно отказаться от участия.",
                    "내용을 확인하거나 바꾸려면 아래 링크에서 이 주소의 비밀번호를 정해 주세요. 참가하지 않으려면 그곳에서 철회할 수 있습니다.",
                ),
            ],
            Some((pick(self.lang, "Choose a password", "Задать пароль", "비밀번호 정하기"), url)),
        )
    }

    /// An announcement of the secretariat; `note` says that it is in another language than the reader's.
    pub fn announcement(&self, subject: &str, text: &str, note: Option<&str>) -> Mail {
        let paragraphs: Vec<&str> = note.into_iter().chain(text.split("\n\n")).collect();
        self.write("organiser.announcement", subject, &paragraphs, None)
    }

    /// Tells somebody that they head a city's delegation.
    pub fn heads(&self, city: &str, url: &str) -> Mail {
        self.write(
            "registration.heads",
            &pick(self.lang, "You head the delegation of {city}", "Вы возглавляете делегацию: {city}", "{city} 대표단을 맡으셨습니다")
                .replace("{city}", city),
            &[pick(
                self.lang,
                "the secretariat has named you. You register the people of your city, see where each one stands, and say who votes. Sign in with this address, or create an account with it.",
                "секретариат назначил вас. Вы регистрируете людей из своего города, видите состояние каждой регистрации и указываете, кто голосует. Войдите с этим адресом или создайте с ним учётную запись.",
                "사무국이 지정했습니다. 도시 참가자를 등록하고 진행 상황을 확인하며 투표자를 정합니다. 이 주소로 로그인하거나 계정을 만들어 주세요.",
            )],
            Some((pick(self.lang, "The delegation", "Делегация", "대표단"), url)),
        )
    }
}

/// Text that is safe in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::kernel::ids::RegistrationId;

    #[test]
    fn a_letter_says_the_same_in_text_and_html_and_carries_no_markup_of_others() {
        let letter = Letter { to: "a@x.org", lang: Lang::En, name: "<b>Zoë</b>", event: "WeGO 2017" };
        let notice = Notice {
            id: RegistrationId::parse("a").unwrap(),
            to: "a@x.org".to_owned(),
            name: "Zoë".to_owned(),
            lang: Lang::En,
            state: State::Rejected,
            until: None,
            message: Some("No <script> seats\nleft".to_owned()),
        };
        let mail = letter.moved(&notice, None, "https://x.org/en/me/registration");
        assert!(mail.text.contains("Hello <b>Zoë</b>,") && mail.text.contains("No <script> seats\nleft"), "{}", mail.text);
        let html = mail.html.unwrap_or_default();
        assert!(html.contains("&lt;b&gt;Zoë") && html.contains("&lt;script&gt; seats<br>left") && !html.contains("<script>"), "{html}");
    }
}
