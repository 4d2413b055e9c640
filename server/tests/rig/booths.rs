//! Companies that the public sees, with their people, and delegates of cities.

use domain::forum::{Application, CompanyRole, Exhibitor};
use domain::kernel::Text;
use domain::kernel::ids::CompanyId;
use domain::registration::{Decision, Notice};
use store::engine::Variables;
use store::{Act, Mail, Query, Tx};

use super::{Caller, Rig};

const JOIN: Query = Query::write(
    "test.join",
    "UPSERT type::record('company_member', [$company, type::record('account', $account)]) SET company = $company, account = type::record('account', $account), role = $role, since = $now RETURN NONE; true",
);
const SHOW: Query = Query::write(
    "test.show",
    "UPDATE type::record('company', $company) SET standing = 'published' RETURN NONE;
     UPSERT type::record('company_profile', $company) SET profile = {}, approved = { exhibitor: $exhibitor }, version = 1, turn = 1 RETURN NONE;
     true",
);

impl Rig {
    /// A company that the public sees, with somebody of each of these roles.
    pub async fn exhibitor(&self, id: &str, people: &[(&str, CompanyRole)]) -> Vec<Caller> {
        let company = CompanyId::parse(id).unwrap();
        let mut all = Vec::new();
        for (address, role) in people {
            let caller = self.person(address).await;
            let account = caller.account.clone().unwrap();
            if all.is_empty() {
                let actor = domain::kernel::Actor::Person(domain::kernel::actor::Person {
                    account: account.clone(),
                    sign_in: domain::kernel::ids::SignInId::parse("test").unwrap(),
                    roles: Vec::new(),
                    verified: true,
                    second_factor: false,
                    acting_for: None,
                });
                let act = Act { actor: &actor, now: self.now(), request: None };
                self.store.apply_company(&act, &company, &id.to_uppercase(), &Application::default()).await.unwrap();
            }
            let mut vars = Variables::new();
            vars.insert("company", id.to_owned());
            vars.insert("account", account.to_string());
            vars.insert("role", role.code().to_owned());
            vars.insert("now", store::engine::At(self.now()));
            self.store.tx(Tx::new(&JOIN, self.now()).bind(vars)).await.unwrap();
            all.push(caller);
        }
        let exhibitor = Exhibitor {
            id: company,
            name: id.to_uppercase(),
            tagline: Text::default(),
            about: Text::default(),
            country: "DE".into(),
            city: "Köln".into(),
            website: None,
            video: None,
            social: Vec::new(),
            contact: None,
            logo: None,
            pictures: Vec::new(),
            documents: Vec::new(),
            solutions: Vec::new(),
            references: Vec::new(),
            sample: false,
        };
        self.show(&exhibitor).await;
        all
    }

    /// Lets the public see an exhibitor as it is here.
    pub async fn show(&self, exhibitor: &Exhibitor) {
        let mut vars = Variables::new();
        vars.insert("company", exhibitor.id.to_string());
        vars.insert("exhibitor", serde_json::to_value(exhibitor).unwrap());
        self.store.tx(Tx::new(&SHOW, self.now()).bind(vars).touches("forum").public()).await.unwrap();
    }

    /// Somebody whose registration is approved.
    pub async fn delegate(&self, address: &str) -> Caller {
        let caller = self.person(address).await;
        let version = caller.fill(0).await;
        let _ = caller.call("registration/submit", &[("version", &version), ("request_id", "hand-in")]).await.expect(200);
        let found = self.store.my_registration(caller.account.as_ref().unwrap()).await.unwrap().unwrap();
        let letter = |_: &Notice| Mail::new(address, "en", "approved", "s", "t");
        self.store.decide(&Act::system(self.now()), &found.id, found.version, &Decision::Approve, &letter).await.unwrap();
        caller
    }
}
