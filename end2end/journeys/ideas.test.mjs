// A city posts a challenge with a file, the secretariat publishes it, everybody reads it, and people who take part write ideas, comment on them,
// like them and say what they would join.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";

useSite();

/** Somebody who takes part: registered, and approved at the desk. */
const participant = async (desk, options, email, name) => {
  const person = await openPage(browser, site, options);
  await newAccount(person.page, site, email, name);
  await register(person.page);
  await desk.page.goto(`/en/desk?words=${encodeURIComponent(email)}`);
  await desk.page.locator(".queue th a").first().click();
  await desk.page.getByLabel("Approve: the person takes part").check();
  await press(desk.page, "Decide");
  await desk.page.getByText("The decision is recorded").waitFor();
  return person;
};

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";
  const town = javaScriptEnabled ? "Porto" : "Faro";
  const options = { javaScriptEnabled };

  test(`a city's challenge becomes public and gathers ideas, ${way}`, async () => {
    const desk = await openPage(browser, site, options);
    const head = await openPage(browser, site, options);
    const anyone = await openPage(browser, site, options);
    const address = `head-${town.toLowerCase()}@city.example`;
    await becomeOrganiser(desk.page, site, `desk-${town.toLowerCase()}@city.example`);
    await desk.page.goto("/en/desk/cities");
    await desk.page.getByLabel("Names of the city").fill(town);
    await desk.page.getByLabel("Country").selectOption("PT");
    await desk.page.getByLabel("full member").check();
    await desk.page.getByLabel("paid", { exact: true }).check();
    await desk.page.getByLabel("Addresses of the heads").fill(address);
    await press(desk.page, "Save");
    await desk.page.getByText("The city is saved.").waitFor();

    // The city writes, with what is wrong said beside its field and nothing lost.
    await newAccount(head.page, site, address, "Helena Head");
    await head.page.goto("/en/me");
    await head.page.getByRole("link", { name: town, exact: true }).click();
    await head.page.locator("main").getByRole("link", { name: "Challenges" }).click();
    await head.page.getByRole("heading", { name: `Challenges of ${town}` }).waitFor();
    await head.page.getByRole("link", { name: "Post a challenge" }).click();
    await head.page.getByLabel("Title").fill(`Quiet nights in ${town}`);
    await press(head.page, "Save");
    await head.page.locator(".field.wrong").first().waitFor();
    assert.equal(await head.page.getByLabel("Title").inputValue(), `Quiet nights in ${town}`);
    await head.page.getByLabel("In one sentence").fill("How can everybody sleep beside a street that never does?");
    await head.page.getByLabel("What it is about").fill("Trucks bring goods at night.\n\nThe map: https://city.example/noise.");
    await head.page.getByLabel("What a good answer would change").fill("Half as many people would wake up at night.");
    await head.page.getByLabel("Whom participants ask").fill("Nuno Night");
    await head.page.getByLabel("What they do in the city").fill("Noise");
    await head.page.getByLabel("Their e-mail address").fill("noise@city.example");
    await press(head.page, "Save");
    await head.page.getByText("It is saved.").waitFor();

    // Files: a drawing that could run scripts is refused on the same page, a table is kept.
    const file = head.page.getByLabel("File", { exact: true });
    await file.setInputFiles({ name: "map.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
    await head.page.getByRole("button", { name: "Add the file" }).click();
    await head.page.getByText("This kind of file is not taken.").waitFor();
    await file.setInputFiles({ name: "noise.csv", mimeType: "text/csv", buffer: Buffer.from("street,decibels\nMain,61\n") });
    await head.page.getByRole("button", { name: "Add the file" }).click();
    await head.page.getByText("The file is added.").waitFor();
    await press(head.page, "Hand it in");
    await head.page.getByText("It is handed in.").waitFor();

    // The secretariat looks at it as everybody will see it, and publishes it.
    await desk.page.goto("/en/desk/challenges");
    await desk.page.getByRole("link", { name: `Quiet nights in ${town}` }).click();
    await desk.page.getByRole("heading", { name: "As everybody will see it" }).waitFor();
    await desk.page.getByRole("link", { name: "noise.csv" }).waitFor();
    await desk.page.getByLabel("Publish it").check();
    await press(desk.page, "Decide");
    await desk.page.getByText("It is published").waitFor();
    await site.letter(address, "everybody can read it now");

    // Everybody reads it, with the file and without whom to ask.
    await anyone.page.goto("/ko/parts/ideathon");
    await anyone.page.getByRole("link", { name: `Quiet nights in ${town}` }).click();
    await anyone.page.getByRole("heading", { name: `Quiet nights in ${town}`, level: 1 }).waitFor();
    await anyone.page.getByText("이 글의 언어: English").waitFor();
    const href = await anyone.page.getByRole("link", { name: "noise.csv" }).getAttribute("href");
    const sent = await anyone.page.request.get(href);
    assert.equal(await sent.text(), "street,decibels\nMain,61\n");
    assert.match(sent.headers()["content-security-policy"], /sandbox/);
    assert.equal(await anyone.page.getByText("noise@city.example").count(), 0);
    await anyone.context.close();

    // One who takes part writes an idea for it.
    const ana = await participant(desk, options, `ana-${town.toLowerCase()}@city.example`, "Ana Idea");
    const bo = await participant(desk, options, `bo-${town.toLowerCase()}@city.example`, "Bo Comment");
    await ana.page.goto("/en/ideathon/challenges");
    await ana.page.getByRole("link", { name: `Quiet nights in ${town}` }).click();
    await ana.page.getByRole("link", { name: "Whom to ask" }).click();
    await ana.page.getByRole("link", { name: "noise@city.example" }).waitFor();
    await ana.page.goBack();
    await ana.page.getByRole("link", { name: "Write an idea" }).click();
    await ana.page.getByRole("heading", { name: "Write an idea" }).waitFor();
    await ana.page.getByLabel("Title").fill("Cargo bicycles");
    await ana.page.getByLabel("The idea").fill("They bring at night what trucks bring today, and nobody wakes up.");
    await press(ana.page, "Put it on the board");
    await ana.page.getByText("Your idea is on the board.").waitFor();

    // Another one finds it, comments, likes it and would join.
    await bo.page.goto("/en/ideathon/ideas");
    await bo.page.getByLabel("Challenge").selectOption({ label: `Quiet nights in ${town}` });
    if (!javaScriptEnabled) await bo.page.getByRole("button", { name: "Show" }).click();
    await bo.page.waitForURL(/challenge=/);
    await bo.page.getByRole("link", { name: "Cargo bicycles" }).click();
    await bo.page.getByRole("heading", { name: "Cargo bicycles", level: 1 }).waitFor();
    await bo.page.getByLabel("Your comment").fill("Who pays the riders?");
    await press(bo.page, "Comment");
    await bo.page.getByText("Your comment is there.").waitFor();
    await press(bo.page, "Like");
    await bo.page.getByRole("button", { name: "Take the like back" }).waitFor();
    await press(bo.page, "I would join");
    await bo.page.getByRole("button", { name: "I would not join after all" }).waitFor();
    await ana.page.reload();
    await ana.page.getByText("Likes: 1", { exact: true }).waitFor();
    await ana.page.getByText("Would join: 1", { exact: true }).waitFor();
    await ana.page.getByText("Who pays the riders?").waitFor();
    await ana.page.getByRole("heading", { name: "Who would join" }).waitFor();
    await ana.page.locator("article").getByText("Bo Comment").waitFor();
    await ana.page.getByRole("link", { name: "Form a team with this idea" }).waitFor();

    // And takes it all back.
    await press(bo.page, "Take the like back");
    await bo.page.getByText("Likes: 0", { exact: true }).waitFor();
    await bo.page.getByRole("button", { name: /^Delete my comment/ }).click();
    await bo.page.getByText("The comment is deleted.").waitFor();
    for (const person of [desk, head, ana, bo]) await person.context.close();
  });
}
