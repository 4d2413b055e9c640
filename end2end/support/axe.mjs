// Looks at a page as somebody with other senses, and on another screen, would.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { alive } from "./site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page that is open, and whether it is wider than the screen. */
export const wrong = async (page) => {
  const { violations } = await page.evaluate(async (source) => {
    // The page's own policy forbids other scripts; the check itself is let in by the browser's tools.
    window.axe ?? window.eval(source);
    return window.axe.run(document, { resultTypes: ["violations"] });
  }, axe);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(" | ")}`);
  return wider > 0 ? [...found, `${wider} px wider than the screen`] : found;
};

/** Opens a page; answers what is wrong with it. */
export const look = async (page, path) => {
  await page.goto(path);
  await alive(page);
  return (await wrong(page)).map((what) => `${path}: ${what}`);
};
