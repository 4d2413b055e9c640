// Companies that the public sees, put on a site as rows of a backup: how a company comes so far is a journey of its own.
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
