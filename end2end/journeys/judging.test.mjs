// A contest from its criteria to the city that pilots an entry: an organiser, two jurors (one with scripts, one without), the public, a city.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { browser, linkIn, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, signIn, turnOnSecondFactor } from "../support/forms.mjs";
import { desk as post } from "../support/badges.mjs";

// Teams form and hand in at this time.
useSite({ env: { PLENARY_REHEARSE: "2017-06-28T11:00:00+04:00" } });

/** Gives an account the task of a juror, by an invitation of an organiser. */
const becomeJuror = async (organiser, page, email, name) => {
  await newAccount(page, site, email, name);
  await organiser.goto("/en/desk/staff");
  await organiser.getByLabel("E-mail address").fill(email);
  await organiser.locator("main input[type=radio][value=juror]").check();
  await organiser.locator("main form.form button").click();
  await page.goto(linkIn(await site.letter(email, "/invite?token=")));
  await press(page, "Accept the task");
  await page.getByText("You have a new task now.").waitFor();
  await signIn(page, email);
  await page.goto("/en/jury");
  await turnOnSecondFactor(page);
  await page.getByRole("heading", { name: "Jury" }).waitFor();
};

/** Has two people of the sample found a team each and hand something in; answers the browser of the first one's. */
const teams = async (names) => {
  const said = await site.command("sample", "--sessions", "0", "--people", String(names.length), "--participants", String(names.length));
  const cookies = said.trim().split("\n").slice(-names.length);
  const members = [];
  for (const [number, name] of names.entries()) {
    const member = await openPage(browser, site);
    await member.context.addCookies([{ name: "plenary", value: cookies[number], url: site.url }]);
    const made = await post(member.page, site, "ideathon/create_team", { team_name: name, pitch: `A pitch of ${name}`, request_id: `make-${number}` });
    const team = made.headers()["location"].split("/").pop().split("?")[0];
    const work = { team, base: "0", pitch_title: name, canvas_users: "Everybody who waits", go: "hand_in", request_id: `work-${number}` };
    await post(member.page, site, "ideathon/save_work", work);
    members.push({ ...member, team, name });
  }
  return members;
};

/** Takes the next step of the contest. */
const step = async (page, button) => {
  await page.goto("/en/desk/contests/ideathon");
  await page.getByLabel("Yes, do it now").check();
  await press(page, button);
  await page.getByText("It is done.").waitFor();
};

/** Scores the entry on the page with the keyboard alone: the first field by its first letter is far, so each group is reached by its name. */
const score = async (page, scores) => {
  for (const [criterion, number] of Object.entries(scores)) {
    const group = page.getByRole("group", { name: criterion });
    await group.getByRole("radio").first().focus();
    await page.keyboard.press("ArrowDown");
    for (let n = 0; n < number; n++) await page.keyboard.press("ArrowDown");
    assert.match(await group.locator("input:checked").inputValue(), new RegExp(`:${number}$`));
  }
};

test("a contest is set up, judged blind, sealed, announced, checked, and an entry piloted", async () => {
  const [organiser, one, other, anyone, head] = await Promise.all(
    [true, true, false, false, true].map((javaScriptEnabled) => openPage(browser, site, { javaScriptEnabled })),
  );
  const made = await teams(["Calm buses", "Open maps"]);
  await becomeOrganiser(organiser.page, site, "secretary@city.example");
  await becomeJuror(organiser.page, one.page, "one@jury.example", "Juror One");
  await becomeJuror(organiser.page, other.page, "other@jury.example", "Juror Other");

  const page = organiser.page;
  await page.goto("/en/desk/contests");
  await page.getByRole("link", { name: "Ideathon pitches (sample criteria)" }).click();
  await page.getByText("It would open with 2 entries.").waitFor();
  await page.getByLabel("Name (English)").fill("Courage");
  await page.getByLabel("What 0 means (English)").fill("none");
  await page.getByLabel("Weight", { exact: true }).fill("500");
  await press(page, "Save the criterion");
  await page.locator(".field.wrong").getByText("Please give a whole number.").waitFor();
  assert.equal(await page.getByLabel("Name (English)").inputValue(), "Courage");
  await page.getByLabel("Weight", { exact: true }).fill("10");
  await press(page, "Save the criterion");
  await page.getByText("The terms are saved.").waitFor();
  for (const name of ["Problem", "Idea"]) {
    await press(page, `Remove ${name}`);
    await page.getByText("The terms are saved.").waitFor();
  }
  await page.getByLabel("Sheets that an entry needs").fill("1");
  await press(page, "Save the terms");
  await page.getByText("The terms are saved.").waitFor();
  for (const juror of ["Juror One", "Juror Other"]) {
    const option = await page.locator("select[name=juror] option", { hasText: juror }).getAttribute("value");
    await page.getByLabel("Juror", { exact: true }).selectOption(option);
    await press(page, "Put on the panel");
    await page.locator("main li", { hasText: juror }).waitFor();
  }
  await step(page, "Open the contest");
  assert.equal(await page.getByLabel("Name (English)").count(), 0);

  // The first juror scores both entries, by keyboard.
  await one.page.goto("/en/jury");
  await one.page.getByRole("link", { name: "Ideathon pitches" }).click();
  // Entries stand in the order of their ids, which says nothing; the first one wins here.
  await one.page.getByText("Handed in or abstained: 0 of 2").waitFor();
  const [winner, second] = await one.page.locator("main .queue th a").allInnerTexts();
  await one.page.getByRole("link", { name: winner }).click();
  await one.page.getByText(`A pitch of ${winner}`).waitFor();
  await one.page.getByText("Everybody who waits").waitFor();
  await score(one.page, { "Impact for people": 5, "Feasible for a city": 4, Courage: 3 });
  await press(one.page, "Save, hand in later");
  await one.page.getByText("It counts when you hand it in.").waitFor();
  await press(one.page, "Hand in");
  await one.page.getByText("Handed in. Here is the next entry.").waitFor();
  await score(one.page, { "Impact for people": 2, "Feasible for a city": 2 });
  await press(one.page, "Hand in");
  await one.page.getByText("That was the last entry").waitFor();

  // The other one, without scripts, has a conflict with the first entry, and sees nothing of the first juror's scores.
  const { team } = made.find((m) => m.name === winner);
  await other.page.goto(`/en/jury/ideathon/${team}`);
  assert.deepEqual(await other.page.locator("input:checked").evaluateAll((all) => all.map((i) => i.value.split(":")[1])), ["", "", ""]);
  await other.page.getByText("I have a conflict of interest").click();
  await other.page.getByLabel("Reason").fill("My sister is in the team.");
  await press(other.page, "Note a conflict of interest");
  await other.page.getByText("so you do not score it").waitFor();
  await other.page.getByRole("link", { name: "Next entry" }).click();
  await other.page.getByRole("group", { name: "Impact for people" }).getByLabel("3", { exact: true }).check();
  await press(other.page, "Hand in");
  await other.page.getByText("That was the last entry").waitFor();

  await anyone.page.goto("/en/results/ideathon");
  await anyone.page.getByText("The jury has not finished.").waitFor();
  await page.goto("/en/desk/contests/ideathon");
  await page.getByText("3 of 3 sheets are handed in.").waitFor();
  await step(page, "Close the contest");
  await step(page, "Make the ranking and seal it");
  await anyone.page.goto("/en/results/ideathon");
  const digest = await anyone.page.locator("dd code").first().innerText();
  assert.match(digest, /^[0-9a-f]{64}$/);
  assert.ok(!(await anyone.page.locator("main").innerText()).includes(winner));
  await step(page, "Announce the result");

  await anyone.page.reload();
  const rows = await anyone.page.locator(".ranking tbody tr").allInnerTexts();
  assert.deepEqual(rows.map((r) => r.split("\t").slice(0, 2)), [["1", winner], ["2", second]]);
  const file = await (await anyone.context.request.get("/results/ideathon.txt")).body();
  assert.equal(createHash("sha256").update(file).digest("hex"), digest);

  // A city pilots the winner, and the team agrees.
  await post(page, site, "registration/put_city", { names: "Lisbon", country: "PT", membership: "full", fee: "paid", heads: "head@lisbon.example", request_id: "lisbon" });
  await newAccount(head.page, site, "head@lisbon.example", "Head of Lisbon");
  await head.page.goto("/en/results/ideathon");
  await head.page.getByRole("link", { name: winner }).click();
  await head.page.getByLabel("Who owns it in your city").fill("Rita Sample");
  await head.page.getByLabel("Position of the owner").fill("Open data office");
  await head.page.getByLabel("E-mail address of the owner").fill("rita@lisbon.example");
  await head.page.getByLabel("First step").fill("Publish the timetable");
  await head.page.getByLabel("Until when").fill("2017-09-30");
  await press(head.page, "My city will pilot this");
  await head.page.getByText("Noted; the team is told.").waitFor();
  const member = made.find((m) => m.team === team);
  await member.page.goto(`/en/results/ideathon/${team}`);
  await member.page.getByText("rita@lisbon.example").waitFor();
  await member.page.getByLabel("agreed with the team").check();
  await press(member.page, "Change it");
  await member.page.getByText("The pilot is changed.").waitFor();
  await anyone.page.reload();
  await anyone.page.getByText("Lisbon – agreed with the team").waitFor();
  assert.ok(!(await anyone.page.locator("main").innerText()).includes("rita@lisbon.example"));
  for (const { context } of [organiser, one, other, anyone, head, ...made]) await context.close();
});
