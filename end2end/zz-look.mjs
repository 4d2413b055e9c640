import { writeFileSync } from "node:fs";
const root = "/work/main/end2end";
const { startSite, startBrowser, openPage, alive } = await import(`/work/main/end2end/support/site.mjs`);
const { becomeOrganiser, newAccount, press, register } = await import(`/work/main/end2end/support/forms.mjs`);
const { approve } = await import(`/work/main/end2end/support/teams.mjs`);
const { publish } = await import(`/work/main/end2end/support/companies.mjs`);
const browser = await startBrowser();
const site = await startSite({ env: { PLENARY_REHEARSE: "2017-06-27T08:00:00+04:00" } });
const open = (o = {}) => openPage(browser, site, { bypassCSP: true, ...o });
const [desk, fay, ann] = [await open(), await open(), await open()];
await becomeOrganiser(desk.page, site, "desk@city.example");
await newAccount(fay.page, site, "fay@company.example", "Fay Fox");
await newAccount(ann.page, site, "ann@city.example", "Ann Delegate");
await register(ann.page);
await approve(desk.page, site, "ann@city.example");
await publish(site, [{ id: "foxes", name: "Foxes Ltd", admin: "fay@company.example" }]);
await fay.page.goto("/en/me/companies/foxes/meetings");
await fay.page.locator("#offer summary").click();
await fay.page.getByLabel("Day").fill("2017-06-28");
await fay.page.getByLabel("From").fill("10:00");
await fay.page.getByLabel("Until").fill("11:15");
await press(fay.page, "Offer times");
for (let n = 0; n < 7; n++) await fetch(`${site.url}/en/forum/exhibitors/foxes`);
await ann.page.goto("/en/me/booth-meetings");
await press(ann.page, "Make an address for my app");
await ann.page.goto("/en/forum/exhibitors/foxes/meetings");
await ann.page.getByRole("link", { name: "Choose: Wed 28 June, 10:00" }).first().click();
await press(ann.page, "Book this time");
await new Promise((r) => setTimeout(r, 62000));
const first = (await (await fetch(`${site.url}/en/forum/exhibitors`)).text()).match(/\/en\/forum\/exhibitors\/[a-z0-9-]+/g);
const ids = [...new Set(first)].map((p) => p.split("/").pop());
const pages = {
  ann: ["/forum", "/forum/exhibitors", `/forum/exhibitors/${ids[0]}`, `/forum/exhibitors/${ids[1]}`, "/forum/plan", `/forum/compare?of=${ids.slice(0, 3).join(",")}`, "/forum/needs", "/forum/matching", "/me/favourites", "/me/booth-meetings", "/forum/exhibitors/foxes/meetings", "/me/consent", "/me/ledger", "/me"],
  fay: ["/me/companies", "/me/companies/new", "/me/companies/foxes", "/me/companies/foxes/profile", "/me/companies/foxes/profile/solutions/new", "/me/companies/foxes/profile/history", "/me/companies/foxes/profile/preview", "/me/companies/foxes/people", "/me/companies/foxes/booth", "/me/companies/foxes/meetings", "/me/companies/foxes/leads", "/me/companies/foxes/scan", "/me/companies/foxes/needs", "/me/companies/foxes/statistics"],
  desk: ["/desk/forum", "/desk/forum/booths", "/desk/forum/plan", "/desk/forum/plan/hall-a", "/desk/forum/companies/foxes", "/desk/forum/companies/foxes/profile"],
};
const who = { ann, fay, desk };
let n = 0;
for (const [name, paths] of Object.entries(pages)) for (const path of paths) {
  const { page } = who[name];
  const answer = await page.request.get(`/en${path}`);
  if (answer.status() !== 200) console.log(answer.status(), path);
  const file = `${String((n += 1)).padStart(2, "0")}${path.replace(/\W+/g, "-").slice(0, 50)}`;
  writeFileSync(`/tmp/html/${file}.html`, await answer.text());
  await page.goto(`/en${path}`);
  for (const theme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: theme });
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `/tmp/html/${file}-${width}-${theme}.png`, fullPage: true });
    }
  }
}
if (process.env.STAY) { console.log(site.url, ids.join(" ")); await new Promise((r) => setTimeout(r, Number(process.env.STAY) * 1000)); }
await site.stop();
await browser.close();
