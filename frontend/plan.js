// The plan's editor: booths are dragged, or moved and resized by arrow keys, and saved by the same function as the form. What is refused goes back.
// The words stand on the page, in the attributes of the element around the drawing.
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SIDES = ["x", "y", "width", "depth"];
const metres = (tenths) => (tenths % 10 ? `${Math.floor(tenths / 10)}.${tenths % 10}` : `${tenths / 10}`);

const edit = (place) => {
  place.dataset.ready = "";
  const svg = place.querySelector("svg");
  const status = place.querySelector("[data-says]");
  const { plan, wide, deep } = place.dataset;
  const done = [];
  let turn = Promise.resolve();

  const state = (booth) => Object.fromEntries(SIDES.map((side) => [side, Number(booth.dataset[side])]));
  const same = (one, other) => SIDES.every((side) => one[side] === other[side]);
  const say = (what, booth) => {
    const { x, y, width, depth } = state(booth);
    const values = { number: booth.dataset.number, x: metres(x), y: metres(y), w: metres(width), d: metres(depth) };
    status.textContent = what.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
  const overlaps = (one, other) =>
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.depth && other.y < one.y + one.depth;
  const draw = (booth, { x, y, width, depth }) => {
    Object.assign(booth.dataset, { x, y, width, depth });
    for (const rect of booth.querySelectorAll("rect")) {
      for (const [name, value] of Object.entries({ x, y, width, height: depth })) rect.setAttribute(name, value);
    }
    for (const text of booth.querySelectorAll("text")) {
      text.setAttribute("x", x + Math.floor(width / 2));
      text.setAttribute("y", y + Math.floor(depth / 2));
    }
    const others = [...svg.querySelectorAll("[data-booth]")].filter((other) => other !== booth);
    booth.classList.toggle("wrong", others.some((other) => overlaps(state(booth), state(other))));
  };
  const within = (next) => {
    next.width = Math.min(Math.max(next.width, 5), wide);
    next.depth = Math.min(Math.max(next.depth, 5), deep);
    next.x = Math.min(Math.max(next.x, 0), wide - next.width);
    next.y = Math.min(Math.max(next.y, 0), deep - next.depth);
    return next;
  };

  // One after the other: each save needs the version that the one before it made. `kept` is what the server has; the drawing goes back to it when the
  // last save that waits is refused, and stays where it was put while another one waits.
  const kept = new WeakMap();
  const waiting = new WeakMap();
  const save = (booth, was, undoing) => {
    const now = state(booth);
    if (same(now, was)) return;
    if (!kept.has(booth)) kept.set(booth, was);
    waiting.set(booth, (waiting.get(booth) ?? 0) + 1);
    turn = turn.then(async () => {
      const before = kept.get(booth);
      const { version, number, power, internet } = booth.dataset;
      const body = new URLSearchParams({
        hall: plan,
        booth: booth.dataset.booth,
        version,
        booth_number: number,
        booth_x: metres(now.x),
        booth_y: metres(now.y),
        booth_width: metres(now.width),
        booth_depth: metres(now.depth),
        booth_class: booth.dataset.class,
        booth_power: power,
        booth_internet: internet === "true" ? "yes" : "",
        request_id: crypto.randomUUID().replaceAll("-", ""),
        on_page: location.pathname,
      });
      let answer;
      try {
        answer = await fetch("/api/forum/save_booth", { method: "POST", body, headers: { accept: "application/json" } });
      } catch {}
      const left = waiting.get(booth) - 1;
      waiting.set(booth, left);
      if (answer?.ok) {
        booth.dataset.version = await answer.json();
        kept.set(booth, now);
        if (!undoing) done.push([booth, before]);
        say(undoing ? place.dataset.undone : place.dataset.saved, booth);
        return;
      }
      if (!left) draw(booth, before);
      say(place.dataset.failed, booth);
      const why = answer?.headers.get("says");
      if (why) status.textContent += ` ${decodeURIComponent(why)}`;
    });
  };
  const undo = () => {
    const [booth, was] = done.pop() ?? [];
    if (!booth) return;
    const now = state(booth);
    draw(booth, was);
    save(booth, now, true);
  };

  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("pointerdown", (event) => {
    const booth = event.target.closest("[data-booth]");
    if (!booth || event.button) return;
    const from = at(event);
    const was = state(booth);
    let moved = false;
    const move = (event) => {
      const to = at(event);
      const step = event.shiftKey ? 1 : 5;
      const snapped = (value) => Math.round(value / step) * step;
      const next = within({ ...was, x: snapped(was.x + to.x - from.x), y: snapped(was.y + to.y - from.y) });
      if (!moved && Math.abs(to.x - from.x) + Math.abs(to.y - from.y) < 3) return;
      if (!moved) svg.setPointerCapture(event.pointerId);
      moved = true;
      draw(booth, next);
      say(place.dataset.place, booth);
    };
    const end = ({ type }) => {
      for (const [name, listener] of [["pointermove", move], ["pointerup", end], ["pointercancel", end]]) svg.removeEventListener(name, listener);
      if (!moved) return;
      if (type === "pointercancel") draw(booth, was);
      else save(booth, was);
      // What was dragged is not followed.
      const stay = (event) => {
        event.preventDefault();
        event.stopPropagation();
      };
      svg.addEventListener("click", stay, { capture: true, once: true });
      setTimeout(() => svg.removeEventListener("click", stay, true));
    };
    svg.addEventListener("pointermove", move);
    svg.addEventListener("pointerup", end);
    svg.addEventListener("pointercancel", end);
  });

  // What is held down is saved when it is let go.
  let begun;
  const finish = () => {
    if (begun) save(...begun);
    begun = undefined;
  };
  place.addEventListener("keydown", (event) => {
    const chord = event.ctrlKey || event.metaKey;
    if (chord && event.key.toLowerCase() === "z") {
      event.preventDefault();
      undo();
      return;
    }
    const booth = event.target.closest("[data-booth]");
    const by = KEYS[event.key];
    if (!booth || !by) return;
    event.preventDefault();
    begun ??= [booth, state(booth)];
    const step = event.shiftKey ? 1 : 5;
    const next = state(booth);
    const [across, along] = chord || event.altKey ? ["width", "depth"] : ["x", "y"];
    next[across] += by[0] * step;
    next[along] += by[1] * step;
    draw(booth, within(next));
    say(place.dataset.place, booth);
  });
  place.addEventListener("keyup", (event) => event.key in KEYS && finish());
  place.addEventListener("focusout", finish);
};

const begin = () => {
  for (const place of document.querySelectorAll("[data-plan]:not([data-ready])")) edit(place);
};
document.addEventListener("plenary:shown", begin);
begin();
