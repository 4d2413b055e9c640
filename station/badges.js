// What check-in stations and booths share: codes of badges, the camera, and what the browser keeps for when the network is away.

/** A database of the browser with these stores, each with its options; answers a function that acts on one of them. */
export const database = (name, stores) => {
  const opened = new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(stores)) opening.result.createObjectStore(store, options);
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  return async (store, mode, act) => {
    const change = (await opened).transaction(store, mode, { durability: "strict" });
    const asked = act(change.objectStore(store));
    return new Promise((resolve, reject) => {
      change.oncomplete = () => resolve(asked?.result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  };
};

// Codes, as `domain/src/checkin/code.rs` reads them.

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KEYS = ["ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ", "QWERTYUIOPASDFGHJKLZXCVBNM"];
const LOOKS = { O: "0", I: "1", L: "1" };

/** The code as it was typed or scanned, or undefined when it is none. */
export const parse = (raw) => {
  let code = "";
  for (const typed of raw.toUpperCase().replace(/[\s–—-]/g, "")) {
    const latin = KEYS[1][KEYS[0].indexOf(typed)] ?? typed;
    const letter = LOOKS[latin] ?? latin;
    if (!LETTERS.includes(letter)) return undefined;
    code += letter;
  }
  let sum = 0;
  for (const letter of code.slice(0, 16)) {
    sum = (sum ^ LETTERS.indexOf(letter)) << 1;
    if (sum & 32) sum ^= 0b10_0101;
  }
  return code.length === 17 && LETTERS[sum] === code[16] ? code : undefined;
};

/** The id of the badge with a code, which is all that a device keeps and sends. */
export const digest = async (code) => {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`plenary badge ${code}`));
  return [...new Uint8Array(bytes, 0, 16)].map((b) => b.toString(16).padStart(2, "0")).join("");
};

/** Keeps this page for when there is no network, as `query` asks for it: without anybody's name on it. */
export const keep = async (cacheName, query, files) => {
  if (!navigator.serviceWorker) return;
  const path = location.pathname.startsWith("/api/") ? undefined : location.pathname;
  if (!path) return;
  await navigator.serviceWorker.register("/station-worker.js", { scope: path });
  const cache = await caches.open(cacheName);
  const page = await fetch(`${path}?${query}`, { headers: { accept: "text/html" } });
  if (!page.ok || page.redirected) return;
  const wanted = [...files.split(" ").filter(Boolean), "/favicon.svg"];
  const there = new Set((await cache.keys()).map((r) => new URL(r.url).pathname));
  await cache.addAll(wanted.filter((file) => !there.has(file)));
  await cache.put(path, page);
  for (const file of there) if (file.startsWith("/assets/") && !wanted.includes(file)) await cache.delete(file);
};

/** What reads a code from the picture: the browser itself where it can, else the program. */
const reader = async (video, { scanner, program: wasm }) => {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (formats?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async () => (await detector.detect(video))[0]?.rawValue;
  }
  const program = await import(scanner);
  await program.default({ module_or_path: wasm });
  const canvas = document.createElement("canvas");
  const picture = canvas.getContext("2d", { willReadFrequently: true });
  return () => {
    // The middle of the picture, no larger than reading it needs.
    const side = Math.min(video.videoWidth, video.videoHeight);
    canvas.width = canvas.height = Math.min(side, 480);
    picture.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, canvas.width, canvas.height);
    return program.read(picture.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
  };
};

/** Lets a button turn the camera on and off; `read` gets every code, `refused` is called when there is no camera. */
export const camera = (button, video, words, assets, read, refused) => {
  let stream;
  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.hidden = true;
    button.textContent = words.camera;
  };
  button.addEventListener("click", async () => {
    if (stream) return stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } } });
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      button.textContent = words.camera_off;
      navigator.wakeLock?.request("screen").catch(() => {});
      const look = await reader(video, assets);
      while (stream) {
        const text = document.hidden ? undefined : await look();
        if (text && stream) await read(text);
        await new Promise((done) => setTimeout(done, 120));
      }
    } catch {
      stop();
      refused();
    }
  });
};
