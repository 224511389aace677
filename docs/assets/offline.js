/* The page "Offline": keeps the whole site on the device, brings it up to date, and removes it.

   A version is put into a store of its own, each file checked against the list, and marked as complete at the end. Until
   then the one before stays in use; what has not changed is taken from it. */
"use strict";
(() => {
  const box = document.querySelector("[data-app]");
  const app = document.querySelector("link[rel=manifest]");
  if (!box || !app || !isSecureContext) return;

  const root = new URL(app.dataset.root, location.href);
  const KEPT = `kb ${root.pathname} kept `;
  const COMPLETE = new URL("kept-complete", root).href;
  const OFF = `kb ${root.pathname} off`;
  const AT_ONCE = 6;

  const part = (name) => box.querySelector(`[data-app="${name}"]`);
  const words = (key, fields = {}) => {
    const text = part("words").querySelector(`[data-word="app.${key}"]`).textContent;
    return text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  };
  const megabytes = (bytes) => {
    const form = { style: "unit", unit: "megabyte", maximumFractionDigits: 1 };
    return new Intl.NumberFormat(document.documentElement.lang, form).format(bytes / 1e6);
  };
  const day = (date) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
  const say = (key, fields) => {
    part("state").textContent = words(key, fields);
  };
  const offer = (...names) => {
    for (const name of ["keep", "update", "stop", "remove"]) part(name).hidden = !names.includes(name);
  };

  const sha256 = async (bytes) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  /** What the mark of a complete version says; nothing where there is none, or one that is not of this script. */
  const markIn = async (store) => {
    const mark = await (await store.match(COMPLETE))?.json().catch(() => null);
    const isWhole = mark && typeof mark.version === "string" && Number.isFinite(mark.size) && !Number.isNaN(Date.parse(mark.date));
    return isWhole ? mark : undefined;
  };
  /** Every version that is kept or half kept: its name, and its mark if it is complete. */
  const stores = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(KEPT));
    return Promise.all(names.map(async (name) => ({ name, mark: await markIn(await caches.open(name)) })));
  };
  const currentList = async () => {
    const answer = await fetch(new URL("offline-files.json", root), { cache: "no-store" });
    if (!answer.ok) throw new Error("no list");
    return answer.json();
  };
  const sizeOf = (list) => Object.values(list.files).reduce((sum, entry) => sum + entry.size, 0);
  /** The address of a file as readers ask for it: that of a page ends at its folder. */
  const addressOf = (path) => new URL(path.replace(/(^|\/)index\.html$/, "$1"), root).href;

  class Changed extends Error {}

  /** One file of the new version: from the store before if it is the same there, else from the network, checked. */
  const bring = async (path, entry, store, before) => {
    const address = addressOf(path);
    if (await store.match(address)) return;
    const old = await before?.match(address);
    if (old && (await sha256(await old.clone().arrayBuffer())) === entry.sha256) return store.put(address, old);
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok || (await sha256(await answer.clone().arrayBuffer())) !== entry.sha256) throw new Changed(path);
    return store.put(address, answer);
  };

  let stopped = false;

  const bringAll = async (list, store, before) => {
    const all = Object.entries(list.files);
    const total = sizeOf(list);
    let done = 0;
    const worker = async () => {
      for (let next = all.shift(); next && !stopped; next = all.shift()) {
        await bring(...next, store, before).catch((error) => {
          stopped = true;
          throw error;
        });
        done += next[1].size;
        part("bar").value = done / total;
        say("progress", { done: megabytes(done), all: megabytes(total) });
      }
    };
    const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
    const failed = ended.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  };

  /** The service worker that will answer without a network: there before anything is called kept. */
  const install = async () => {
    localStorage.removeItem(OFF);
    const { installing, waiting } = await navigator.serviceWorker.register(new URL("sw.js", root));
    const worker = installing ?? waiting;
    await new Promise((done, failed) => {
      const look = () => {
        if (!worker || worker.state === "activated") done();
        if (worker?.state === "redundant") failed(new Error("not installed"));
      };
      worker?.addEventListener("statechange", look);
      look();
    });
    /* Some browsers ask the reader; everything else goes on meanwhile. */
    navigator.storage?.persist?.().catch(() => {});
  };

  const keep = async () => {
    stopped = false;
    offer("stop");
    part("bar").hidden = false;
    const name = { current: "" };
    try {
      await install();
      const list = await currentList();
      name.current = KEPT + list.version;
      const kept = (await stores()).find((one) => one.mark && one.name !== name.current);
      const store = await caches.open(name.current);
      await bringAll(list, store, kept && (await caches.open(kept.name)));
      if (!stopped) await complete(name.current, list);
      await show();
    } catch (error) {
      await fail(error, name.current);
    }
    part("bar").hidden = true;
  };

  const complete = async (name, { version, date, ...list }) => {
    const mark = JSON.stringify({ version, date, size: sizeOf(list) });
    await (await caches.open(name)).put(COMPLETE, new Response(mark));
    await drop((one) => one.name !== name);
  };
  const drop = async (which) => {
    for (const one of await stores()) if (which(one)) await caches.delete(one.name);
  };

  /** A full device gets its room back at once; after any other failure what has come is there to go on from. */
  const fail = async (error, name) => {
    const full = error.name === "QuotaExceededError";
    if (full) await drop((one) => one.name === name && !one.mark);
    await show();
    const blocked = ["SecurityError", "NotSupportedError"].includes(error.name);
    say(full ? "full" : blocked ? "blocked" : error instanceof Changed ? "changed" : "broken");
  };

  const remove = async () => {
    try {
      // What pages have noted of their reader too: the last visit to "What is new", the draft of the form.
      for (const key of Object.keys(localStorage)) if (key.startsWith(`kb ${root.pathname}`)) localStorage.removeItem(key);
      localStorage.setItem(OFF, "yes");
    } catch {} // Where this is not kept, nothing else is.
    const names = (await caches.keys()).filter((name) => name.startsWith(`kb ${root.pathname} `));
    await Promise.all(names.map((name) => caches.delete(name)));
    await (await navigator.serviceWorker.getRegistration(root))?.unregister();
    await show();
    say("removed");
  };

  const show = async () => {
    const all = await stores();
    const kept = all.find((one) => one.mark)?.mark;
    const list = await currentList().catch(() => null);
    const half = all.some((one) => !one.mark);
    const registered = Boolean(await navigator.serviceWorker.getRegistration(root));
    if (kept && (!list || list.version === kept.version)) {
      offer("remove");
      return say("kept", { date: day(kept.date), size: megabytes(kept.size) });
    }
    if (!list) {
      offer(...(registered ? ["remove"] : []));
      return say("unreachable");
    }
    offer(kept ? "update" : "keep", ...(registered || half ? ["remove"] : []));
    const fields = { date: kept && day(kept.date), size: megabytes(sizeOf(list)) };
    return say(kept ? "outdated" : half ? "half" : "offered", fields);
  };

  part("keep").addEventListener("click", keep);
  part("update").addEventListener("click", keep);
  part("stop").addEventListener("click", () => {
    stopped = true;
  });
  part("remove").addEventListener("click", remove);
  document.querySelector("[data-not-kept]").hidden = location.hash !== "#not-kept";
  /* Where the browser keeps nothing for a site, the stores raise errors or are not there at all. */
  show().catch(() => {
    offer();
    say("blocked");
  });
})();
