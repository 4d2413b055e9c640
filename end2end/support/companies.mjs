// Companies: one that applies, and ones that the public sees, put on a site as rows of a backup, because how they come so far is a journey of its own.
import assert from "node:assert/strict";
import { press } from "./forms.mjs";

const string = (value) => ({ String: value });
const int = (value) => ({ Number: { Int: value } });
const object = (fields) => ({ Object: fields });
const record = (table, key) => ({ RecordId: { table, key } });

/** A value of JSON as the backup writes it. */
const value = (of) => {
  if (of === null) return "Null";
  if (Array.isArray(of)) return { Array: of.map(value) };
  if (typeof of === "object") return object(Object.fromEntries(Object.entries(of).map(([name, inner]) => [name, value(inner)])));
  if (typeof of === "number") return int(of);
  if (typeof of === "boolean") return { Bool: of };
  return string(of);
};

/** Puts companies on the site, each with the account of an address that administers it. The program is started anew. */
export const publish = (site, companies) =>
  site.add((there) =>
    companies.flatMap(({ id, name, admin, solutions = [] }) => {
      const account = there.find(({ table, row }) => table === "account" && row.Object.email.String === admin).row.Object.id;
      const at = { Datetime: "2017-05-01T08:00:00Z" };
      const said = { country: "DE", city: "Köln", website: null, video: null, social: [], contact: null, logo: null, pictures: [], documents: [], references: [] };
      const text = { en: "", ru: "", ko: "" };
      const exhibitor = { id, name, tagline: text, about: text, ...said, solutions, sample: false };
      return [
        { table: "company", row: object({ id: record("company", string(id)), name: string(name), name_key: string(name.toLowerCase()), standing: string("published"), application: object({}), version: int(1), people: int(1), at, queue: string(id) }) },
        { table: "company_member", row: object({ id: record("company_member", { Array: [string(id), account] }), company: string(id), account, role: string("admin"), since: at }) },
        { table: "company_profile", row: object({ id: record("company_profile", string(id)), version: int(1), turn: int(1), profile: object({}), approved: object({ exhibitor: value(exhibitor) }) }) },
      ];
    }),
  );

/** Applies as a company and answers its path. */
export const apply = async (page, name) => {
  await page.goto("/en/me/companies");
  await page.getByRole("link", { name: "Apply as an exhibitor" }).click();
  await page.getByLabel("Name of the company").fill(name);
  await press(page, "Save");
  await page.getByRole("link", { name: /^City:/ }).waitFor();
  assert.equal(await page.getByLabel("Name of the company").inputValue(), name, "what was typed is not lost");
  await page.getByLabel("Country").selectOption("DE");
  await page.getByLabel("City", { exact: true }).fill("Bonn");
  await page.getByLabel("What the company does").fill("We measure noise in streets, day and night.");
  await page.getByLabel("What you want to show").fill("Sensors that one can touch and listen to.");
  await page.getByLabel("Open City").check();
  await press(page, "Save");
  await page.getByText("Your application is begun.").waitFor();
  return new URL(page.url()).pathname;
};
