// A company in the browser: from the application to the catalogue without scripts, and its page written by two colleagues at once with them.
import { test } from "node:test";
import assert from "node:assert/strict";
import { alive, browser, linkIn, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press } from "../support/forms.mjs";
import { apply } from "../support/companies.mjs";
import { look } from "../support/axe.mjs";

useSite();

const plain = { javaScriptEnabled: false, bypassCSP: true, viewport: { width: 390, height: 800 } };

test("a company applies, accepts the terms, writes its page and comes into the catalogue, without scripts", async () => {
  const organiser = await openPage(browser, site, { bypassCSP: true });
  await becomeOrganiser(organiser.page, site, "forum@city.example");
  const desk = organiser.page;
  const { page, context } = await openPage(browser, site, plain);
  await newAccount(page, site, "ann@company.example", "Ann");
  const home = await apply(page, "Quiet Sensors");
  await press(page, "Hand the application in");
  await page.getByText("Your application is handed in.").waitFor();

  await desk.goto("/en/desk/forum");
  await desk.getByRole("link", { name: "Quiet Sensors" }).click();
  await desk.getByLabel("Accept: it gets the terms").check();
  await press(desk, "Decide");
  await desk.getByText("Decided. The company gets an e-mail.").waitFor();
  const told = await site.letter("ann@company.example", "You are welcome.");
  assert.match(linkIn(told), /\/en\/me\/companies\//);

  await page.goto(home);
  await page.getByRole("link", { name: "Read and accept the terms" }).click();
  await page.getByLabel("I accept these terms for the company").check();
  await press(page, "Accept for the company");
  await page.getByText("You accepted the terms.").waitFor();

  await page.goto(`${home}/profile`);
  await page.getByLabel("What you do, in a sentence").fill("We hear streets.");
  await page.getByLabel("About the company").fill("Since 2015 we listen to cities.");
  await page.locator("form[action='/api/forum/save_texts'] button").click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  const facts = page.locator("form[action='/api/forum/save_facts']");
  await facts.getByLabel("Country").selectOption("DE");
  await facts.getByLabel("City", { exact: true }).fill("Bonn");
  await facts.getByLabel("Whom to ask").fill("Ann");
  await facts.getByLabel("Their e-mail address").fill("ann@company.example");
  await facts.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Add a solution" }).click();
  await page.getByLabel("Name (English)").fill("The Ear");
  await page.getByLabel("What it does for a city (English)").fill("It hears where it is too loud.");
  await page.getByLabel("Open City").check();
  await press(page, "Save");
  await page.getByText("Saved.", { exact: true }).waitFor();
  await press(page, "Hand the page in");
  await page.getByText("The page is with the secretariat.").first().waitFor();

  assert.deepEqual(await look(desk, `${home.replace("/me/", "/desk/forum/")}/profile`), []);
  await desk.getByLabel("Approve it").check();
  await press(desk, "Decide");
  await desk.getByText("Approved. The company gets an e-mail.").waitFor();
  await desk.goto("/en/desk/forum/booths");
  const row = desk.locator("form[action='/api/forum/assign_booth']").first();
  await row.locator("select").selectOption({ index: 1 });
  const given = desk.waitForResponse((answer) => answer.url().includes("assign_booth"));
  await row.locator("button").click();
  await given;
  await desk.goto(home.replace("/me/", "/desk/forum/"));
  await press(desk, "Publish");
  await desk.getByText("Decided. The company gets an e-mail.").waitFor();

  const visitor = await openPage(browser, site, plain);
  await visitor.page.goto("/en/forum/exhibitors?q=ear");
  await visitor.page.getByRole("link", { name: "Quiet Sensors" }).first().click();
  await visitor.page.getByRole("heading", { name: "Quiet Sensors" }).waitFor();
  assert.deepEqual(await look(desk, new URL(visitor.page.url()).pathname), []);
  const said = JSON.parse(await visitor.page.locator("script[type='application/ld+json']").textContent());
  assert.deepEqual([said["@type"], said.name], ["Organization", "Quiet Sensors"]);
  await visitor.context.close();
  await context.close();
  await organiser.context.close();
});

test("two colleagues write the same page: it is saved while they write, and neither overwrites the other", async () => {
  const ann = await openPage(browser, site, { bypassCSP: true, viewport: { width: 1440, height: 900 } });
  await newAccount(ann.page, site, "ann@owls.example", "Ann");
  const home = await apply(ann.page, "Night Owls");
  await ann.page.goto(`${home}/people`);
  await ann.page.getByLabel("E-mail address").fill("bob@owls.example");
  await press(ann.page, "Invite");
  await ann.page.getByText("The invitation is on its way.").waitFor();
  const bob = await openPage(browser, site, { bypassCSP: true });
  await newAccount(bob.page, site, "bob@owls.example", "Bob");
  await bob.page.goto(linkIn(await site.letter("bob@owls.example", "Night Owls invites you")));
  await press(bob.page, "Join the company");
  await bob.page.getByText("You belong to the company now.").waitFor();

  const facts = (page) => page.locator("form[action='/api/forum/save_facts']");
  for (const { page } of [ann, bob]) {
    await page.goto(`${home}/profile`);
    await alive(page);
  }
  await facts(ann.page).getByLabel("City", { exact: true }).fill("Bonn");
  await facts(ann.page).locator("[data-says]", { hasText: "Saved" }).waitFor();
  await facts(bob.page).getByLabel("Whom to ask").fill("Bob");
  await facts(bob.page).getByLabel("Their e-mail address").fill("bob@owls.example");
  await facts(bob.page).locator("[data-says]", { hasText: "Saved" }).waitFor();
  // What Ann wrote stands in Bob's form now, and in the picture of the page beside it.
  await bob.page.waitForFunction(() => document.querySelector("[name=company_city]").value === "Bonn");
  await bob.page.locator("[data-seen]", { hasText: "bob@owls.example" }).waitFor();

  // The same at once: the second one sees both, and decides.
  await facts(ann.page).getByLabel("City", { exact: true }).fill("Köln");
  await facts(ann.page).locator("[data-says]", { hasText: "Saved" }).waitFor();
  await ann.page.waitForFunction(() => document.querySelector("[name=ask_name]").value === "Bob");
  await facts(bob.page).getByLabel("City", { exact: true }).fill("Aachen");
  await facts(bob.page).locator("[data-says]", { hasText: "A colleague" }).waitFor();
  await facts(bob.page).getByRole("button", { name: "Save" }).click();
  await bob.page.getByText("What is there now, of a colleague:").waitFor();
  assert.equal(await facts(bob.page).getByLabel("City", { exact: true }).inputValue(), "Aachen");
  await facts(bob.page).getByRole("button", { name: "Save" }).click();
  await bob.page.getByText("Saved.", { exact: true }).waitFor();

  // Everything is in the history, and comes back from there.
  await bob.page.goto(`${home}/profile/history`);
  await bob.page.getByRole("link", { name: "Version 1", exact: true }).click();
  await press(bob.page, "Bring this version back");
  await bob.page.getByText("The version is back.").waitFor();
  assert.equal(await facts(bob.page).getByLabel("City", { exact: true }).inputValue(), "Bonn");

  for (const [path, lang] of [["", "en"], ["/profile", "ko"], ["/people", "ru"], ["/profile/history", "ru"], ["/profile/preview", "ko"], ["/terms", "ru"]]) {
    assert.deepEqual(await look(ann.page, `${home.replace("/en/", `/${lang}/`)}${path}`), []);
  }

  // The last one who administers it cannot leave.
  await ann.page.goto(`${home}/people`);
  await ann.page.locator("details.withdraw summary").click();
  await ann.page.getByLabel("Leave the company").check();
  await press(ann.page, "Leave the company");
  await ann.page.getByText("You are the last one who administers the company.").waitFor();
  await ann.context.close();
  await bob.context.close();
});
