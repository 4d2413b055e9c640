// Starts the real program on an empty embedded database with the event's data, and a real mail server beside it, for one test file.
import { spawn, execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
const plenary = join(target, "debug/plenary");

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const until = async (what, check, seconds = 30) => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
};

const startPost = async (port) => {
  const letters = [];
  const process_ = spawn(process.execPath, [join(root, "end2end/support/post.mjs"), String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  let rest = "";
  let ready = false;
  process_.stdout.on("data", (data) => {
    rest += data;
    const lines = rest.split("\n");
    rest = lines.pop();
    for (const line of lines) {
      if (line === "ready") ready = true;
      else letters.push(JSON.parse(line));
    }
  });
  await until("the mail server", () => ready);
  return { letters, stop: () => process_.kill() };
};

/** Starts the program. `mail: false` leaves it without a mail server; `name` is the name by which it is reached. */
export const startSite = async ({ mail = true, name = "127.0.0.1", env = {} } = {}) => {
  const data = await mkdtemp(join(tmpdir(), "plenary-"));
  const port = await freePort();
  const url = `http://${name}:${port}`;
  const post = mail ? await startPost(await freePort().then((p) => (env.PLENARY_SMTP = `smtp://127.0.0.1:${p}`) && p)) : undefined;
  const environment = { ...process.env, PLENARY_DATA: data, PLENARY_SITE: join(target, "site"), PLENARY_LISTEN: `127.0.0.1:${port}`, PLENARY_BASE_URL: url, PLENARY_LOG: "error,surrealdb=off", ...env };
  const start = async () => {
    const started = spawn(plenary, ["serve", "--event", join(root, "event/wego-2017")], { env: environment, stdio: ["ignore", "ignore", "inherit"] });
    await until("the site", () => fetch(`${url}/readyz`).then((r) => r.ok, () => false));
    return started;
  };
  const end = async (running) => {
    if (running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGTERM");
    await ended;
  };
  let child = await start();
  return {
    url,
    /** Runs a command of the person at the machine and answers what it printed. */
    command: async (...args) => (await promisify(execFile)(plenary, args, { env: environment })).stdout,
    /** Has so many people take part in the ideathon; answers the cookies with which they are signed in. */
    participants: async (number) => {
      const args = ["sample", "--sessions", "0", "--people", String(number), "--participants", String(number)];
      const { stdout } = await promisify(execFile)(plenary, args, { env: environment, maxBuffer: 1 << 24 });
      return stdout.trim().split("\n").slice(1).map((value) => ({ name: "plenary", value, url }));
    },
    /** The newest letter to an address with a link, once it has come; `since` letters are skipped. */
    letter: (to, part) =>
      until(`a letter to ${to} with ${part}`, () => post.letters.findLast((l) => l.to.includes(to) && l.text.includes(part))),
    /** Ends the program and starts it again on the same data, with some of its environment changed. */
    again: async (changed) => {
      await end(child);
      Object.assign(environment, changed);
      child = await start();
    },
    /** Ends the program, adds rows to what it kept by way of a backup, and starts it again. */
    add: async (rows) => {
      await end(child);
      const [before, changed] = ["before", "after"].map((name) => join(data, `${name}.jsonl`));
      const run = (...args) => promisify(execFile)(plenary, args, { env: environment });
      await run("backup", before);
      // What waits for the search of people is noted anew with each account.
      const lines = (await readFile(before, "utf8")).trimEnd().split("\n").filter((line) => !line.startsWith('{"table":"person_open"'));
      await writeFile(changed, [...lines, ...rows(lines.map((line) => JSON.parse(line))).map((row) => JSON.stringify(row)), ""].join("\n"));
      await rm(join(data, "db"), { recursive: true, force: true });
      await run("restore", changed);
      child = await start();
    },
    stop: async () => {
      await end(child);
      post?.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
};

/** The link in a letter. */
export const linkIn = (letter) => letter.text.match(/https?:\/\/\S+/)[0];

export const startBrowser = (more = []) =>
  chromium.launch({ executablePath: process.env.PLENARY_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", ...more] });

/** A page of its own context whose console must stay silent, but for what fits `noise`. */
export const openPage = async (browser, site, { noise = /^$/, ...options } = {}) => {
  const context = await browser.newContext({ baseURL: site.url, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = [];
  // A refused form answers with its own status, which the browser notes as a failed request; that is no trouble.
  // Without scripts nothing uses the program that the page asks for beforehand, which the browser notes after some seconds.
  const unused = options.javaScriptEnabled === false ? "|was preloaded using link preload but not used" : "";
  const expected = new RegExp(`the server responded with a status of (404|409|422|401|403)${unused}`);
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && !expected.test(m.text()) && !noise.test(m.text()) && troubles.push(m.text()));
  page.on("pageerror", (error) => troubles.push(error.message));
  const close = context.close.bind(context);
  context.close = async () => {
    await close();
    if (troubles.length) throw new Error(`the console says: ${troubles.join("; ")}`);
  };
  return { page, context };
};

/** Waits until the program in the browser has taken over. */
export const alive = (page) => page.waitForSelector("html[data-live]", { state: "attached" });

/** The site and the browser of the tests of one file, from `useSite` on. */
export let site, browser;

/** Starts them before the tests of a file, and stops them afterwards. */
export const useSite = (options) => {
  before(async () => {
    [site, browser] = await Promise.all([startSite(options), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });
};
