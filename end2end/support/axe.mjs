// Looks at a page as somebody with other senses, and on another screen, would.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { alive } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const violations = async (page, options) => {
  const { violations } = await page.evaluate(
    async ([source, options]) => {
      // The page's own policy forbids other scripts; the check itself is let in by the browser's tools.
      window.axe ?? window.eval(source);
      return window.axe.run(document, { resultTypes: ["violations"], ...options });
    },
    [axe, options],
  );
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
};

let taken = 0;

/** Pictures of the page as it is, on a telephone and on a desk, for whoever names a folder for them in `PICTURES`. */
const picture = async (page, theme) => {
  if (!process.env.PICTURES) return;
  const before = page.viewportSize();
  const name = new URL(page.url()).pathname.replace(/\W+/g, "-");
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${process.env.PICTURES}/${String((taken += 1)).padStart(3, "0")}${name}-${width}-${theme}.png`, fullPage: true });
  }
  await page.setViewportSize(before);
};

/** What axe finds wrong with the page that is open, in both themes, and whether it is wider than the screen. */
export const wrong = async (page) => {
  const found = await violations(page, {});
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wider > 0) found.push(`${wider} px wider than the screen`);
  const own = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  await picture(page, own);
  const other = own === "dark" ? "light" : "dark";
  await page.emulateMedia({ colorScheme: other });
  // Nothing but colours differs there.
  found.push(...(await violations(page, { runOnly: ["color-contrast"] })).map((what) => `${other}: ${what}`));
  await picture(page, other);
  await page.emulateMedia({ colorScheme: own });
  return found;
};

/** Opens a page; answers what is wrong with it. */
export const look = async (page, path) => {
  await page.goto(path);
  await alive(page);
  return (await wrong(page)).map((what) => `${path}: ${what}`);
};
