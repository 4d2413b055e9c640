// A delegate says field by field what exhibitors get, a colleague at a booth notes badges without a network, and the company has exactly that, on its
// page and in its files, until the delegate takes it back; the delegate reads who scanned and took what, and when.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { alive, linkIn, openPage, startBrowser, startSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";
import { approve } from "../support/teams.mjs";
import { publish } from "../support/companies.mjs";
import { look, wrong } from "../support/axe.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const home = "/en/me/companies/foxes";

/** The code on one's own badge, which is given out within a second or so. */
const badgeOf = async (page) => {
  for (;;) {
    await page.goto("/en/me/badge");
    const code = page.locator(".badge .code");
    if (await code.count()) return code.innerText();
  }
};

const type = async (page, code) => {
  await page.getByLabel("Code on the badge").fill(code);
  await page.keyboard.press("Enter");
};

/** Takes a file along by its link. */
const take = async (page, name) => {
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name, exact: true }).click();
  return readFile(await (await downloading).path(), "utf8");
};

test("what a delegate allows is noted offline, taken along, and gone when the delegate takes it back", async () => {
  const site = await startSite({ env: { PLENARY_REHEARSE: "2017-06-27T08:00:00+04:00" } });
  try {
    const open = (options = {}) => openPage(browser, site, { bypassCSP: true, ...options });
    const telephone = { viewport: { width: 390, height: 800 } };
    // The browser says in its console that the network is away, which is what this is about.
    const finn = await open({ ...telephone, noise: /ERR_INTERNET_DISCONNECTED/ });
    const [fay, ann, bea, desk] = [await open(), await open(telephone), await open(telephone), await open()];
    await becomeOrganiser(desk.page, site, "desk@city.example");
    await newAccount(fay.page, site, "fay@company.example", "Fay Fox");
    await newAccount(finn.page, site, "finn@company.example", "Finn Fox");
    for (const [delegate, email, city] of [[ann, "ann@city.example", "Köln"], [bea, "bea@city.example", "Bonn"]]) {
      await newAccount(delegate.page, site, email);
      await register(delegate.page, { city });
      await approve(desk.page, site, email);
    }
    await publish(site, [{ id: "foxes", name: "Foxes Ltd", admin: "fay@company.example" }]);
    await fay.page.goto(`${home}/people`);
    await fay.page.getByLabel("E-mail address").fill("finn@company.example");
    await press(fay.page, "Invite");
    await fay.page.getByText("The invitation is on its way.").waitFor();
    await finn.page.goto(linkIn(await site.letter("finn@company.example", "Foxes Ltd invites you")));
    await press(finn.page, "Join the company");
    await finn.page.getByText("You belong to the company now.").waitFor();

    // Ann says it field by field; Bea has said nothing and is asked.
    assert.deepEqual(await look(ann.page, "/en/me/consent"), []);
    await ann.page.getByLabel("Share the fields below with any exhibitor that scans me").check();
    await ann.page.getByLabel("position", { exact: true }).check();
    await ann.page.getByLabel("e-mail address", { exact: true }).check();
    await press(ann.page, "Save");
    await ann.page.getByText("Saved. It counts for the next scan.").waitFor();
    for (const [field, ticked] of [["position", true], ["e-mail address", true], ["organisation and city", false], ["telephone number", false]]) {
      assert.equal(await ann.page.getByLabel(field, { exact: true }).isChecked(), ticked, field);
    }
    const codes = { ann: await badgeOf(ann.page), bea: await badgeOf(bea.page) };

    // At the booth there is no network. What is noted waits on the device, over a reload too, and says nothing of anybody.
    const page = finn.page;
    await page.goto(`${home}/leads`);
    await page.getByText("Nobody is noted yet.").waitFor();
    assert.deepEqual(await look(page, `${home}/leads`), []);
    await page.getByRole("link", { name: "Scan badges" }).click();
    await page.waitForURL(/\/scan$/);
    await alive(page);
    await page.locator("#station[data-kept]").waitFor({ state: "attached" });
    await finn.context.setOffline(true);
    await type(page, codes.ann);
    await page.locator("#result").getByText("Kept on this device").waitFor();
    await page.getByText("1 waiting to be sent.").waitFor();
    await type(page, codes.ann.slice(0, -1));
    await page.locator("#result").getByText("This is no code of a badge", { exact: true }).waitFor();
    await page.reload();
    await alive(page);
    await page.getByText("No network. 1 waiting to be sent.").waitFor();
    assert.deepEqual(await wrong(page), []);
    await type(page, codes.ann.toLowerCase());
    await page.getByText("2 waiting to be sent.").waitFor();
    await type(page, codes.bea);
    await page.getByText("3 waiting to be sent.").waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /Zoë|Müller|CIO|city\.example/);

    // The network is back: the queue goes out by itself, and the badge that was scanned twice is one lead.
    await finn.context.setOffline(false);
    await page.getByText("Everything is sent.").waitFor();
    const log = page.locator("#log > li");
    assert.deepEqual(await log.locator("b").allInnerTexts(), ["asked; waiting", "shared", "shared"]);
    const [asked, again, first] = await log.getByRole("link").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.equal(again, first);
    assert.notEqual(asked, first);
    assert.deepEqual(await wrong(page), []);

    // Rating and a note, which another scan leaves as they are.
    await log.getByRole("link").last().click();
    await page.getByRole("heading", { name: "Zoë Müller" }).waitFor();
    await page.getByLabel("How promising").selectOption("hot");
    await page.getByLabel("Notes").fill("Wants stops that listen");
    await press(page, "Save");
    await page.getByText("Saved.", { exact: true }).waitFor();
    await page.goto(`${home}/scan`);
    await alive(page);
    await type(page, codes.ann);
    await page.locator("#result").getByText("shared", { exact: true }).waitFor();
    await page.getByText("Everything is sent.").waitFor();
    assert.equal(await page.locator("#result").getByRole("link").getAttribute("href"), first);
    await page.goto(first);
    assert.equal(await page.getByLabel("How promising").inputValue(), "hot");
    assert.equal(await page.getByLabel("Notes").inputValue(), "Wants stops that listen");
    await page.goto(`${home}/leads`);
    assert.equal(await page.locator("ul.rows > li").count(), 2);
    assert.doesNotMatch(await page.locator("main").innerText(), /Köln|Bonn|bea@/);

    // The files hold what is allowed, of the one who allows it, and nothing else. A colleague takes them along.
    await fay.page.goto(`${home}/leads`);
    await alive(fay.page);
    const csv = (await take(fay.page, "CSV")).replace(/^\ufeff/, "").trimEnd().split("\r\n").map((line) => line.split(","));
    const json = JSON.parse(await take(fay.page, "JSON"));
    const [idOfAnn, idOfBea] = [first, asked].map((path) => path.split("/").pop());
    const scanned = Object.fromEntries(json.map(({ id, at }) => [id, at]));
    const ofAnn = { name: "Zoë Müller", position: "CIO", email: "ann@city.example", lead_rating: "hot", lead_notes: "Wants stops that listen", by: "Finn Fox" };
    const ofBea = { name: "", position: "", email: "", lead_rating: "", lead_notes: "", by: "Finn Fox" };
    assert.deepEqual(json, [
      { id: idOfBea, state: "pending", at: scanned[idOfBea], ...ofBea },
      { id: idOfAnn, state: "granted", at: scanned[idOfAnn], ...ofAnn },
    ]);
    assert.deepEqual(csv[0], ["Number", "State", "When", "Name", "Position", "E-mail address", "How promising", "Notes", "Scanned by"]);
    const columns = ["id", "state", "at", "name", "position", "email", "lead_rating", "lead_notes", "by"];
    assert.deepEqual(csv.slice(1), json.map((row) => columns.map((column) => row[column])));

    // Bea is asked, and says no; Ann takes back what the company has.
    await bea.page.goto("/en/me");
    await bea.page.getByRole("link", { name: "Answer" }).click();
    await bea.page.getByText("Foxes Ltd").first().waitFor();
    assert.deepEqual(await look(bea.page, "/en/me/consent"), []);
    await press(bea.page, "Share nothing: Foxes Ltd");
    await bea.page.getByText("The company gets nothing.").waitFor();
    await ann.page.goto("/en/me/consent");
    await ann.page.getByText("It has: name, position, e-mail address.").waitFor();
    for (const lang of ["en", "ru", "ko"]) {
      for (const path of ["/leads", "/scan", `/leads/${idOfAnn}`, "/statistics"]) assert.deepEqual(await look(page, `/${lang}/me/companies/foxes${path}`), []);
      assert.deepEqual(await look(ann.page, `/${lang}/me/consent`), []);
    }
    await ann.page.goto("/en/me/consent");
    await press(ann.page, "Take back: Foxes Ltd");
    await ann.page.getByText("Taken back. The copy, the notes and the rating are erased.").waitFor();

    // It is gone from the page, and the next file says by its number which copy to erase.
    await fay.page.goto(`${home}/leads`);
    await alive(fay.page);
    assert.equal(await fay.page.locator("ul.rows > li").count(), 1);
    await fay.page.getByRole("heading", { name: "Erase on your side" }).waitFor();
    await fay.page.locator("code", { hasText: idOfAnn }).waitFor();
    assert.doesNotMatch(await fay.page.locator("main").innerText(), /Zoë|CIO|city\.example|Wants stops/);
    assert.deepEqual(await wrong(fay.page), []);
    assert.equal((await fay.page.request.get(first)).status(), 404);
    const after_ = JSON.parse(await take(fay.page, "JSON"));
    const gone = after_.find(({ id }) => id === idOfAnn);
    assert.deepEqual(after_, [
      { id: idOfBea, state: "refused", at: scanned[idOfBea], lead_rating: "", lead_notes: "", by: "Finn Fox" },
      { id: idOfAnn, state: "withdrawn", at: gone.at, lead_rating: "", lead_notes: "", by: "" },
    ]);

    // Ann reads who scanned and took what, and when.
    for (const lang of ["en", "ru", "ko"]) assert.deepEqual(await look(ann.page, `/${lang}/me/ledger`), []);
    await ann.page.goto("/en/me/ledger");
    await alive(ann.page);
    const ledger = JSON.parse(await take(ann.page, "JSON")).filter(({ who }) => who === "Foxes Ltd");
    assert.deepEqual(
      ledger.map(({ kind, share_fields }) => [kind, share_fields]),
      [["withdrawn", ""], ["exported", "name position email"], ["exported", "name position email"], ["scanned", ""], ["granted", "name position email"], ["scanned", ""], ["scanned", ""]],
    );
    assert.equal(ledger.at(-1).at, scanned[idOfAnn]);
    assert.equal(ledger[0].at, gone.at);
    for (const { at, says } of ledger) {
      // The page says it to the second, in which there may be more than one line of a kind.
      const line = ann.page.locator("ol.trail > li", { has: ann.page.locator(`time[datetime="${at.replace(/\.\d+Z$/, "Z")}"]`) });
      await line.getByText(says, { exact: true }).first().waitFor();
    }
    assert.equal(await ann.page.getByText("Foxes Ltd scanned your badge.").count(), 3);

    // How often the public page was read is kept over the end of the program; the numbers know no names.
    for (const path of ["/en/forum/exhibitors/foxes", "/ko/forum/exhibitors/foxes"]) assert.equal((await fetch(site.url + path)).status, 200);
    await site.again({});
    await fay.page.goto(`${home}/statistics`);
    await fay.page.getByLabel("Tue 27 June: 2").waitFor();
    assert.deepEqual(await wrong(fay.page), []);
    for (const { context } of [finn, fay, ann, bea, desk]) await context.close();
  } finally {
    await site.stop();
  }
});
