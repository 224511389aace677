/* The service worker of the published site. The network comes first; what it cannot give comes from what was kept.
   Only a file with a content hash in its URL is taken from there at once: it never changes.

   There are two stores. "visited" holds what the reader has seen; its files have a content hash in their
   URL, so a cached page never loads a newer file. A store "kept" holds the whole site of one version; it is filled by the
   page "Offline", and counts only once it is marked as complete. Then it alone answers, so that nothing is mixed. */
"use strict";

const PATH = new URL(registration.scope).pathname;
const VISITED = `kb ${PATH} visited`;
const KEPT = `kb ${PATH} kept `;
const COMPLETE = "kept-complete";
const FALLBACK = { en: "reference/offline/", ru: "ru/reference/offline/" };
const LOADED = /(?:href|src)="([^"#]+\.(?:css|js|png|webmanifest)(?:\?[^"]*)?)"/g;
const UNCHANGING = /\/search\/(?:index|fragment|filter)\/|\.pf_meta$|\?v=\w+$|\.[0-9a-f]{8}\.min\.(?:css|js)$/;
const PATIENCE = 5000;

/* The engine of the search asks for its entry with the time in the address: its files are kept without. */
const SEARCH = new URL("search/", registration.scope).href;
const nameOf = ({ url }) => (url.startsWith(SEARCH) ? url.split("?")[0] : url);

const here = (path) => new URL(path, registration.scope).href;

/** If storage is full, only the new file is dropped. */
const unlessFull = async (storing) => {
  try {
    await storing;
  } catch (error) {
    if (error.name !== "QuotaExceededError") throw error;
  }
};

/** Those of the addresses that are of this site, each by itself. No policy of a page holds for a worker, and the text of
    a page may name an address that looks like a file: of another host, which thus learned who reads, or of none. */
const keepOwn = async (store, addresses) => {
  const own = addresses.filter((url) => url.startsWith(registration.scope));
  await Promise.allSettled(own.map((url) => store.add(nameOf({ url }))));
};

/** The page "Offline" in both languages with what it loads: where a page that is not kept leads. */
const prepare = async () => {
  const store = await caches.open(VISITED);
  for (const path of Object.values(FALLBACK)) {
    const answer = await fetch(here(path), { cache: "no-store" });
    if (!answer.ok) continue;
    const named = [...(await answer.clone().text()).matchAll(LOADED)].map((found) => new URL(found[1], here(path)).href);
    await unlessFull(store.put(here(path), answer));
    await keepOwn(store, named);
  }
};

/** The store of the whole site, if there is a complete one. */
const keptStore = async () => {
  for (const name of (await caches.keys()).filter((store) => store.startsWith(KEPT)).reverse()) {
    const store = await caches.open(name);
    if (await store.match(here(COMPLETE))) return store;
  }
  return null;
};

const fromStores = async (request) => {
  const kept = await keptStore();
  const found = kept && (await kept.match(nameOf(request), { ignoreSearch: request.mode === "navigate" }));
  return found ?? (await (await caches.open(VISITED)).match(nameOf(request)));
};

const remember = async (request, answer) => unlessFull((await caches.open(VISITED)).put(nameOf(request), answer));

const fromNetwork = async (event) => {
  const answer = await fetch(event.request);
  if (answer.ok && answer.type === "basic") event.waitUntil(remember(event.request, answer.clone()));
  return answer;
};

/** Treats a 5xx answer like no answer. */
const sound = async (fresh, stored) => ((await fresh).status >= 500 ? stored : fresh);
const late = (stored) => new Promise((done) => setTimeout(() => done(stored), PATIENCE));

const answer = async (event) => {
  const stored = await fromStores(event.request);
  if (stored && UNCHANGING.test(nameOf(event.request))) return stored;
  try {
    const fresh = fromNetwork(event);
    return await (stored ? Promise.race([sound(fresh, stored), late(stored)]) : fresh);
  } catch (error) {
    if (stored) return stored;
    if (event.request.mode !== "navigate") throw error;
    const fallback = here(FALLBACK[event.request.url.startsWith(here("ru/")) ? "ru" : "en"]);
    if (event.request.url.startsWith(fallback)) throw error;
    return Response.redirect(`${fallback}#not-kept`);
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(prepare());
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, url, cache } = event.request;
  const own = url.startsWith(registration.scope) && ![here("packages/"), here("data/")].some((folder) => url.startsWith(folder));
  if (method === "GET" && own && cache !== "no-store") event.respondWith(answer(event));
});
/* The page that has called us up was loaded before us: it names itself and what it has loaded. */
addEventListener("message", (event) => {
  event.waitUntil(caches.open(VISITED).then((store) => keepOwn(store, event.data)));
});
