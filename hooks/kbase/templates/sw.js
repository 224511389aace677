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
const LOADED = /(?:href|src)="([^"#]+\.(?:css|js|svg|webmanifest)(?:\?[^"]*)?)"/g;
const UNCHANGING = /\/search\/(?:index|fragment|filter)\/|\.pf_meta$|\?v=\w+$|\.[0-9a-f]{8}\.min\.(?:css|js)$/;
const PATIENCE = 5000;

/* The engine of the search asks for its entry with the time in the address: its files are kept without. */
const SEARCH = new URL("search/", registration.scope).href;
const IS_PAGE = /\/[^/.]*$/;

/** The address under which an answer is kept. A page has one, whatever its readers came with: a query, a fragment, the
    name of its file. */
const nameOf = ({ url }) => {
  const name = new URL(url);
  name.hash = "";
  name.pathname = name.pathname.replace(/\/index\.html$/, "/");
  if (IS_PAGE.test(name.pathname) || url.startsWith(SEARCH)) name.search = "";
  return name.href;
};

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

const stored = async (name) => (await (await keptStore())?.match(name)) ?? (await caches.open(VISITED)).match(name);

/** A page that is asked for without its last slash is led there, as servers do: its links start from there. */
const fromStores = async (request) => {
  const found = await stored(nameOf(request));
  const folder = new URL(request.url);
  if (found || request.mode !== "navigate" || folder.pathname.endsWith("/")) return found;
  folder.pathname += "/";
  return (await stored(nameOf({ url: folder.href }))) && Response.redirect(folder.href);
};

const remember = async (request, answer) => unlessFull((await caches.open(VISITED)).put(nameOf(request), answer));

const fromNetwork = async (event) => {
  const answer = await fetch(event.request);
  if (answer.ok && answer.type === "basic") event.waitUntil(remember(event.request, answer.clone()));
  return answer;
};

/** Treats a 5xx answer like no answer. */
const sound = async (fresh, found) => ((await fresh).status >= 500 ? found : fresh);
const late = (found) => new Promise((done) => setTimeout(() => done(found), PATIENCE));

const answer = async (event) => {
  const found = await fromStores(event.request);
  if (found && UNCHANGING.test(nameOf(event.request))) return found;
  try {
    const fresh = fromNetwork(event);
    return await (found ? Promise.race([sound(fresh, found), late(found)]) : fresh);
  } catch (error) {
    if (found) return found;
    if (event.request.mode !== "navigate") throw error;
    const fallback = here(FALLBACK[`${nameOf(event.request)}/`.startsWith(here("ru/")) ? "ru" : "en"]);
    if (nameOf(event.request) === fallback) throw error;
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
