// A city posts a need, an exhibitor answers it, the city keeps a short list that nobody else sees, and closes it with an outcome: with scripts and
// without them, in three languages, for everybody.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { openPage, startBrowser, startSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, press } from "../support/forms.mjs";
import { publish } from "../support/companies.mjs";
import { look } from "../support/axe.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const solution = {
  id: "ears", name: { en: "Ears of the street", ru: "Уши улицы", ko: "거리의 귀" }, text: { en: "Hears the noise of buses at night.", ru: "", ko: "" },
  topics: ["open-city"], challenges: ["last-bus-home"],
};

for (const javaScriptEnabled of [true, false]) {
  const way = javaScriptEnabled ? "with scripts" : "without scripts";

  test(`a need is posted, answered once, listed in private and closed, ${way}`, async () => {
    const site = await startSite({ env: { PLENARY_REHEARSE: "2017-06-01T08:00:00+04:00" } });
    try {
      const open = (options = {}) => openPage(browser, site, { javaScriptEnabled, bypassCSP: true, ...options });
      const [head, fay, desk] = [await open({ viewport: { width: 390, height: 800 } }), await open(), await open()];
      await becomeOrganiser(desk.page, site, "desk@city.example");
      await desk.page.goto("/en/desk/cities");
      await desk.page.getByLabel("Names of the city").fill("Porto");
      await desk.page.getByLabel("Country").selectOption("PT");
      await desk.page.getByLabel("full member").check();
      await desk.page.getByLabel("paid", { exact: true }).check();
      await desk.page.getByLabel("Addresses of the heads").fill("head@city.example");
      await press(desk.page, "Save");
      await newAccount(head.page, site, "head@city.example", "Helena Head");
      await newAccount(fay.page, site, "fay@company.example", "Fay Fox");
      await publish(site, [{ id: "foxes", name: "Foxes Ltd", admin: "fay@company.example", solutions: [solution] }]);

      // The city writes, with what is wrong said beside its field and nothing lost, and opens it.
      await head.page.goto("/en/me");
      await head.page.getByRole("link", { name: "Porto", exact: true }).click();
      await head.page.locator("main").getByRole("link", { name: "Needs", exact: true }).click();
      await head.page.getByText("Your city has posted no need yet.").waitFor();
      await head.page.getByRole("link", { name: "Post a need" }).click();
      await head.page.getByLabel("What is needed, in a line").fill("Quiet night buses");
      await press(head.page, "Save");
      await head.page.locator(".field.wrong").first().waitFor();
      assert.equal(await head.page.getByLabel("What is needed, in a line").inputValue(), "Quiet night buses");
      await head.page.getByLabel("More about it").fill("People wait for buses at night, and the noise keeps neighbours awake.");
      await head.page.getByLabel("Open City").check();
      await head.page.getByLabel("A challenge that it belongs to").selectOption("last-bus-home");
      await head.page.getByLabel("Answers until").fill("2017-06-20");
      await press(head.page, "Save");
      await head.page.getByText("Saved.", { exact: true }).waitFor();
      const need = new URL(head.page.url()).pathname;
      assert.equal((await head.page.request.get(need.replace(/\/me\/delegation\/[^/]+/, "/forum"))).status(), 404);
      await press(head.page, "Open it for answers");
      await head.page.getByText("The need is open: exhibitors can answer.").waitFor();

      // Everybody reads it, with who fits and why.
      await head.page.getByRole("link", { name: "See it as everybody does" }).click();
      await head.page.getByRole("heading", { name: "Quiet night buses", level: 1 }).waitFor();
      await head.page.getByText("The company names this challenge (+60)").first().waitFor();
      await head.page.getByText("89 points").waitFor();

      // The company finds it among those that fit and answers once.
      const own = "/en/me/companies/foxes/needs";
      await fay.page.goto(own);
      await fay.page.locator("#fit").getByText("Common topics: Open City (+20)").waitFor();
      await fay.page.getByRole("link", { name: "Answer: Quiet night buses" }).click();
      await fay.page.getByLabel("Your answer").fill("Yes");
      await press(fay.page, "Answer");
      await fay.page.locator(".field.wrong").waitFor();
      await fay.page.getByLabel("Your answer").fill("We have heard the streets of two cities.");
      await fay.page.getByLabel("Which solution you mean").selectOption("ears");
      await press(fay.page, "Answer");
      await fay.page.getByText("Your answer is with the city.").waitFor();
      await fay.page.getByRole("link", { name: "Change the answer: Quiet night buses" }).waitFor();
      await site.letter("head@city.example", "Foxes Ltd has answered your city's need");

      // The city lists it shortly; the company's pages say nothing of that.
      await head.page.goto(need);
      await head.page.getByText("We have heard the streets of two cities.").waitFor();
      await head.page.getByRole("link", { name: "Your city's note: Foxes Ltd" }).click();
      await head.page.getByRole("checkbox", { name: "On the short list", exact: true }).check();
      await head.page.getByRole("textbox", { name: "Your city's note" }).fill("Ask them about snow");
      await press(head.page, "Save the note");
      await head.page.getByText("Noted, for your city alone.").waitFor();
      await head.page.getByText("on the short list", { exact: true }).waitFor();
      await fay.page.goto(own);
      assert.doesNotMatch(await fay.page.content(), /snow|short list/);

      if (javaScriptEnabled) {
        const wrong = [];
        for (const lang of ["en", "ru", "ko"]) {
          const of = need.replace("/en", `/${lang}`);
          const city = of.replace(/\/needs\/.*/, "/needs");
          for (const path of [of, `${of}?answer=foxes`, city, `${city}/new`, `/${lang}/forum/needs`, of.replace(/\/me\/delegation\/[^/]+/, "/forum"), `/${lang}/forum/matching`, `/${lang}/forum/matching?topic=open-city`]) wrong.push(...(await look(head.page, path)));
          wrong.push(...(await look(fay.page, `/${lang}/me/companies/foxes/needs?need=${need.split("/").pop()}`)));
        }
        assert.deepEqual(wrong, []);
      }

      await head.page.goto(need);
      await head.page.locator("#close summary").click();
      await head.page.getByLabel("Tell those on the short list").check();
      await press(head.page, "Close it");
      await head.page.getByText("The need is closed.").waitFor();
      await site.letter("fay@company.example", "would like to go on with you");
      await fay.page.goto(own);
      await fay.page.getByText("the city would like to go on with you").waitFor();
      for (const { context } of [head, fay, desk]) await context.close();
    } finally {
      await site.stop();
    }
  });
}
