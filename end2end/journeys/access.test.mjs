// Every page in three languages, light and dark, on a phone and on a desk: no violation that axe knows, nothing wider than the screen, and a
// console that stays silent.
import { test } from "node:test";
import assert from "node:assert/strict";
import { browser, openPage, site, useSite } from "../support/site.mjs";
import { becomeOrganiser, newAccount, register } from "../support/forms.mjs";
import { apply } from "../support/companies.mjs";
import { look } from "../support/axe.mjs";

const open = [
  "", "/programme", "/programme?view=list", "/programme?view=now", "/programme?track=smart-city&q=zzz&view=list", "/programme/opening-ceremony", "/speakers",
  "/speakers/ana-ferreira", "/flier", "/register", "/privacy", "/about", "/parts/general-assembly", "/parts/ideathon", "/ideathon/challenges", "/ideathon/challenges/last-bus-home", "/forum/plan", "/sign-in", "/sign-in/second", "/sign-up", "/verify",
  "/forum/needs", "/forum/matching", "/forum/matching?topic=open-city",
  "/forum/exhibitors", "/forum/exhibitors?q=zzz", "/forum/exhibitors/sample-lantern",
  "/forum/compare", "/forum/compare?with=sample-claro&with=sample-kopfstein",
  "/verify?token=x", "/reset", "/reset?sent=1", "/reset?token=x", "/invite?token=x", "/letters", "/letters/00000-00000-00000-00000", "/nowhere",
];
const own = [
  "/me", "/me/profile", "/me/devices", "/me/second-factor", "/me/passkeys", "/me/data", "/me/aides", "/me/registration", "/me/registration/person", "/me/registration/needs", "/me/registration/review", "/desk",
  "/desk?words=nobody", "/desk/audit", "/desk/outbox", "/desk/staff", "/me/visa",
  "/me/badge", "/desk/checkin", "/desk/checkin?words=nobody", "/desk/badges", "/desk/arrivals", "/desk/capacity", "/desk/cities",
  "/desk/overview", "/desk/people", "/desk/people?q=zo", "/desk/announcements", "/desk/announcements/new?state=submitted", "/desk/filters", "/desk/see-as", "/desk/duplicates",
  "/desk/contests", "/desk/contests/ideathon", "/desk/challenges", "/desk/forum", "/desk/forum/plan", "/desk/forum/plan/hall-a?booth=hall-a-a-7", "/desk/forum/booths", "/me/companies", "/me/companies/new", "/desk/ideathon", "/ideathon/challenges/last-bus-home/contact", "/ideathon/ideas",
  "/me/favourites", "/me/favourites?add=sample-claro",
  "/ideathon/ideas/new", "/ideathon/mentors", "/ideathon/profile", "/ideathon/board", "/desk/ideathon/projector",
  "/me/consent", "/me/ledger",
  "/me/booth-meetings",
];

useSite();

const ways = [
  { name: "on a phone, light", options: { viewport: { width: 390, height: 800 }, colorScheme: "light" } },
  { name: "on a desk, dark", options: { viewport: { width: 1440, height: 900 }, colorScheme: "dark" } },
  { name: "on the narrowest screen", options: { viewport: { width: 320, height: 640 }, colorScheme: "dark" } },
];

for (const { name, options } of ways) {
  test(`every page can be used by everybody, ${name}`, async () => {
    const { page, context } = await openPage(browser, site, { bypassCSP: true, ...options });
    const email = `everybody-${name.replace(/\W+/g, "-")}@city.example`;
    const wrong = [];
    for (const lang of ["en", "ru", "ko"]) {
      for (const path of open) wrong.push(...(await look(page, `/${lang}${path}`)));
    }
    await newAccount(page, site, email);
    for (const path of own.slice(0, 11)) wrong.push(...(await look(page, `/en${path}`)));
    await register(page);
    await becomeOrganiser(page, site, email);
    const company = (await apply(page, `Company ${name}`)).replace("/en", "");
    await page.goto("/en/desk");
    const queue = await page.locator(".queue a").first().getAttribute("href");
    for (const lang of ["en", "ru", "ko"]) {
      for (const path of [...own, queue.replace("/en", ""), `${company}/statistics`]) wrong.push(...(await look(page, `/${lang}${path}`)));
    }
    assert.deepEqual(wrong, []);
    await context.close();
  });
}
