// The page of a check-in station: decides at once by the list of badges that the device keeps, keeps every reading, and sends them when there is a
// network. It has no words of its own: they are on the page. Always holds: a reading is in the database of the browser before anything is
// shown, and leaves the queue only when the server has said what became of it.
import { camera, database, digest, keep, parse } from "BADGES";

const $ = (id) => document.getElementById(id);
const root = $("station");
const words = $("words").dataset;
const form = document.querySelector('form[action="/api/checkin/check_in"]:not(.inline)');
const input = form.elements.badge;
const time = new Intl.DateTimeFormat(document.documentElement.lang, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZone: root.dataset.zone,
});

const OUTCOMES = Object.fromEntries([...$("words").children].map((i) => [i.dataset.outcome, i.dataset]));
const SHADES = { checked_in: "good", earlier: "warn", again: "warn", taken_back: "warn" };
const SIGNS = { good: "✓", warn: "!", bad: "✕" };
const AGAIN = 15_000;
const LIST_EVERY = 60_000;
const KEPT = "plenary-station";
const DAYS = 86_400;

const store = database(KEPT, { kept: undefined, scans: { keyPath: "id" } });

// What the device knows.

let list;
let scans = [];
let station = root.dataset.station;
let shown;

const waiting = () => scans.filter((s) => !s.outcome);
const badge = (id) => list?.badges.get(id);
const name = (scan) => badge(scan.badge)?.name ?? scan.name ?? "";

/** When a badge was first read at this station, as far as the device knows. */
const firstHere = (id) => {
  const own = scans.filter((s) => s.badge === id && s.station === station && ["checked_in", "earlier", "again"].includes(s.outcome ?? s.here));
  const times = own.map((s) => s.first ?? s.at);
  const other = list?.station === station && badge(id)?.first;
  if (other) times.push(other);
  return times.length ? Math.min(...times) : undefined;
};

const judge = (id) => {
  if (!list) return { here: "waiting" };
  if (list.void.has(id)) return { here: "void" };
  const found = badge(id);
  if (!found) return { here: "unknown" };
  if (!found.counts) return { here: "not_taking_part" };
  const first = firstHere(id);
  return first ? { here: "again", first } : { here: "checked_in" };
};

// What people see.

const show = ({ shade, word, name = "", latin = "", category = "", says }) => {
  const result = $("result");
  result.className = `result ${shade}`;
  const put = (part, text) => (result.querySelector(part).textContent = text);
  put(".sign", SIGNS[shade] ?? "·");
  put("b", word);
  put(".name", name);
  put(".latin", latin);
  put(".kicker", category);
  put(".says", says);
};

const feel = (shade) => {
  navigator.vibrate?.(shade === "good" ? 60 : [150, 80, 150]);
  if (!$("sound").checked) return;
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  tone.frequency.value = shade === "good" ? 880 : 220;
  tone.connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + (shade === "good" ? 0.12 : 0.4));
  tone.onended = () => audio.close();
};

/** The colour, word and sentence of a reading: the server's answer, else what the device thinks. */
const told = (scan) => {
  const code = scan.outcome ?? scan.here;
  const known = OUTCOMES[code];
  const shade = code === "waiting" ? "warn" : (SHADES[code] ?? "bad");
  const says = [known?.says ?? words.no_list];
  if (scan.first && code !== "checked_in") says.push(`${words.first_at.replace("{time}", time.format(scan.first))}.`);
  if (!scan.outcome) says.push(`${words.waiting_here}.`);
  return { shade, word: known?.word ?? words.waiting_here, says: says.join(" ") };
};

const render = () => {
  const left = waiting().length;
  // The program on the server asks for it before it clears this device at sign-out.
  document.cookie = `station_waits=${left}; path=/; samesite=lax; max-age=${left ? 7 * DAYS : 0}`;
  const lines = [left ? words.waiting.replace("{n}", left) : words.all_sent];
  if (!navigator.onLine || trouble === "offline") lines.unshift(words.offline);
  if (trouble && trouble !== "offline") lines.unshift(words[trouble]);
  if (!list && !trouble) lines.push(words.no_list);
  const sync = $("sync");
  const text = lines.join(" ");
  if (sync.textContent !== text) sync.textContent = text;
  sync.classList.toggle("waits", Boolean(left || trouble));
  sync.hidden = false;
  const here = scans.filter((s) => s.station === station).sort((a, b) => b.at - a.at).slice(0, 12);
  $("device").hidden = here.length === 0;
  $("log").replaceChildren(
    ...here.map((scan) => {
      const row = document.createElement("li");
      const { shade, word, says } = told(scan);
      row.className = shade;
      for (const [tag, text] of [["time", time.format(scan.at)], ["strong", name(scan)], ["b", word], ["span", shade === "good" && scan.outcome ? "" : says]]) {
        const part = document.createElement(tag);
        part.textContent = text;
        row.append(part);
      }
      return row;
    }),
  );
  if (list?.station === station) {
    let there = 0, all = 0;
    for (const [id, { counts }] of list.badges) {
      if (counts) all += 1;
      if (firstHere(id)) there += 1;
    }
    $("count").textContent = words.arrived_of.replace("{n}", there).replace("{all}", all);
  }
};

const display = (scan) => {
  const found = badge(scan.badge);
  show({ ...told(scan), name: name(scan), latin: found?.latin, category: list?.categories[found?.category] });
};

// Reading a badge.

let last = { id: "", at: 0 };

const accept = async (id, means) => {
  const at = Date.now();
  // A camera sees the same badge many times.
  if (means === "camera" && last.id === id && at - last.at < 5000) {
    last.at = at;
    return;
  }
  last = { id, at };
  const scan = { id: crypto.randomUUID(), station, badge: id, at, means, ...judge(id) };
  await store("scans", "readwrite", (s) => s.put(scan));
  scans.push(scan);
  shown = scan.id;
  display(scan);
  feel(told(scan).shade);
  render();
  send();
};

const read = async (raw, means) => {
  const code = parse(raw);
  if (code) return accept(await digest(code), means);
  last = { id: "", at: 0 };
  show({ shade: "bad", word: words.bad_code, says: words.bad_code_says });
  feel("bad");
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = input.value;
  input.value = "";
  if (typed.trim()) read(typed, "typed");
  input.focus();
});

// Names.

const fold = (text) => text.normalize("NFKD").replace(/(?![\u0306])\p{M}/gu, "").normalize("NFC").replace(/ё/gi, "е").toLowerCase();

$("names").addEventListener("submit", (event) => list && event.preventDefault());
$("names").addEventListener("input", () => {
  if (!list) return;
  const typed = fold($("names").elements.words.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const fits = ({ folded, counts }) => counts && typed.every((word) => folded.some((f) => f.startsWith(word)));
  const found = typed.length ? [...list.badges].filter(([, of]) => fits(of)).slice(0, 8) : [];
  const rows = document.createElement("ul");
  rows.className = "rows";
  for (const [id, of] of found) {
    const row = document.createElement("li");
    const who = document.createElement("span");
    who.innerHTML = "<strong></strong><br><span class=fine></span>";
    who.querySelector("strong").textContent = of.name;
    who.querySelector(".fine").textContent = [of.latin, of.city, list.categories[of.category]].filter(Boolean).join(", ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words.check_in;
    button.setAttribute("aria-label", `${words.check_in}: ${of.name}`);
    button.addEventListener("click", () => {
      $("names").elements.words.value = "";
      $("found").replaceChildren();
      accept(id, "name");
      $("result").scrollIntoView({ block: "nearest" });
      input.focus();
    });
    row.append(who, button);
    rows.append(row);
  }
  $("found").replaceChildren(found.length || !typed.length ? rows : words.nobody_found);
});

// Sending.

let trouble;
let sending = false;

const forget = async () => {
  list = undefined;
  await store("kept", "readwrite", (s) => s.clear());
};

const refused = async (status) => {
  trouble = status === 401 || status === 403 ? "sign_in_again" : "not_taken";
  if (trouble === "sign_in_again") await forget();
};

const send = async () => {
  if (sending) return;
  sending = true;
  try {
    for (let left = waiting(); left.length; left = waiting()) {
      const fields = new URLSearchParams({ sent_at: Date.now() });
      for (const s of left.slice(0, 100)) fields.append("scans[]", `${s.id} ${s.station} ${s.badge} ${s.at} ${s.means}`);
      const response = await fetch("/api/checkin/sync", { method: "POST", body: fields, headers: { accept: "application/json" } });
      if (!response.ok) {
        await refused(response.status);
        return;
      }
      trouble = undefined;
      const answers = await response.json();
      for (const answer of answers) {
        const scan = scans.find((s) => s.id === answer.id);
        if (!scan) continue;
        const before = told(scan).shade;
        Object.assign(scan, { outcome: answer.outcome, first: answer.first ?? undefined, at: answer.at });
        await store("scans", "readwrite", (s) => s.put(scan));
        // Only while this page is open: names are kept in the list alone.
        scan.name = answer.name;
        if (scan.id !== shown) continue;
        display(scan);
        if (told(scan).shade !== before) feel(told(scan).shade);
      }
      if (!answers.length) return;
    }
  } catch {
    trouble = "offline";
  } finally {
    sending = false;
    render();
  }
};

const ask = async () => {
  try {
    const headers = list?.tag && list.station === station ? { "if-none-match": list.tag } : {};
    const response = await fetch(`/checkin/list.json?lang=${document.documentElement.lang}&station=${station}`, { headers, cache: "no-store" });
    if (response.status === 304) trouble = undefined;
    else if (response.ok) {
      trouble = undefined;
      const kept = { ...(await response.json()), tag: response.headers.get("etag"), station };
      await store("kept", "readwrite", (s) => s.put(kept, "list"));
      take(kept);
    } else await refused(response.status);
  } catch {
    trouble = "offline";
  }
  render();
};

const take = (kept) => {
  const badges = new Map(
    kept.badges.map(([id, name, latin, category, city, counts, first]) => {
      const folded = fold(`${name} ${latin} ${city}`).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      return [id, { name, latin, category, city, counts: Boolean(counts), first, folded }];
    }),
  );
  list = { ...kept, badges, void: new Set(kept.void) };
};

/** Names do not stay on a device longer than the day; nor do readings that are sent. */
const tidy = async () => {
  if (list && Date.now() > list.until) await forget();
  const old = scans.filter((s) => s.outcome).sort((a, b) => b.at - a.at).filter((s, n) => n >= 50 || s.at < Date.now() - DAYS * 1000);
  for (const scan of old) await store("scans", "readwrite", (s) => s.delete(scan.id));
  scans = scans.filter((s) => !old.includes(s));
};

$("finish").addEventListener("click", async () => {
  await send();
  if (waiting().length) {
    trouble = "finish_first";
    return render();
  }
  await forget();
  await store("scans", "readwrite", (s) => s.clear());
  await caches.delete(KEPT);
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  location.assign(location.pathname.replace(/\/desk\/.*$/, "/me"));
});

camera($("camera"), $("video"), words, root.dataset, (text) => read(text, "camera"), () => show({ shade: "bad", word: words.camera, says: words.camera_refused }));

// The station that was chosen.

$("where").addEventListener("change", async () => {
  station = $("where").elements.station.value;
  history.replaceState(null, "", `${location.pathname.startsWith("/api/") ? `/${document.documentElement.lang}/desk/checkin` : location.pathname}?station=${station}`);
  form.elements.station.value = $("names").elements.station.value = station;
  localStorage.setItem("station", station);
  last = { id: "", at: 0 };
  render();
  await ask();
  input.focus();
});

const start = async () => {
  const choice = $("where").elements.station;
  const chosen = new URLSearchParams(location.search).get("station") ?? localStorage.getItem("station");
  if ([...choice.options].some((o) => o.value === chosen)) station = choice.value = chosen;
  form.elements.station.value = $("names").elements.station.value = station;
  $("where").querySelector("button").hidden = true;
  $("camera-row").hidden = !navigator.mediaDevices;
  $("finish-row").hidden = false;
  const kept = await store("kept", "readonly", (s) => s.get("list"));
  if (kept) take(kept);
  scans = await store("scans", "readonly", (s) => s.getAll());
  await tidy();
  render();
  input.focus();
  document.documentElement.dataset.live = "";
  const turn = async () => {
    await tidy();
    await send();
    await ask();
  };
  addEventListener("online", turn);
  addEventListener("offline", render);
  setInterval(() => waiting().length && send(), AGAIN);
  setInterval(() => !document.hidden && turn(), LIST_EVERY);
  await turn();
  if (list) await keep(KEPT, `kept=1&station=${station}`, root.dataset.keep).catch(() => {});
  root.dataset.kept = "";
};

start();
