/* The search: one view, shown in a dialog on any page and in the page of the search itself.
   knowledge.js loads this file when the search is asked for, and this file loads the engine (Pagefind) and the words of
   the interface. It writes no HTML from strings: every text is set as text. */
"use strict";
(() => {
  const SITE = new URL("..", document.currentScript.src);
  const BUNDLE = new URL("search/", SITE);
  const LANGUAGE = document.documentElement.lang;
  const PACKED = document.querySelector(".kb-find")?.hasAttribute("data-packed");
  const RESULTS_AT_ONCE = 8;
  const PAUSE = 150;
  const TOUCHED = matchMedia("(hover: none) and (pointer: coarse)").matches; // No keys to speak of.
  const LAST_WORD = "⁂"; // What follows in a page's text are words for the index only.
  const LONGEST_NAME = 6; // Names of so many words and more share a field.

  /** Names stand in a field for every number of words: the one with as many as the query has weighs most. */
  const ranking = (length) => {
    const metaWeights = { near: 12, about: 0.5, title: 3, summary: 1, date: 0 };
    for (let n = 1; n <= LONGEST_NAME; n++) metaWeights[`n${n}`] = n === Math.min(length, LONGEST_NAME) ? 24 : 8;
    return { pageLength: 0, metaWeights };
  };
  const FEW = 5; // With fewer pages that have all words, those that have most follow.
  const LOOKED_AT = 8; // Of so many results the one whose name is asked for comes first.

  /* --- files --------------------------------------------------------------------------------------------------- */

  /* Pages opened from a folder may load nothing but scripts: there every file of the bundle is a script that hands its
     content to kbPacked, and fetch is answered from it. */
  const waiting = new Map();
  const unpack = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const packedFile = (name) => {
    if (!waiting.has(name)) {
      waiting.set(
        name,
        new Promise((arrived, failed) => {
          const script = document.createElement("script");
          script.src = new URL(`${name}.js`, BUNDLE).href;
          script.kbArrived = (content) => arrived(unpack(content));
          script.onerror = () => failed(new Error(name));
          document.head.append(script);
        }),
      );
    }
    return waiting.get(name);
  };

  /* The engine goes on without a file that it cannot get, and finds nothing: so we note that one is lost. */
  let lost = false;
  const fetchBefore = window.fetch;
  window.kbPacked = (name, content) => document.currentScript.kbArrived(content);
  window.fetch = async (input, options) => {
    const url = new URL(input.url ?? input, location.href);
    url.search = "";
    if (!url.href.startsWith(BUNDLE.href)) return fetchBefore(input, options);
    try {
      if (PACKED) return new Response(await packedFile(url.href.slice(BUNDLE.href.length)));
      const answer = await fetchBefore(input, options);
      if (!answer.ok) throw new Error(url.href);
      return answer;
    } catch (error) {
      lost = true;
      throw error;
    }
  };

  const readJson = async (name) => (await fetch(new URL(name, BUNDLE))).json();

  const importEngine = async () => {
    if (!PACKED) return import(new URL("pagefind.js", BUNDLE));
    const code = new Blob([await packedFile("pagefind.js")], { type: "text/javascript" });
    const address = URL.createObjectURL(code);
    return import(address).finally(() => URL.revokeObjectURL(address));
  };

  /** Loads what is needed once; a failure is forgotten, so that the next attempt tries again. */
  const once = (load) => {
    let loading;
    const loaded = () => (loading ??= load().catch((error) => (loaded.forget(), Promise.reject(error))));
    loaded.forget = () => (loading = undefined);
    return loaded;
  };

  const loadWords = once(() => readJson(`words-${LANGUAGE}.json`));
  const loadNames = once(() => readJson(`names-${LANGUAGE}.json`));
  const loadEngine = once(async () => {
    const module = await importEngine();
    return module.createInstance({ basePath: BUNDLE.href, noWorker: true });
  });

  /* --- words --------------------------------------------------------------------------------------------------- */

  const folded = (word) => word.toLowerCase().replaceAll("ё", "е").replaceAll("’", "'");

  /** A query as the engine is asked: signs of numbers apart from their numbers, letters folded. */
  const tidy = (query) => folded(query).replace(/[№#«»"“”„?!;]+/g, " ").replace(/\s+/g, " ").trim();

  const counting = (query, stopWords) => {
    const words = query.split(" ").filter(Boolean);
    const counted = words.filter((word) => !stopWords.includes(word));
    return counted.length ? counted : words;
  };

  const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
  const RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё";
  /** What the same keys give on the other keyboard layout: "bynthytn" → «интернет». */
  const otherLayout = (text) => {
    const toLatin = /[а-яё]/i.test(text);
    const [from, to] = toLatin ? [RUSSIAN_KEYS, LATIN_KEYS] : [LATIN_KEYS, RUSSIAN_KEYS];
    return [...text.toLowerCase()].map((key) => (from.includes(key) ? to[from.indexOf(key)] : key)).join("");
  };

  /** How many letters must be changed, added, dropped or swapped; more than `most` is not told apart. */
  const distance = (one, two, most) => {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    let [before, row] = [[], [...Array(two.length + 1).keys()]];
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= two.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== two[j - 1]));
        if (i > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[two.length];
  };

  /** The known word nearest to a mistyped one. Endings count half, since a name may stand in any case. */
  const nearest = (word, names) => {
    const most = word.length < 6 ? 1 : 2;
    const bare = (text) => text.replace(/(?:[аеиоуыэюяйьмх]{1,3}|ого|ому|ев|ов)$/, "");
    let [best, found] = [most + 0.6, null];
    for (const name of names) {
      const apart = Math.min(distance(word, name, most), distance(bare(word), bare(name), most) + 0.5);
      if (apart < best) [best, found] = [apart, name];
    }
    return found;
  };

  /* --- finding ------------------------------------------------------------------------------------------------- */

  /** Pages with most of the words, where none has all: each word asked by itself, pages ranked by how many they have. */
  const relaxed = async (engine, words, filters) => {
    const found = new Map();
    for (const word of words) {
      for (const result of (await engine.search(word, { filters })).results) {
        const page = found.get(result.id) ?? { ...result, score: 0, hits: 0, parts: [] };
        page.score += result.score;
        page.hits += 1;
        page.parts.push(result);
        found.set(result.id, page);
      }
    }
    const results = [...found.values()].sort((a, b) => b.hits - a.hits || b.score - a.score);
    return { results: results.map((page) => ({ ...page, data: () => joined(page.parts) })) };
  };

  /** The text of a page with the places of all words in it. */
  const joined = async (parts) => {
    const pages = [];
    for (const part of parts) pages.push({ ...(await part.data()) });
    return { ...pages[0], locations: pages.flatMap((page) => page.locations) };
  };

  const ask = async (engine, query, filters, stopWords) => {
    const words = counting(tidy(query), stopWords);
    await engine.options({ ranking: ranking(words.flatMap(partsOf).length) });
    const all = await engine.search(words.join(" "), { filters });
    return { words, ...all, results: await namedFirst(all.results, words) };
  };

  /** Two forms of one word, as far as can be told without a dictionary: they begin alike and end in few letters. */
  const alike = (one, two) => one === two || common(one, two) >= Math.max(3, 0.6 * Math.max(one.length, two.length));

  const partsOf = (text) => tidy(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /** How near a query comes to a result's names: 2 is one of them, 1 is made of their words, 0 is neither. */
  const nearness = (data, asked) => {
    const { near = "" } = data.meta;
    const names = Object.entries(data.meta).flatMap(([key, text]) => (/^n\d$/.test(key) ? text : [])).join(" | ");
    const one = (name) => name.length === asked.length && name.every((part, i) => alike(part, asked[i]));
    if (names.split(" | ").filter((name) => !name.startsWith("‖")).map(partsOf).some(one)) return 2;
    const parts = partsOf(`${names} ${near}`);
    return names && asked.every((word) => parts.some((part) => alike(part, word))) ? 1 : 0;
  };

  /** The first results, those before the others whose very name is asked for. */
  const namedFirst = async (results, words) => {
    const first = results.slice(0, LOOKED_AT);
    const asked = words.flatMap(partsOf);
    const near = await Promise.all(first.map(async (result) => nearness(await result.data(), asked)));
    const order = [2, 1, 0].flatMap((level) => first.filter((_, i) => near[i] === level));
    return [...order, ...results.slice(LOOKED_AT)];
  };

  /** Whether a result has a word: the engine shortens a word that it does not know until some other word begins so. */
  const has = (data, word) => {
    const words = data.content.split(/\s+/);
    const parts = data.locations.flatMap((place) => folded(words[place] ?? "").split(/[^\p{L}\p{N}]+/u));
    return word.split(/[^\p{L}\p{N}]+/u).some((piece) => parts.some((part) => common(part, piece) >= Math.min(piece.length, Math.max(2, Math.ceil(0.6 * piece.length)))));
  };

  const common = (one, two) => {
    let n = 0;
    while (n < one.length && one[n] === two[n]) n++;
    return n;
  };

  /** Those of `words` that the engine knows, as its best result for each shows. */
  const known = async (engine, words) => {
    const found = [];
    for (const word of words) {
      const [best] = (await engine.search(word)).results;
      if (best && has(await best.data(), word)) found.push(word);
    }
    return found;
  };

  /** The query with every unknown word replaced by the nearest name; null where that changes nothing. */
  const corrected = async (words, understood) => {
    const names = await loadNames();
    const mend = (word) => (understood.includes(word) || /\d/.test(word) || word.length < 4 ? null : nearest(word, names));
    const query = words.map((word) => mend(word) ?? word).join(" ");
    return query === words.join(" ") ? null : query;
  };

  const NONE = { results: [], unfilteredResultCount: 0, filters: {} };

  /** Results of a query, with what was done to get them: `corrected` (another query) or `relaxed`. */
  const find = async (query, chosen) => {
    const [engine, { stopWords }] = await Promise.all([loadEngine(), loadWords()]);
    const filters = anyOf(chosen);
    const exact = await ask(engine, query, filters, stopWords);
    const understood = await understoodOf(engine, exact);
    if (understood.length === exact.words.length) {
      if (exact.words.length < 2 || exact.unfilteredResultCount >= FEW) return exact;
      const both = followed(exact, await relaxed(engine, exact.words, filters));
      return { ...both, results: await namedFirst(both.results, exact.words) };
    }
    const layout = tidy(otherLayout(query));
    if (!understood.length && (await known(engine, layout.split(" "))).length === layout.split(" ").length) {
      return { ...(await ask(engine, layout, filters, stopWords)), corrected: layout };
    }
    const mended = await corrected(exact.words, understood);
    if (mended) {
      const other = await ask(engine, mended, filters, stopWords);
      if (other.results.length) return { ...other, corrected: mended };
    }
    const words = mended ? mended.split(" ") : understood;
    if (!words.length) return NONE;
    return { ...(await relaxed(engine, words, filters)), relaxed: true, corrected: mended };
  };

  /** Few pages that have all words, and after them those that have most. */
  const followed = (exact, part) => {
    const before = new Set(exact.results.map((result) => result.id));
    const results = [...exact.results, ...part.results.filter((result) => !before.has(result.id))];
    return { ...part, results, relaxed: results.length > exact.results.length };
  };

  /** Filters as the engine is given them: of several values of one filter any will do. */
  const anyOf = (chosen) => Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, { any: values }]));

  /** The known words of a query: seen from its first result, or asked one by one where there is none. */
  const understoodOf = async (engine, { words, results }) => {
    if (results.length) {
      const best = await results[0].data();
      if (words.every((word) => has(best, word))) return words;
    }
    return known(engine, words);
  };

  /* --- parts of the view --------------------------------------------------------------------------------------- */

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  const plural = (forms, n) => filled(forms[new Intl.PluralRules(LANGUAGE).select(n)] ?? forms.other, { n });

  /* The engine finds «ИИ» by its stem, «и», with which very many words begin: only the word itself is marked then. */
  let sought = [];
  const isChance = (word) => {
    const [bare] = folded(word).match(/[\p{L}\p{N}]+/u) ?? [""];
    const begins = (other, length) => bare.slice(0, length) === other.slice(0, length);
    const short = sought.filter((other) => other.length < 3);
    return short.some((other) => bare !== other && begins(other, 1)) && !sought.some((other) => other.length > 2 && begins(other, 3));
  };

  /** Words from `start` on as text, the found ones marked. */
  const marked = (words, from, to, places) => {
    const parts = [];
    for (let i = from; i < to; i++) {
      parts.push(places.has(i) ? make("mark", {}, words[i]) : words[i], " ");
    }
    return parts;
  };

  /** Where the window of `size` words with the most found words begins. */
  const densest = (places, size, end) => {
    let [best, at] = [-1, 0];
    for (const start of places) {
      const count = places.filter((place) => place >= start && place < start + size).length;
      if (count > best) [best, at] = [count, start];
    }
    return Math.max(0, Math.min(at - 4, end - size));
  };

  const excerpt = (data) => {
    const words = data.content.split(/\s+/);
    const last = words.findIndex((word) => word.startsWith(LAST_WORD));
    const end = last < 0 ? words.length : last;
    const titled = data.meta.title.split(/\s+/).length;
    const places = data.locations.filter((place) => place < end && !isChance(words[place]));
    const inText = places.filter((place) => place >= titled);
    if (!inText.length && data.meta.summary) return [data.meta.summary];
    const from = inText.length ? densest(inText, 28, end) : titled;
    const to = Math.min(end, from + 28);
    const parts = marked(words, from, to, new Set(places));
    return [from > titled ? "… " : "", ...parts, to < end ? "…" : ""];
  };

  const title = (data) => {
    const words = data.meta.title.split(/\s+/);
    return marked(words, 0, words.length, new Set(data.locations.filter((place) => place < words.length && !isChance(words[place]))));
  };

  const badges = (data, words) => {
    const { kind, attested, content } = data.filters;
    const grades = { attested, content };
    const label = (name, value) => words.labels[name][value] ?? value;
    const parts = [];
    if (kind?.[0]) parts.push(make("span", {}, label("kind", kind[0])));
    if (data.meta.date) parts.push(make("span", {}, data.meta.date));
    for (const [name, values] of Object.entries(grades)) {
      if (!values?.[0]) continue;
      const text = `${words.labels.filter[name]}: ${label(name, values[0])}`;
      parts.push(make("span", { className: `kb-grade kb-grade--${values[0]}` }, text));
    }
    return make("p", { className: "kb-hit__meta" }, ...parts.flatMap((part) => [part, " "]));
  };

  const hit = (data, words) => {
    const address = new URL(data.raw_url.replace(/^\//, ""), SITE).href;
    const link = make("a", { href: address, className: "kb-hit__link" }, ...title(data));
    const text = data.filters.type?.[0] === "statement" ? null : make("p", { className: "kb-hit__text" }, ...excerpt(data));
    return make("li", { className: "kb-hit" }, link, badges(data, words), text);
  };

  /* --- the view ------------------------------------------------------------------------------------------------ */

  class View {
    /** `place` is the element that the view fills; with `address` the page's own address follows the search. */
    constructor(place, words, address) {
      Object.assign(this, { place, words, texts: words.texts, address, filters: {}, shown: 0, turn: 0 });
      this.build();
    }

    build() {
      const { texts } = this;
      this.input = make("input", {
        type: "search", className: "kb-search__input", placeholder: texts.example, autocomplete: "off",
        spellcheck: false, "aria-label": texts.label, enterKeyHint: "search",
      });
      this.status = make("p", { className: "kb-search__status", role: "status", "aria-live": "polite" });
      this.note = make("p", { className: "kb-search__note", hidden: true });
      this.facets = make("details", { className: "kb-search__facets", hidden: true }, make("summary", {}, texts.filters));
      this.list = make("div", { className: "kb-search__results" });
      this.more = make("button", { type: "button", className: "kb-search__more", hidden: true }, texts.more);
      this.other = make("a", { hreflang: this.words.otherLanguage, lang: this.words.otherLanguage }, texts.other);
      this.own = make("a", { hidden: Boolean(this.address) }, texts.page);
      const ways = make("p", { className: "kb-search__ways" }, this.other, this.own);
      const keys = make("p", { className: "kb-search__keys", id: "kb-search-keys", hidden: TOUCHED }, texts.keys);
      if (!TOUCHED) this.input.setAttribute("aria-describedby", keys.id);
      const form = make("form", { role: "search", className: "kb-search" },
        this.input, this.status, this.note, this.facets, this.list, this.more, ways, keys);
      this.place.replaceChildren(form);
      this.listen(form);
      if (!this.address) this.update();
    }

    listen(form) {
      this.input.addEventListener("input", () => {
        clearTimeout(this.pause);
        this.pause = setTimeout(() => this.search(), PAUSE);
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit();
      });
      form.addEventListener("keydown", (event) => this.move(event));
      this.more.addEventListener("click", () => this.showMore(true));
    }

    /** Enter opens the first result, once the results are those of what is typed. */
    async submit() {
      clearTimeout(this.pause);
      if (this.searched !== this.state()) await this.search();
      this.list.querySelector(".kb-hit__link")?.click();
    }

    /** Up and down lead from the field through the results and back. */
    move(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.target.type === "checkbox") return;
      const stops = [this.input, ...this.list.querySelectorAll(".kb-hit__link"), ...(this.more.hidden ? [] : [this.more])];
      const next = stops[stops.indexOf(document.activeElement) + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }

    /* the address */

    parameters() {
      const query = this.input.value.trim();
      const parameters = new URLSearchParams(query ? { q: query } : {});
      for (const name of this.words.filters) for (const value of this.filters[name] ?? []) parameters.append(name, value);
      return parameters;
    }

    state() {
      return this.parameters().toString();
    }

    read(parameters) {
      this.input.value = parameters.get("q") ?? "";
      for (const name of this.words.filters) {
        const values = parameters.getAll(name);
        if (values.length) this.filters[name] = values;
      }
      this.facets.open = Object.keys(this.filters).length > 0;
      if (this.state()) this.search();
      else this.update();
    }

    update() {
      const at = (page) => {
        const url = new URL(page, SITE);
        url.search = this.state();
        return url.href;
      };
      this.other.href = at(this.words.otherPage);
      this.own.href = at(this.words.page);
      if (this.address) history.replaceState(null, "", at(this.words.page) + location.hash);
    }

    /* results */

    async search() {
      const query = this.input.value.trim();
      this.searched = this.state();
      const turn = ++this.turn;
      this.update();
      if (!query && !Object.keys(this.filters).length) return this.clear();
      this.status.textContent = this.texts.loading;
      try {
        const found = await this.ask(query);
        if (turn === this.turn) await this.show(query, found, turn);
        await this.count(query, turn);
      } catch (error) {
        console.warn(error);
        lost = false;
        waiting.clear();
        loadEngine.forget();
        this.fail();
      }
    }

    /** The results of a query, or everything with these filters where nothing is typed. */
    async ask(query) {
      const all = async () => (await loadEngine()).search(null, { filters: anyOf(this.filters) });
      const found = await (query ? find(query, this.filters) : all());
      if (lost) throw new Error("a file of the search is missing");
      return found;
    }

    /** The engine counts facets once it has their files: they load after the first results, and are asked again. */
    async count(query, turn) {
      if (this.counted) return;
      await (await loadEngine()).filters();
      const found = await this.ask(query);
      this.counted = true;
      if (turn === this.turn) this.showFacets(found);
    }

    clear() {
      this.status.textContent = "";
      this.note.hidden = this.more.hidden = this.facets.hidden = true;
      this.list.replaceChildren();
    }

    fail() {
      this.clear();
      this.status.textContent = this.texts.failed;
      const link = document.querySelector(".kb-find");
      this.list.replaceChildren(make("a", { href: link?.href ?? SITE.href }, this.texts.indexes));
    }

    async show(query, found, turn) {
      Object.assign(this, { found, shown: 0, groups: new Map(), query });
      sought = tidy(found.corrected || query).split(" ");
      const first = await this.load();
      if (turn !== this.turn) return;
      this.list.replaceChildren();
      this.tell(query, found);
      this.showFacets(found);
      this.append(first);
      this.status.textContent = found.results.length ? plural(this.texts.count, found.results.length) : "";
      if (!found.results.length) this.showNothing(query);
    }

    tell(query, found) {
      const { texts } = this;
      this.note.hidden = !(found.corrected || found.relaxed);
      this.note.replaceChildren();
      if (found.corrected) {
        const again = make("button", { type: "button", className: "kb-search__again" }, found.corrected);
        again.addEventListener("click", () => this.type(found.corrected));
        this.note.append(filled(texts.corrected, { query }), " ", again);
      }
      if (found.relaxed) this.note.append(" ", texts.relaxed);
    }

    type(query) {
      this.input.value = query;
      this.input.focus();
      return this.search();
    }

    showNothing(query) {
      const narrowed = Object.keys(this.filters).length > 0;
      const text = narrowed ? this.texts["nothing-filtered"] : filled(this.texts.nothing, { query });
      this.status.textContent = text;
      this.list.append(make("p", {}, narrowed ? "" : this.texts.hint));
    }

    load() {
      const next = this.found.results.slice(this.shown, this.shown + RESULTS_AT_ONCE);
      this.shown += next.length;
      return Promise.all(next.map((result) => result.data()));
    }

    async showMore(moveThere) {
      const hits = this.append(await this.load());
      if (moveThere) hits[0]?.querySelector("a").focus();
    }

    /** Adds results to the groups of their types; the group of the best result comes first. */
    append(pages) {
      const hits = pages.map((data) => {
        const type = data.filters.type?.[0] ?? "about";
        const element = hit(data, this.words);
        this.group(type).append(element);
        return element;
      });
      this.more.hidden = this.shown >= this.found.results.length;
      return hits;
    }

    group(type) {
      if (!this.groups.has(type)) {
        const list = make("ol", { className: "kb-search__list" });
        const heading = make("h2", { className: "kb-search__type" }, this.words.labels.type[type] ?? type);
        this.list.append(make("section", {}, heading, list));
        this.groups.set(type, list);
      }
      return this.groups.get(type);
    }

    /* facets */

    /** Counts of what is left; of a filter that is set, those without it, so that another value can be added. */
    showFacets({ filters, totalFilters }) {
      const chosen = Object.keys(this.filters).length > 0;
      const counts = (name) => (this.filters[name] ? totalFilters : filters)?.[name] ?? {};
      const sets = this.words.filters.map((name) => this.facet(name, counts(name))).filter(Boolean);
      const clear = make("button", { type: "button", className: "kb-search__again", hidden: !chosen }, this.texts.clear);
      clear.addEventListener("click", () => {
        this.filters = {};
        this.search();
      });
      const focused = document.activeElement?.dataset?.facet;
      this.facets.replaceChildren(this.facets.firstChild, make("div", { className: "kb-search__sets" }, ...sets), clear);
      this.facets.hidden = !sets.length;
      if (focused) this.facets.querySelector(`[data-facet="${focused}"]`)?.focus();
    }

    facet(name, counts) {
      const chosen = this.filters[name] ?? [];
      const values = Object.entries(counts).filter(([value, n]) => n > 0 || chosen.includes(value));
      if (values.length < 2 && !chosen.length) return null;
      const order = Object.keys(this.words.labels[name] ?? {});
      values.sort(([a], [b]) => (name === "year" ? b - a : order.indexOf(a) - order.indexOf(b)));
      const boxes = values.map(([value, n]) => this.box(name, value, n, chosen.includes(value)));
      return make("fieldset", {}, make("legend", {}, this.words.labels.filter[name]), ...boxes);
    }

    box(name, value, n, checked) {
      const box = make("input", { type: "checkbox", checked });
      box.dataset.facet = `${name}-${value}`;
      box.addEventListener("change", () => {
        const others = (this.filters[name] ?? []).filter((one) => one !== value);
        this.filters[name] = box.checked ? [...others, value] : others;
        if (!this.filters[name].length) delete this.filters[name];
        this.search();
      });
      const label = this.words.labels[name]?.[value] ?? value;
      return make("label", {}, box, ` ${label} `, make("span", { className: "kb-search__n" }, String(n)));
    }
  }

  /* --- the dialog and the page --------------------------------------------------------------------------------- */

  const loadStyle = once(
    () =>
      new Promise((done) => {
        const link = make("link", { rel: "stylesheet", href: document.querySelector(".kb-find").dataset.style });
        link.onload = link.onerror = done;
        document.head.append(link);
      }),
  );

  const dialog = once(async () => {
    const [words] = await Promise.all([loadWords(), loadStyle()]);
    const place = make("div");
    const close = make("button", { type: "button", className: "kb-search__close", "aria-label": words.texts.close }, "×");
    const box = make("dialog", { className: "kb-search-dialog md-typeset", "aria-label": words.texts.title }, close, place);
    close.addEventListener("click", () => box.close());
    box.addEventListener("click", (event) => event.target === box && box.close());
    document.body.append(box);
    return { box, view: new View(place, words, false) };
  });

  window.kbSearch = {
    /** Opens the dialog, with the results of `query` where it is given; rejects where its files cannot be loaded. */
    async open(query) {
      loadEngine();
      const { box, view } = await dialog();
      if (!box.open) box.showModal();
      if (query) return view.type(query);
      view.input.focus();
      view.input.select();
    },

    /** Fills the page of the search. */
    async mount(place) {
      const asked = new URLSearchParams(location.search);
      const [words] = await Promise.all([loadWords(), loadStyle()]);
      const view = new View(place, words, true);
      view.read(asked);
      view.input.focus({ preventScroll: true });
    },

    find,
    engine: loadEngine,
  };
})();
