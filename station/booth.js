// Scanning badges at a booth: keeps every scan in the browser and sends it when there is a network. It has no words of its own: they are on the
// page. Always holds: a scan is in the database of the browser before anything is shown, and leaves the queue only when the server has answered;
// nobody's name is kept on the device.
import { camera, database, digest, keep, parse } from "BADGES";

const $ = (id) => document.getElementById(id);
const root = $("station");
const words = $("words").dataset;
const form = document.querySelector('form[action="/api/forum/scan_badge"]');
const input = form.elements.badge;
const { company } = root.dataset;
const STATES = Object.fromEntries([...$("words").children].map((i) => [i.dataset.state, i.dataset]));
const KEPT = "plenary-booth";
const AGAIN = 15_000;
const DAY = 86_400_000;
const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: root.dataset.zone });
const page = location.pathname.startsWith("/api/") ? `/${document.documentElement.lang}/me/companies/${company}/scan` : location.pathname;
const store = database(KEPT, { scans: { keyPath: "id" } });

let scans = [];
let shown;
let trouble;
let sending = false;
let last = { id: "", at: 0 };

const waiting = () => scans.filter((s) => s.company === company && !s.state);
const told = (scan) => STATES[scan.state ?? "waiting"] ?? STATES.unknown;

const link = (path, text) => {
  const a = document.createElement("a");
  a.href = path;
  a.textContent = text;
  return a;
};

const show = ({ shade, sign, word, says }, scan) => {
  const result = $("result");
  result.className = `result ${shade}`;
  const put = (part, text) => (result.querySelector(part).textContent = text);
  put(".sign", sign);
  put("b", word);
  put(".name", "");
  put(".latin", "");
  put(".says", says);
  const actions = result.querySelector(".actions");
  actions.replaceChildren();
  if (scan?.lead) actions.append(link(`${page.replace(/scan$/, "leads")}/${scan.lead}`, words.open));
};

const render = () => {
  const left = waiting().length;
  const lines = [left ? words.waiting.replace("{n}", left) : words.all_sent];
  if (!navigator.onLine || trouble === "offline") lines.unshift(words.offline);
  else if (trouble) lines.unshift(words[trouble]);
  const sync = $("sync");
  const text = lines.join(" ");
  if (sync.textContent !== text) sync.textContent = text;
  sync.classList.toggle("waits", Boolean(left || trouble));
  sync.hidden = false;
  const here = scans.filter((s) => s.company === company).sort((a, b) => b.at - a.at).slice(0, 12);
  $("device").hidden = here.length === 0;
  $("log").replaceChildren(
    ...here.map((scan) => {
      const row = document.createElement("li");
      const { shade, word } = told(scan);
      row.className = shade;
      const at = document.createElement("time");
      at.textContent = time.format(scan.at);
      const said = document.createElement("b");
      said.textContent = word;
      row.append(at, said);
      if (scan.lead) row.append(link(`${page.replace(/scan$/, "leads")}/${scan.lead}`, words.open));
      return row;
    }),
  );
};

/** Sends scans; answers whether the server took them. What was sent before is answered as it stands now. */
const post = async (some) => {
  const fields = new URLSearchParams({ company, sent_at: Date.now() });
  for (const s of some) fields.append("scans[]", `${s.id} ${s.badge} ${s.at} ${s.means}`);
  const response = await fetch("/api/forum/sync_leads", { method: "POST", body: fields, headers: { accept: "application/json" } });
  trouble = response.ok ? undefined : response.status === 401 ? "sign_in_again" : "not_taken";
  if (trouble) return false;
  for (const { id, state, lead } of await response.json()) {
    const scan = scans.find((s) => s.id === id);
    if (!scan || scan.state === state) continue;
    Object.assign(scan, { state, lead });
    await store("scans", "readwrite", (s) => s.put(scan));
    if (scan.id === shown) show(told(scan), scan);
  }
  return true;
};

const send = async () => {
  if (sending) return;
  sending = true;
  try {
    for (let left = waiting(); left.length; left = waiting()) if (!(await post(left.slice(0, 100)))) return;
    // Whoever was asked may have answered.
    const asked = scans.filter((s) => s.company === company && s.state === "pending").slice(-20);
    if (asked.length) await post(asked);
  } catch {
    trouble = "offline";
  } finally {
    sending = false;
    render();
  }
};

const read = async (raw, means) => {
  const code = parse(raw);
  if (!code) {
    last = { id: "", at: 0 };
    return show({ shade: "bad", sign: "✕", word: words.bad_code, says: words.bad_code_says });
  }
  const badge = await digest(code);
  const at = Date.now();
  // A camera sees the same badge many times.
  if (means === "camera" && last.id === badge && at - last.at < 5000) {
    last.at = at;
    return;
  }
  last = { id: badge, at };
  const scan = { id: crypto.randomUUID(), company, badge, at, means };
  await store("scans", "readwrite", (s) => s.put(scan));
  scans.push(scan);
  shown = scan.id;
  navigator.vibrate?.(60);
  show(told(scan), scan);
  render();
  send();
};

/** What is sent does not stay on the device longer than the day. */
const tidy = async () => {
  const old = scans.filter((s) => s.state && s.at < Date.now() - DAY);
  for (const scan of old) await store("scans", "readwrite", (s) => s.delete(scan.id));
  scans = scans.filter((s) => !old.includes(s));
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = input.value;
  input.value = "";
  if (typed.trim()) read(typed, "typed");
  input.focus();
});

camera($("camera"), $("video"), words, root.dataset, (text) => read(text, "camera"), () =>
  show({ shade: "bad", sign: "✕", word: words.camera, says: words.camera_refused }),
);

const start = async () => {
  $("camera-row").hidden = !navigator.mediaDevices;
  scans = await store("scans", "readonly", (s) => s.getAll());
  await tidy();
  render();
  input.focus();
  document.documentElement.dataset.live = "";
  addEventListener("online", send);
  addEventListener("offline", render);
  setInterval(() => document.hidden || send(), AGAIN);
  await send();
  if (!trouble) await keep(KEPT, "kept=1", root.dataset.keep).catch(() => {});
  root.dataset.kept = "";
};

start();
