// A team writes together, brings a version back, hands in in time and late, and books an office hour: with scripts and without them.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { openPage, startBrowser, startSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press, register } from "../support/forms.mjs";
import { approve, makeMentor, makeTeam, takePart } from "../support/teams.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`two members write, see each other's text, bring a version back and hand in, and a mentor helps, ${way}`, async () => {
    const site = await startSite({ env: { PLENARY_REHEARSE: "2017-06-28T10:40:00+04:00" } });
    try {
      const open = (options = {}) => openPage(browser, site, { javaScriptEnabled, ...options });
      const [ann, bob, mira, desk] = [await open(), await open({ viewport: { width: 390, height: 800 } }), await open(), await open()];
      await becomeOrganiser(desk.page, site, "desk@city.example");
      for (const [{ page }, email] of [[ann, "ann@city.example"], [bob, "bob@city.example"], [mira, "mira@city.example"]]) {
        await newAccount(page, site, email);
        await register(page);
        await approve(desk.page, site, email);
        await takePart(page, site);
      }
      const team = await makeTeam(site, "Foxes", [ann.page, bob.page]);
      const work = `${team}/work`;

      // Both open the page; what only one of them changes is kept from both.
      await ann.page.goto(work);
      await ann.page.getByRole("heading", { name: "Foxes", level: 1 }).waitFor();
      await ann.page.getByText("Hand in until 29 June 2017, 18:00").waitFor();
      await bob.page.goto(work);
      await ann.page.getByLabel("Title of the pitch").fill("Buses that wait");
      await ann.page.getByLabel("Links").fill("our board");
      await press(ann.page, "Save");
      await ann.page.locator(".field.wrong").getByText("This is not the address of a page").waitFor();
      assert.equal(await ann.page.getByLabel("Title of the pitch").inputValue(), "Buses that wait");
      await ann.page.getByLabel("Links").fill("https://city.example/board our board");
      await press(ann.page, "Save");
      await ann.page.getByText("Saved.", { exact: true }).waitFor();
      await bob.page.getByLabel("Problem").fill("They leave before the train comes.");
      await press(bob.page, "Save");
      await bob.page.getByText("Saved, together with what others wrote meanwhile.").waitFor();
      assert.equal(await bob.page.getByLabel("Title of the pitch").inputValue(), "Buses that wait");

      // The same field: both texts are there, and nothing is overwritten.
      await ann.page.getByLabel("Problem").fill("Nobody knows when they leave.");
      await press(ann.page, "Save");
      const theirs = ann.page.locator('[data-theirs="canvas_problem"]');
      await theirs.getByText("They leave before the train comes.").waitFor();
      assert.equal(await ann.page.getByLabel("Problem").inputValue(), "Nobody knows when they leave.");
      await ann.page.getByLabel("Problem").fill("They leave before the train comes, and nobody knows when.");
      await press(ann.page, "Save");
      await ann.page.getByText("Saved.", { exact: true }).waitFor();

      // An older version comes back as a new one.
      await ann.page.locator("main").getByRole("link", { name: "History" }).click();
      await ann.page.getByRole("heading", { name: "History" }).waitFor();
      await ann.page.getByRole("link", { name: "Version 2" }).click();
      await ann.page.getByRole("link", { name: "Compare with what is there now" }).click();
      await ann.page.getByText("and nobody knows when.").waitFor();
      await press(ann.page, "Bring this version back");
      await ann.page.getByText("The version is back, as a new one.").waitFor();
      assert.equal(await ann.page.getByLabel("Problem").inputValue(), "They leave before the train comes.");

      await press(ann.page, "Save and hand in");
      await ann.page.getByText("Handed in. Every member gets a receipt by e-mail.").waitFor();
      for (const to of ["ann@city.example", "bob@city.example"]) await site.letter(to, "has handed in version 4");

      // A mentor publishes, the team books, the mentor sees who comes and cancels.
      await makeMentor(desk.page, "Zoë Müller");
      await mira.page.goto("/en/ideathon/mentors");
      await mira.page.locator("details summary").click();
      await mira.page.getByLabel("Day").fill("2017-06-28");
      await mira.page.getByLabel("From").fill("15:00");
      await mira.page.getByLabel("Until").fill("15:40");
      await mira.page.getByLabel("Where").fill("https://call.example/mira");
      await press(mira.page, "Publish office hours");
      await mira.page.getByText("The office hours are published").waitFor();
      await bob.page.goto("/en/ideathon/mentors");
      assert.equal(await bob.page.locator('a[href="https://call.example/mira"]').count(), 0);
      await bob.page.getByRole("button", { name: "Book: Zoë Müller, Wed 28 June, 15:00–15:20" }).click();
      await bob.page.getByText("Booked. The mentor sees").waitFor();
      await bob.page.locator('#yours a[href="https://call.example/mira"]').waitFor();
      await mira.page.goto("/en/ideathon/mentors");
      await mira.page.locator("#own").getByText("Buses for all").waitFor();
      await mira.page.locator("#own").getByRole("link", { name: "Foxes" }).click();
      await mira.page.getByText("They leave before the train comes.").waitFor();
      assert.equal(await mira.page.locator("main textarea").count(), 0);
      await mira.page.goto("/en/ideathon/mentors");
      await mira.page.getByRole("button", { name: "Cancel: Zoë Müller, Wed 28 June, 15:00–15:20" }).click();
      await mira.page.getByText("The slot is cancelled.").waitFor();
      await site.letter("bob@city.example", "does not take place");

      // After the deadline it is late, after the time of grace it is over and what was typed is given back.
      await site.again({ PLENARY_REHEARSE: "2017-06-29T18:05:00+04:00" });
      await bob.page.goto(work);
      await bob.page.getByText("The deadline is over.").waitFor();
      await bob.page.getByLabel("Impact").fill("Nobody misses the train.");
      await press(bob.page, "Save and hand in");
      await bob.page.getByText("Handed in, marked as late.").waitFor();
      await bob.page.getByLabel("Impact").fill("Nobody misses the last train.");
      await site.again({ PLENARY_REHEARSE: "2017-06-29T18:31:00+04:00" });
      await press(bob.page, "Save");
      await bob.page.getByText("What you typed was not saved.").waitFor();
      assert.equal(await bob.page.getByLabel("Impact").inputValue(), "Nobody misses the last train.");
      await bob.page.goto(work);
      await bob.page.getByText("Nobody misses the train.").waitFor();
      for (const { context } of [ann, bob, mira, desk]) await context.close();
    } finally {
      await site.stop();
    }
  });
}
