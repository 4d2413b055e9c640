// Takes the pictures of README and the social preview: `make pictures`. Everything on them is sample data.
import { mkdir } from "node:fs/promises";
import { alive, openPage, startBrowser, startSite } from "./support/site.mjs";
import { becomeOrganiser, newAccount, register } from "./support/forms.mjs";

const out = process.argv[2] ?? "../docs/pictures";
await mkdir(out, { recursive: true });
const site = await startSite({ env: { PLENARY_REHEARSE: "2017-06-28T10:20:00+04:00" } });
const browser = await startBrowser();

const take = async (page, path, name) => {
  if (path) await page.goto(path);
  await alive(page);
  await page.screenshot({ path: `${out}/${name}.png` });
};

try {
  const wide = await openPage(browser, site, { viewport: { width: 1280, height: 800 } });
  await take(wide.page, "/en/programme", "programme");
  const person = await openPage(browser, site, { viewport: { width: 390, height: 800 } });
  await newAccount(person.page, site, "zoe@city.example");
  await take(person.page, "/en/me/registration/city", "registration-phone");
  await register(person.page);
  const desk = await openPage(browser, site, { viewport: { width: 1280, height: 800 } });
  await becomeOrganiser(desk.page, site, "desk@city.example");
  await desk.page.goto("/en/desk");
  await desk.page.locator(".queue a").first().click();
  await desk.page.getByLabel("Question or reason").waitFor();
  await take(desk.page, undefined, "desk-registration");
  // What social networks show beside a link: 1200 by 630.
  const preview = await openPage(browser, site, { viewport: { width: 1200, height: 630 } });
  await preview.page.goto("/en");
  await preview.page.evaluate(() => {
    for (const hidden of document.querySelectorAll(".rehearsal, .hero .actions, .hero .begins, header.site nav, header.site .me")) hidden.remove();
  });
  await preview.page.screenshot({ path: `${out}/preview.png` });
} finally {
  await browser.close();
  await site.stop();
}
