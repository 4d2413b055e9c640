// A company offers times at its booth, a delegate books one and sees what stands in the way of another, the company says who receives, moves the
// time and calls it off; who finds a time full waits, is offered it and takes it for another; a calendar app follows: with scripts and without them,
// in three languages, for everybody.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { alive, openPage, startBrowser, startSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";
import { approve } from "../support/teams.mjs";
import { publish } from "../support/companies.mjs";
import { look } from "../support/axe.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`times at a booth are offered, booked, received, moved and called off, ${way}`, async () => {
    const site = await startSite({ env: { PLENARY_REHEARSE: "2017-06-27T08:00:00+04:00" } });
    try {
      const open = (options = {}) => openPage(browser, site, { javaScriptEnabled, bypassCSP: true, ...options });
      const [fay, olga, ann, desk] = [await open(), await open(), await open({ viewport: { width: 390, height: 800 } }), await open()];
      await becomeOrganiser(desk.page, site, "desk@city.example");
      await newAccount(fay.page, site, "fay@company.example", "Fay Fox");
      await newAccount(olga.page, site, "olga@company.example", "Olga Owl");
      await newAccount(ann.page, site, "ann@city.example", "Ann Delegate");
      await register(ann.page);
      await approve(desk.page, site, "ann@city.example");
      await publish(site, [{ id: "foxes", name: "Foxes Ltd", admin: "fay@company.example" }, { id: "owls", name: "Owls Ltd", admin: "olga@company.example" }]);

      // The company says first what cannot be, then offers two times with a pause.
      const own = "/en/me/companies/foxes/meetings";
      await fay.page.goto(own);
      await fay.page.getByText("No time is offered yet.").waitFor();
      await fay.page.locator("#offer summary").click();
      const offer = async (page, from, until) => {
        await page.getByLabel("Day").fill("2017-06-28");
        await page.getByLabel("From").fill(from);
        await page.getByLabel("Until").fill(until);
        await press(page, "Offer times");
      };
      await offer(fay.page, "11:00", "10:00");
      await fay.page.locator(".field.wrong").first().waitFor();
      assert.equal(await fay.page.getByLabel("From").inputValue(), "11:00");
      await offer(fay.page, "10:00", "10:45");
      await fay.page.getByText("The times are offered; cities can book them.").waitFor();
      await fay.page.getByText("Wed 28 June, 10:25–10:45").first().waitFor();
      await olga.page.goto("/en/me/companies/owls/meetings");
      await olga.page.locator("#offer summary").click();
      await offer(olga.page, "10:10", "10:30");

      // A delegate books; the same time elsewhere is refused, and what stands in the way is named.
      await ann.page.goto("/en/forum/exhibitors/foxes/meetings");
      await ann.page.getByRole("link", { name: "Choose: Wed 28 June, 10:00–10:20" }).click();
      await ann.page.getByLabel("What you would like to talk about").fill("Night buses");
      await press(ann.page, "Book this time");
      await ann.page.getByText("Booked. It is in your calendar").waitFor();
      await ann.page.getByText("Night buses").waitFor();
      await site.letter("ann@city.example", "you meet Foxes Ltd at its booth");
      await ann.page.goto("/en/forum/exhibitors/owls/meetings");
      await ann.page.getByRole("link", { name: "Choose: Wed 28 June, 10:10–10:30" }).click();
      await ann.page.getByText("Meeting at the booth of Foxes Ltd").waitFor();
      assert.equal(await ann.page.getByRole("button", { name: "Book this time", exact: true }).count(), 0);
      await ann.page.getByRole("button", { name: "Give that up and book this time" }).waitFor();

      // The company sees who comes and that nobody receives, here and on the own place of the one who administers it.
      await fay.page.goto("/en/me");
      await fay.page.getByRole("link", { name: "Foxes Ltd: 1 booked times without anybody who receives" }).click();
      await fay.page.getByText("Ann Delegate, Köln").waitFor();
      await fay.page.locator("#alarms a").first().click();
      await fay.page.locator("#slot").getByLabel("Who receives").selectOption({ label: "Fay Fox" });
      await press(fay.page, "Save");
      await fay.page.getByText("Saved. Whoever receives gets an e-mail.").waitFor();
      assert.equal(await fay.page.locator("#alarms").count(), 0);
      await site.letter("fay@company.example", "you receive at the booth of Foxes Ltd");

      // It moves; both are told and the calendar's file follows.
      await fay.page.getByRole("link", { name: "Look at it: Wed 28 June, 10:00–10:20" }).click();
      await fay.page.locator("#slot summary", { hasText: "Move to another time" }).click();
      await fay.page.locator("#slot").getByLabel("From").fill("15:00");
      await fay.page.locator("#slot").getByLabel("Until").fill("15:20");
      await press(fay.page, "Move to another time");
      await fay.page.getByText("Moved. Everybody concerned gets an e-mail.").waitFor();
      await site.letter("ann@city.example", "15:00–15:20. Before, it was Wed 28 June, 10:00–10:20");
      const calendar = async () => (await ann.page.request.get("/en/me/booth-meetings.ics")).text();
      assert.match(await calendar(), /DTSTART:20170628T110000Z[^]*SEQUENCE:1|SEQUENCE:1[^]*DTSTART:20170628T110000Z/);

      if (javaScriptEnabled) {
        const wrong = [];
        for (const lang of ["en", "ru", "ko"]) {
          for (const path of ["/forum/exhibitors/foxes/meetings", "/forum/exhibitors/owls/meetings", "/me/booth-meetings"]) wrong.push(...(await look(ann.page, `/${lang}${path}`)));
          await fay.page.goto(own);
          const slot = new URL(await fay.page.locator(".rows a.button").first().getAttribute("href"), site.url).search;
          wrong.push(...(await look(fay.page, `/${lang}/me/companies/foxes/meetings${slot}`)));
          wrong.push(...(await look(fay.page, `/${lang}/me/booth-meetings`)));
        }
        assert.deepEqual(wrong, []);
        await alive(fay.page);
      }

      // Called off with a reason; what is left of the day is cancelled by the delegate with a confirmation.
      await fay.page.goto(own);
      await fay.page.getByRole("link", { name: "Look at it: Wed 28 June, 15:00–15:20" }).click();
      await fay.page.locator("#slot summary", { hasText: "Call it off" }).click();
      await fay.page.getByLabel("Reason").fill("Our speaker is ill");
      await fay.page.getByLabel("Yes, cancel it.").check();
      await press(fay.page, "Call it off");
      await fay.page.getByText("Called off. Whoever had booked it gets an e-mail.").waitFor();
      await site.letter("ann@city.example", "Our speaker is ill");
      assert.match(await calendar(), /STATUS:CANCELLED/);
      await ann.page.goto("/en/forum/exhibitors/foxes/meetings");
      await ann.page.getByRole("link", { name: "Choose: Wed 28 June, 10:25–10:45" }).click();
      await press(ann.page, "Book this time");
      await ann.page.getByRole("link", { name: "Cancel: Foxes Ltd, Wed 28 June, 10:25–10:45" }).click();
      await press(ann.page, "Cancel this meeting");
      await ann.page.locator(".field.wrong").waitFor();
      await ann.page.getByLabel("Yes, cancel it.").check();
      await press(ann.page, "Cancel this meeting");
      await ann.page.getByText("Cancelled. The time is free for others.").waitFor();
      for (const { context } of [fay, olga, ann, desk]) await context.close();
    } finally {
      await site.stop();
    }
  });
}

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`who finds a time full waits, is offered it and takes it for another, and a calendar app follows, ${way}`, async () => {
    const site = await startSite({ env: { PLENARY_REHEARSE: "2017-06-27T08:00:00+04:00" } });
    try {
      const open = (options = {}) => openPage(browser, site, { javaScriptEnabled, bypassCSP: true, ...options });
      const [fay, olga, ann, ben, desk] = [await open(), await open(), await open(), await open({ viewport: { width: 390, height: 800 } }), await open()];
      await becomeOrganiser(desk.page, site, "desk@city.example");
      await newAccount(fay.page, site, "fay@company.example", "Fay Fox");
      await newAccount(olga.page, site, "olga@company.example", "Olga Owl");
      for (const [page, address, name] of [[ann.page, "ann@city.example", "Ann Delegate"], [ben.page, "ben@city.example", "Ben Delegate"]]) {
        await newAccount(page, site, address, name);
        await register(page);
        await approve(desk.page, site, address);
      }
      await publish(site, [{ id: "foxes", name: "Foxes Ltd", admin: "fay@company.example" }, { id: "owls", name: "Owls Ltd", admin: "olga@company.example" }]);
      const offer = async ({ page }, company) => {
        await page.goto(`/en/me/companies/${company}/meetings`);
        await page.locator("#offer summary").click();
        await page.getByLabel("Demonstration", { exact: true }).check();
        await page.getByLabel("Places of a demonstration", { exact: true }).fill("1");
        await page.getByLabel("Day").fill("2017-06-28");
        await page.getByLabel("From").fill("10:00");
        await page.getByLabel("Until").fill("10:20");
        await press(page, "Offer times");
        await page.getByText("The times are offered; cities can book them.").waitFor();
      };
      await offer(fay, "foxes");
      await offer(olga, "owls");
      const at = (company) => `/en/forum/exhibitors/${company}/meetings`;
      await ann.page.goto(at("foxes"));
      await ann.page.getByRole("link", { name: "Choose: Wed 28 June, 10:00–10:20" }).click();
      await press(ann.page, "Book this time");
      await ann.page.getByText("Booked. It is in your calendar").waitFor();

      // Ben finds it taken, waits, and books something else for that time meanwhile.
      await ben.page.goto(at("foxes"));
      await ben.page.getByRole("link", { name: "Wait for a place: Wed 28 June, 10:00–10:20" }).click();
      await ben.page.getByLabel("What you would like to talk about").fill("Clean air");
      await press(ben.page, "Wait for a place");
      await ben.page.getByText("You are on the waiting list.").waitFor();
      await ben.page.getByText("number 1 in line").waitFor();
      await site.letter("ben@city.example", "you are on the waiting list for Foxes Ltd");
      await ben.page.goto(at("owls"));
      await ben.page.getByRole("link", { name: "Choose: Wed 28 June, 10:00–10:20" }).click();
      await press(ben.page, "Book this time");
      await fay.page.goto("/en/me/companies/foxes/meetings");
      await fay.page.getByText("1 waiting").waitFor();

      // Ann cancels; Ben is offered the place and takes it, which gives the other back in the same step.
      await ann.page.getByRole("link", { name: "Cancel: Foxes Ltd, Wed 28 June, 10:00–10:20" }).click();
      await ann.page.getByLabel("Yes, cancel it.").check();
      await press(ann.page, "Cancel this meeting");
      await site.letter("ben@city.example", "a place is free for you at the booth of Foxes Ltd");
      await ben.page.goto("/en/me/booth-meetings");
      await ben.page.getByText("A place is free for you until").waitFor();
      const wrong = [];
      if (javaScriptEnabled) for (const lang of ["en", "ru", "ko"]) wrong.push(...(await look(ben.page, `/${lang}/me/booth-meetings`)));
      await ben.page.goto("/en/me/booth-meetings");
      await press(ben.page, "Give that up and take this place");
      await ben.page.getByText("Booked. It is in your calendar").waitFor();
      await fay.page.goto("/en/me/companies/foxes/meetings");
      await fay.page.getByText("Ben Delegate, Köln").waitFor();
      await fay.page.getByText("Clean air").waitFor();

      // More places than one, and never fewer than come.
      await fay.page.getByRole("link", { name: "Look at it: Wed 28 June, 10:00–10:20" }).click();
      await fay.page.locator("#slot summary", { hasText: "Change the number of places" }).click();
      await fay.page.locator("#slot").getByLabel("Places of a demonstration", { exact: true }).fill("0");
      await press(fay.page, "Change the number of places");
      await fay.page.locator(".field.wrong").first().waitFor();
      await fay.page.locator("#slot").getByLabel("Places of a demonstration", { exact: true }).fill("3");
      await press(fay.page, "Change the number of places");
      await fay.page.getByText("2 of 3 places left").first().waitFor();

      // A calendar app reads it under an address of Ben's own, until he ends that.
      await ben.page.goto("/en/me/booth-meetings");
      await press(ben.page, "Make an address for my app");
      await ben.page.getByText("Here is the address for your calendar app.").waitFor();
      const address = await ben.page.locator("#feed code").innerText();
      const read = async () => {
        const answer = await fetch(address);
        return [answer.status, await answer.text()];
      };
      const [status, text] = await read();
      assert.equal(status, 200);
      assert.match(text, /SUMMARY:Meeting at the booth of Foxes Ltd/);
      assert.match(text, /STATUS:CANCELLED/);
      if (javaScriptEnabled) {
        for (const lang of ["en", "ru", "ko"]) {
          wrong.push(...(await look(ben.page, `/${lang}/me/booth-meetings`)));
          wrong.push(...(await look(ann.page, `/${lang}/forum/exhibitors/owls/meetings`)));
        }
        assert.deepEqual(wrong, []);
        await ben.page.goto("/en/me/booth-meetings");
      }
      await press(ben.page, "End this address");
      await ben.page.getByText("The address has ended.").waitFor();
      assert.equal((await read())[0], 404);
      for (const { context } of [fay, olga, ann, ben, desk]) await context.close();
    } finally {
      await site.stop();
    }
  });
}
