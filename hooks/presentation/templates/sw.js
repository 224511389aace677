/* The service worker of the published site. The network comes first; what it cannot give comes from what was kept.

   There are two stores. "visited" holds what the reader has seen; its files carry their content's hash in their address,
   so that an old page never gets a new style. A store "kept" holds the whole site of one version; it is filled by the
   page "Offline", and counts only once it is marked as complete. Then it alone answers, so that nothing is mixed. */
"use strict";

const PATH = new URL(registration.scope).pathname;
const VISITED = `kb ${PATH} visited`;
const KEPT = `kb ${PATH} kept `;
const COMPLETE = "kept-complete";
const FALLBACK = { en: "reference/offline/", ru: "ru/reference/offline/" };
const LOADED = /(?:href|src)="([^"#]+\.(?:css|js|png|webmanifest)(?:\?[^"]*)?)"/g;
const PATIENCE = 5000;

/* The engine of the search asks for its entry with the time in the address: its files are kept without. */
const SEARCH = new URL("search/", registration.scope).href;
const nameOf = ({ url }) => (url.startsWith(SEARCH) ? url.split("?")[0] : url);

const here = (path) => new URL(path, registration.scope).href;

/** The page "Offline" in both languages with what it loads: where a page that is not kept leads. */
const prepare = async () => {
  const store = await caches.open(VISITED);
  for (const path of Object.values(FALLBACK)) {
    const answer = await fetch(here(path), { cache: "no-store" });
    if (!answer.ok) continue;
    const loaded = [...(await answer.clone().text()).matchAll(LOADED)].map((found) => new URL(found[1], here(path)).href);
    await store.put(here(path), answer);
    await store.addAll(loaded);
  }
};

/** The store of the whole site, if there is a complete one. */
const keptStore = async () => {
  for (const name of (await caches.keys()).filter((name) => name.startsWith(KEPT)).reverse()) {
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

/** A store that is full loses nothing but this page: what was asked for is shown all the same. */
const remember = async (request, answer) => {
  try {
    await (await caches.open(VISITED)).put(nameOf(request), answer);
  } catch {
    /* no room */
  }
};

const fromNetwork = async (event) => {
  const answer = await fetch(event.request);
  if (answer.ok && answer.type === "basic") event.waitUntil(remember(event.request, answer.clone()));
  return answer;
};

const late = (stored) => new Promise((done) => setTimeout(() => done(stored), PATIENCE));

const answer = async (event) => {
  const stored = await fromStores(event.request);
  try {
    return await (stored ? Promise.race([fromNetwork(event), late(stored)]) : fromNetwork(event));
  } catch (error) {
    if (stored) return stored;
    if (event.request.mode !== "navigate") throw error;
    const language = event.request.url.startsWith(here("ru/")) ? "ru" : "en";
    return Response.redirect(`${here(FALLBACK[language])}#not-kept`);
  }
};

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(prepare());
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, url, cache } = event.request;
  const own = url.startsWith(registration.scope) && !url.startsWith(here("packages/"));
  if (method === "GET" && own && cache !== "no-store") event.respondWith(answer(event));
});
/* The page that has called us up was loaded before us: it names itself and what it has loaded. */
addEventListener("message", (event) => {
  const own = event.data.filter((url) => url.startsWith(registration.scope));
  event.waitUntil(caches.open(VISITED).then((store) => Promise.allSettled(own.map((url) => store.add(nameOf({ url }))))));
});
