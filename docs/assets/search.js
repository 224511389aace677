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
  const VALUES_AT_ONCE = 8; // Of a filter so many values are shown before somebody asks for the others.
  const PAUSE = 150;
  const NARROW = matchMedia("(max-width: 45em)").matches; // As in search.css.
  const TOUCHED = matchMedia("(hover: none) and (pointer: coarse)").matches; // No keys to speak of.
  const LAST_WORD = "⁂"; // What follows in a page's text are words for the index only.
  const SHORT = 5;
  const LONGEST_NAME = 6; // Names of so many words and more share a field.

  /** Names stand in a field for every number of words: the one with as many as the query has weighs most. */
  const ranking = (length) => {
    const metaWeights = { near: 12, concept: 14, topic: 16, said: 12, gist: 0, about: 0.5, title: 3, summary: 1, date: 0 };
    for (let n = 1; n <= LONGEST_NAME; n++) metaWeights[`n${n}`] = n === Math.min(length, LONGEST_NAME) ? 24 : 8;
    return { pageLength: 0, metaWeights };
  };
  /** The score of the text alone: in which names and titles a word stands, the engine says beside it. */
  const OF_TEXT = { ...ranking(0), metaWeights: Object.fromEntries(Object.keys(ranking(0).metaWeights).map((name) => [name, 0])) };
  const MOST_WORDS = 20; // Of a pasted text so many are used.
  const LOOKED_AT = 12; // Of so many results those come first whose names hold the words that are asked for.
  const OF_OFFICE = 2.75; // Who holds the office that is asked for stands behind what has this very name.
  const BESIDE = 2; // This many results stand before the publisher whose name is asked for, where it is no outlet.

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
  const loadTable = once(async () => {
    const [table, { stopWords }] = await Promise.all([readJson(`titles-${LANGUAGE}.json`), loadWords()]);
    return tableOf(table, stopWords);
  });
  const loadEngine = once(async () => {
    const module = await importEngine();
    return module.createInstance({ basePath: BUNDLE.href, noWorker: true });
  });

  /* --- words --------------------------------------------------------------------------------------------------- */

  /* What hyphenated texts and other programs leave in a text: soft hyphens, signs without width, marks of stress. */
  const UNSEEN = /[\u00AD\u200B-\u200F\u2060\u202A-\u202E\uFEFF]|\u0300|\u0301/g;

  const folded = (text) =>
    text.normalize("NFD").replace(UNSEEN, "").normalize("NFC").toLowerCase().replaceAll("ё", "е").replace(/[’ʼ]/g, "'");

  const partsOf = (text) => folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /** A word without the signs around it. */
  const trimmed = (word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");

  const OF_CASES = /(?:иями|ями|ами|иях|ях|ах|ией|иям|ям|ам|его|ого|ему|ому|ыми|ими|ый|ий|ой|ей|ую|юю|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ом|ем|ов|ев|ью|ию|ия|ии|ье|[аеиоуыэюяйь])$/;
  /** A word without its endings: for comparing what we compare ourselves. The engine has stems of its own. */
  const bare = (word) => {
    if (!/[а-я]/.test(word)) return word.length > 3 ? word.replace(/'s$/, "").replace(/ies$/, "y").replace(/(?<=[^s])s$/, "") : word;
    for (let before = ""; before !== word && word.length > 3; ) {
      before = word;
      const shorter = word.replace(OF_CASES, "");
      if (shorter.length > 2) word = shorter;
    }
    return word;
  };

  const dayOf = (year, month, day) => {
    const names = new Intl.DateTimeFormat(LANGUAGE, { day: "numeric", month: "long", timeZone: "UTC" });
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== Number(day)) return null;
    const name = names.formatToParts(date).find((part) => part.type === "month").value;
    return folded(`${Number(day)} ${name} ${year}`);
  };

  /** A query as it is understood: `words` that count (an abbreviation in capitals always does), `raw` as they were typed,
      `short` the abbreviations among them, `phrases` of which a page has all, `days` that come first, words that a page is
      `without`, and whether it was `cut`. */
  const parse = (query, stopWords) => {
    const [phrases, days, without] = [[], [], []];
    const capitals = new Set(/\p{Ll}/u.test(query) ? (query.match(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu) ?? []).map(folded) : []);
    const short = new Set((query.match(/(?<!\p{L})\p{Lu}{2,5}(?!\p{L})/gu) ?? []).map(folded));
    const day = (all, ...numbers) => {
      const text = dayOf(...(numbers[0].length === 4 ? numbers : [numbers[2], numbers[1], numbers[0]]));
      if (text) days.push(text);
      return text ?? all;
    };
    const text = folded(query.slice(0, 4000))
      .replace(/(?<!\S)(?:https?:\/\/(?:www\.)?|www\.)([^\s/]+)\S*/g, "$1")
      .replace(/\b(\d{4})-(\d\d)-(\d\d)\b/g, (all, y, m, d) => day(all, y, m, d))
      .replace(/(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)/g, (all, d, m, y) => day(all, d, m, y))
      .replace(/["“”„«]([^"“”„«»]+)["“”»]/g, (_, phrase) => {
        const parts = partsOf(phrase);
        if (parts.length > 1) phrases.push(parts.join(" "));
        return ` ${phrase} `;
      })
      .replace(/[№#«»"“”„?!]+/g, " ");
    const tokens = text.split(/\s+/).filter((token) => trimmed(token));
    const wanted = tokens.filter((token) => !/^[-–—−](?=[\p{L}\p{N}])/u.test(token));
    if (wanted.length) without.push(...tokens.filter((token) => !wanted.includes(token)).map(trimmed));
    const all = wanted.length ? wanted : tokens;
    const counted = all.filter((token) => !stopWords.includes(trimmed(token)) || capitals.has(trimmed(token)));
    const unique = [...new Set(counted.length ? counted : all)];
    const raw = unique.slice(0, MOST_WORDS);
    return { words: raw.map(trimmed), raw, short, phrases, days, without, cut: unique.length > MOST_WORDS };
  };

  const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
  const RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё";
  /** What the same keys give on the other keyboard layout: "bynthytn" → «интернет»; null where they give signs. */
  const otherLayout = (text) => {
    const toLatin = /[а-яё]/.test(text);
    const [from, to] = toLatin ? [RUSSIAN_KEYS, LATIN_KEYS] : [LATIN_KEYS, RUSSIAN_KEYS];
    const keys = [...text].map((key) => (from.includes(key) ? to[from.indexOf(key)] : key)).join("");
    return (toLatin ? /^[a-z\d]+(?:-[a-z\d]+)*$/ : /^[а-яё\d]+(?:-[а-яё\d]+)*$/).test(keys) ? folded(keys) : null;
  };

  /** How many letters must be changed, added, dropped or swapped; more than `most` is not told apart. */
  const distance = (one, two, most) => {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    let [before, row] = [[], [...Array(two.length + 1).keys()]];
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      let least = i;
      for (let j = 1; j <= two.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== two[j - 1]));
        if (i > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
        least = Math.min(least, next[j]);
      }
      if (least > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[two.length];
  };

  /** The known word nearest to a mistyped one. Endings count half, since a name may stand in any case. */
  const nearest = (word, { names, derived, words }) => {
    if (word.length < 4) return null;
    const most = word.length < 6 ? 1 : 2;
    const stem = bare(word);
    let [best, found] = [most + 0.6, null];
    for (const [list, more] of [[names, 0], [derived, 0], [words, 0.2]]) {
      for (const known of list) {
        if (Math.abs(known.length - word.length) > 3) continue;
        const begins = known[0] === word[0] ? 0 : 0.4;
        const whole = distance(word, known, most) + more + begins;
        const ofStems = distance(stem, bare(known), most - 1);
        const apart = ofStems < most ? Math.min(whole, ofStems + 0.5 + more + begins) : whole;
        if (apart < best) [best, found] = [apart, known];
      }
    }
    return found;
  };

  /** How a name sounds, roughly: the same for every way of writing it in Latin letters, and in Cyrillic ones. */
  const sound = (word, { cyrillic, latin }) => {
    let text = [...word].map((letter) => cyrillic[letter] ?? letter).join("").replace(/ł/g, "l");
    text = text.normalize("NFD").replace(/[^a-z]/g, "");
    if (/[a-z]/i.test(word)) for (const [pattern, to] of latin) text = text.replace(new RegExp(pattern, "g"), to);
    return text.replace(/e/g, "i").replace(/(.)\1+/g, "$1");
  };
  const consonants = (text) => text[0] + text.slice(1).replace(/[aiu]/g, "").replace(/(.)\1+/g, "$1");

  /** A word of a name that sounds like this one. */
  const alikeInSound = (word, { names, sounds }) => {
    const heard = sound(word, sounds);
    const key = consonants(heard || " ");
    if (word.length < 5 || key.length < 3) return null;
    let [best, found] = [Math.min(3, Math.max(2, heard.length / 3)) + 0.1, null];
    for (const name of names) {
      if (Math.abs(name.length - word.length) > 5 || name.length < 5) continue;
      const other = sound(name, sounds);
      const keys = distance(key, consonants(other || " "), 1);
      if (keys > (key.length > 3 ? 1 : 0)) continue;
      const apart = distance(heard, other, 3) + keys;
      if (apart < best) [best, found] = [apart, name];
    }
    return found;
  };

  const isCyrillic = (text) => /[а-яё]/i.test(text);
  const inScriptOf = (word, { names, derived, words, sounds }) => {
    const [own, made, usual] = [names, derived, words].map((list) => list.filter((known) => isCyrillic(known) === isCyrillic(word)));
    return { names: own, derived: made, words: usual, sounds };
  };

  /** The known word that was meant: one slip away, as it was typed or on the other layout; else one that sounds alike. It is
      in the script of the word; a name that sounds alike may be in the other one, where it is written so somewhere. */
  const meant = (word, layout, known) => {
    const here = inScriptOf(word, known);
    const near = nearest(word, here);
    if (near && distance(word, near, 1) < 2) return near;
    const typed = layout && nearest(layout, inScriptOf(layout, known));
    if (typed && distance(layout, typed, 1) < 2) return typed;
    return alikeInSound(word, { ...here, names: [...here.names, ...here.derived] }) ?? near ?? alikeInSound(word, known) ?? typed;
  };

  /** For a word with which only other spellings of persons' names are written: the word of the site's own spelling. `all` are
      the names of each person who is found by it, the site's own first. */
  const spelledAs = (word, all) => {
    const own = (names) => {
      const parts = partsOf(names.find((name) => isCyrillic(name) === isCyrillic(word)) ?? "");
      const apart = parts.map((part) => [distance(word, part, word.length), part]).sort((a, b) => a[0] - b[0])[0] ?? [0];
      return apart[0] > 0 && apart[0] <= word.length / 2 ? apart[1] : null;
    };
    const found = new Set(all.map(own));
    return found.size === 1 ? [...found][0] : null;
  };

  /** The names of things for look-ups: of each result its names without endings; the words of the tools; how words are written. */
  const tableOf = ({ named, persons, near, offices, tools, answers, outlets, bodies, neutral, pages }, stopWords) => {
    /* The words of a name that count in a query, without endings: "Academy of Sciences" is asked for by two, but "law.by" is
       no "law". */
    const counted = (text) => {
      const parts = partsOf(text);
      const rest = parts.filter((part) => !stopWords.includes(part) || /^\S+\.\S+$/.test(text));
      return rest.length ? rest : parts;
    };
    const spelledOf = (text) => counted(text).sort().join(" ");
    const keyOf = (text) => counted(text).map(bare).sort().join(" ");
    const wordsOf = (text) => new Set(partsOf(text).map(bare));
    const [names, written, titles, ofTools, publishers] = [new Map(), new Map(), new Map(), new Map(), new Map()];
    for (const [id, texts] of Object.entries(named)) {
      titles.set(id, texts[0]);
      names.set(id, texts.map((text) => ({ key: keyOf(text), spelled: spelledOf(text), words: wordsOf(text) })));
      for (const word of texts.join(" ").match(/\p{Lu}[\p{L}’'-]*/gu) ?? []) {
        if (!written.has(folded(word))) written.set(folded(word), word);
      }
    }
    const people = new Map(Object.entries(named).slice(0, persons));
    const ofOffices = new Map();
    for (const [id, texts] of Object.entries(offices)) {
      for (const key of texts.map(keyOf)) ofOffices.set(key, [...(ofOffices.get(key) ?? []), id]);
    }
    for (const [id, text] of Object.entries(near)) names.get(id).push({ key: "", words: wordsOf(text) });
    for (const [id, text] of Object.entries(tools)) {
      const title = text.slice(0, text.indexOf(":"));
      titles.set(id, title);
      names.set(id, [{ key: keyOf(title) }]);
      ofTools.set(id, [wordsOf(text)]);
    }
    const places = new Map(Object.entries(answers).map(([id, own]) => [id, Object.entries(own).map(([place, text]) => [place, wordsOf(text)])]));
    for (const [id, own] of places) ofTools.get(id).push(...own.map(([, words]) => words));
    for (const [id, texts] of [...Object.entries(outlets), ...Object.entries(bodies)]) {
      const own = texts.filter((text) => id in outlets || /^\S+\.\S+$/.test(text));
      titles.set(id, texts[0]);
      publishers.set(id, { own: new Set(own.map(keyOf)), all: new Set(texts.map(keyOf)) });
    }
    const every = new Set([...wordsOf(neutral), ...[...ofTools.values()].flat().flatMap((words) => [...words])]);
    return { names, people, offices: ofOffices, written, titles, publishers, places, ids: [...names.keys(), ...publishers.keys()], tools: ofTools, neutral: wordsOf(neutral), ofTools: every, pages };
  };

  /* --- finding ------------------------------------------------------------------------------------------------- */

  const breathe = () => new Promise((done) => setTimeout(done));

  /** The pages that have a word, or a phrase: decided by its stem as the index has it, with nothing guessed. */
  const pagesOf = new Map();
  const pagesWith = async (engine, text) => {
    if (!pagesOf.has(text)) pagesOf.set(text, new Set((await engine.search(`"${text}"`)).results.map(({ id }) => id)));
    return pagesOf.get(text);
  };
  const countOf = async (engine, text) => (await pagesWith(engine, text)).size;

  /** A word in the site's own spelling, where only other spellings of persons' names hold it; else null. */
  const spelledHere = async (engine, word, { people }) => {
    const found = [...(await pagesWith(engine, word))];
    return found.length && found.every((id) => people.has(id)) ? spelledAs(word, found.map((id) => people.get(id))) : null;
  };

  /** A word as the engine knows it, as a list: itself, its parts, or what was meant; null where it is nothing. What stands for
      it `instead` may be only another spelling (`isSpelling`), or more than a slip away (`isGuess`). An abbreviation stands
      for no other word. */
  const understand = async (engine, word, raw, isShort, table) => {
    const parts = partsOf(word);
    const whole = await countOf(engine, word);
    if (parts.length > 1 && !(whole && (table.written.has(word) || parts.some((part) => part.length < 3)))) {
      const found = [];
      for (const part of parts) if (await countOf(engine, part)) found.push(part);
      if (found.length === parts.length) return { used: found };
    }
    const own = await spelledHere(engine, word, table);
    if (own) return { used: [own], instead: true, isSpelling: true };
    if (whole || table.ofTools.has(bare(word))) return { used: [word] };
    if (/\d/.test(word)) return { used: null };
    const known = await loadNames();
    if (word.length > 2 && [known.names, known.words].some((list) => list.some((name) => name.startsWith(word)))) return { used: [word] };
    const layout = otherLayout(raw) ?? otherLayout(word);
    if (layout && layout.length > 2 && (await countOf(engine, layout))) return { used: [layout], instead: true };
    if (isShort) return { used: null };
    await breathe();
    const slip = meant(word, layout, known);
    const isGuess = Boolean(slip) && distance(word, slip, 1) > 1 && !(layout && distance(layout, slip, 1) < 2);
    return slip ? { used: [(await spelledHere(engine, slip, table)) ?? slip], instead: true, isGuess } : { used: null };
  };

  /** What a page is worth for a word of a query of `length` words: the fields in which it stands, more where a name has as
      many words, and a little of the text, up to 1. */
  const worth = ({ score, matchedMetaFields = [] }, { fields, half }, length) => {
    const found = new Set(matchedMetaFields.map((name) => (/^n\d$/.test(name) ? "names" : name)));
    const value = [...found].reduce((sum, name) => sum + (fields[name] ?? 0), fields.text * score)
      + (matchedMetaFields.includes(`n${length}`) ? fields.whole : 0);
    return value / (value + half);
  };

  /** Pages with some of the words, best first: each word is asked by itself, and a rare one is worth more. */
  const ordered = async (engine, words, guessed, { pages, publishers }, weights) => {
    const found = new Map();
    let every = 0;
    const length = Math.min(words.flatMap(partsOf).length, LONGEST_NAME);
    await engine.options({ ranking: OF_TEXT });
    for (const word of words) {
      const { results, unfilteredResultCount } = await engine.search(word);
      const exact = await pagesWith(engine, word);
      const rare = Math.min(weights.rarest, Math.log(1 + pages / (unfilteredResultCount + 1))) * (guessed.has(word) ? weights.guessed : 1);
      every += rare;
      for (const result of results) {
        const page = found.get(result.id) ?? { ...result, score: 0, share: 0, named: 0, parts: [] };
        const whole = !exact.size || exact.has(result.id) ? 1 : weights.begun;
        page.score += rare * whole * worth(result, weights, length);
        page.share += rare * whole;
        page.named += whole === 1 && standsInNames(result);
        page.parts.push(result);
        found.set(result.id, page);
      }
      if (words.length > 4) await breathe();
    }
    const all = [...found.values()].map((page) => ({ ...page, score: (page.score * page.share) / every, isNamed: page.named === words.length, data: () => joined(page.parts) }));
    return bestFirst(all, publishers, weights);
  };

  /** What is equally good stands in the same order each time: the engine adds up in another one
      for every search, so that the last digits differ. Publishers stand below what they are as good as. */
  const bestFirst = (results, publishers, weights) => {
    const rounded = ({ id, score }) => Math.round(score * 1000 * (publishers.has(id) ? weights.publisher : 1));
    return [...results].sort((one, two) => rounded(two) - rounded(one) || (one.id < two.id ? -1 : 1));
  };

  /** The pages with some of the words that have the values of the filters; null where none is set. */
  const passing = async (engine, words, filters) => {
    if (!Object.keys(filters).length) return null;
    const found = new Set();
    for (const word of words) for (const { id } of (await engine.search(word, { filters })).results) found.add(id);
    return found;
  };

  /** Pages with all words, and of those with some of them the best; where few have all, every one of them. A filter takes
      some of these away, and brings none that was not among them: `left` are those that have its values. */
  const withMost = (exact, best, isFew, weights, left) => {
    const all = new Map(exact.map((result) => [result.id, result]));
    const isKept = (id, place) => isFew || place < weights.best || all.has(id);
    const kept = best.filter(({ id }, place) => isKept(id, place) && (!left || left.has(id)));
    const rest = exact.filter(({ id }) => !kept.some((result) => result.id === id));
    return [...kept.map((result) => ({ ...(all.get(result.id) ?? result), isNamed: result.isNamed })), ...rest];
  };

  /** The text of a page with the places of all words in it. */
  const joined = async (parts) => {
    const pages = [];
    for (const part of parts) pages.push({ ...(await part.data()) });
    return { ...pages[0], locations: pages.flatMap((page) => page.locations) };
  };

  /** The pages that hold a phrase: adjectives stand in the form that was typed, or in one with the usual stem. */
  const holding = async (engine, phrase) => {
    const twin = (word) => word.replace(/[ыи]й$/, (end) => (end === "ый" ? "ого" : "его")).replace(/(?<=..)ого$/, "ый").replace(/(?<=..)его$/, "ий");
    const words = phrase.split(" ");
    const asked = new Set([phrase, words.map(twin).join(" "), ...words.map((_, i) => words.map((word, n) => (n === i ? twin(word) : word)).join(" "))]);
    const found = new Set();
    for (const text of asked) for (const { id } of (await engine.search(`"${text}"`)).results) found.add(id);
    return found;
  };

  /** How near a query comes to the names of a result: 3 is one of them, 2.5 is one of an outlet, or a host; 1.5 is made of
      the words of a tool of the site; between 1 and 1.25 of the words of its names, by how much of a name they are; -1 is
      the name of a body that only published; 0 is neither. */
  const nearness = (id, asked, table) => {
    const names = table.names.get(id) ?? [];
    const key = [...asked].sort().join(" ");
    const publisher = table.publishers.get(id);
    if (publisher) return publisher.own.has(key) ? 2.5 : publisher.all.has(key) ? -1 : 0;
    if (names.some((name) => name.key === key)) return 3;
    if (table.tools.has(id)) {
      const level = (words) => {
        const own = asked.filter((word) => words.has(word)).length;
        return own && asked.every((word) => words.has(word) || table.neutral.has(word)) ? 1.5 + own / 100 : 0;
      };
      return Math.max(...table.tools.get(id).map(level));
    }
    if (!asked.every((word) => names.some((name) => name.words.has(word)))) return 0;
    const share = ({ key: ofName, words }) => (ofName ? asked.filter((word) => words.has(word)).length / Math.max(words.size, asked.length) : 0);
    return 1 + Math.max(...names.map(share)) / 4;
  };

  /** Whether a word stands in the names of a result, or readers say it for them. */
  const OF_NAMES = /^(?:n\d|near|topic|concept)$/;
  const standsInNames = ({ matchedMetaFields = [] }) => matchedMetaFields.some((name) => OF_NAMES.test(name));

  /** Results, those before the others whose very name is asked for, wherever the engine has put them; of several with
      this name the one that is spelled so, then the one that the table has first: other words may have the same stem.
      Those follow who hold the office that is asked for, and further down those of which readers say all the words. */
  const namedFirst = async (engine, results, parts, table, filters) => {
    const near = new Map();
    const asked = parts.map(bare);
    const spelled = [...parts].sort().join(" ");
    const isSpelledSo = (id) => (table.names.get(id) ?? []).some((name) => name.spelled === spelled);
    const places = new Map(results.map((result, i) => [result.id, i]));
    for (const { id, isNamed } of results.slice(0, LOOKED_AT)) {
      if (isNamed && table.names.has(id)) near.set(id, asked.length > 1 ? 0.5 : 1);
    }
    for (const [i, id] of table.ids.entries()) {
      const level = nearness(id, asked, table);
      if (level === 3) near.set(id, 3 + isSpelledSo(id) - i / 1e5);
      else if (level > 1.25 || level < 0 || (level && (places.get(id) ?? LOOKED_AT) < LOOKED_AT)) near.set(id, level);
    }
    const held = table.offices.get([...asked].sort().join(" ")) ?? [];
    for (const [i, id] of held.entries()) near.set(id, Math.max(near.get(id) ?? 0, OF_OFFICE - i / 1e5));
    const missing = [...near.keys()].filter((id) => !places.has(id)).slice(0, 4);
    const brought = [];
    for (const id of missing) {
      const found = (await engine.search(table.titles.get(id), { filters })).results.find((result) => result.id === id);
      if (found) brought.push(found);
    }
    const levels = [...brought, ...results].map((result, i) => [near.get(result.id) ?? 0, i, result]);
    const all = levels.sort((a, b) => b[0] - a[0] || a[1] - b[1]).map((row) => row[2]);
    const beside = all.filter(({ id }) => near.get(id) < 0);
    const others = all.filter(({ id }) => !(near.get(id) < 0));
    return [...others.slice(0, BESIDE), ...beside, ...others.slice(BESIDE)];
  };

  /** The place of a page that is asked for: the one for which most of the words ask. */
  const placeOf = (id, asked, { places }) => {
    const all = (places.get(id) ?? []).map(([place, words]) => [asked.filter((word) => words.has(word)).length, place]);
    return all.filter(([n, place]) => n > (place.startsWith("?") ? 1 : 0)).sort((a, b) => b[0] - a[0])[0]?.[1] ?? "";
  };

  const NONE = { results: [], unfilteredResultCount: 0, filters: {}, used: [] };

  /** Results of a query, with what was done to get them: `corrected` (another query), `relaxed`, `missing` (words that
      are not here), `cut` (it had too many words). */
  const find = async (query, chosen) => {
    const [engine, { stopWords, ranking: weights }, table] = await Promise.all([loadEngine(), loadWords(), loadTable()]);
    const filters = anyOf(chosen);
    const asked = parse(query, stopWords);
    const understood = [];
    for (const [i, word] of asked.words.entries()) {
      understood.push({ word, ...(await understand(engine, word, asked.raw[i], asked.short.has(word), table)) });
    }
    const missing = understood.filter(({ used }) => !used).map(({ word }) => word);
    const words = [...new Set(understood.flatMap(({ used }) => used ?? []))];
    const shown = (word) => table.written.get(word) ?? word;
    const corrected = understood.some(({ instead }) => instead)
      ? [...new Set(understood.flatMap(({ used, word, instead }) => (instead ? used.map(shown) : [word])))].join(" ") : "";
    const replaced = understood.filter(({ instead }) => instead).map(({ word }) => word);
    const respelled = understood.every(({ instead, isSpelling }) => !instead || isSpelling);
    const notes = { corrected, respelled, replaced, missing, cut: asked.cut, used: words };
    if (!words.length) return { ...NONE, ...notes };
    const guessed = new Set(understood.flatMap(({ used, isGuess }) => (isGuess ? used : [])));
    const best = words.length > 1 ? await ordered(engine, words, guessed, table, weights) : [];
    const left = words.length > 1 ? await passing(engine, words, filters) : null;
    await engine.options({ ranking: ranking(words.flatMap(partsOf).length) });
    const all = await engine.search(words.join(" "), { filters });
    /* With a short word, an abbreviation mostly, many others begin by chance: they follow. */
    const exact = words.length === 1 && words[0].length <= SHORT ? await pagesWith(engine, words[0]) : new Set();
    const whole = (result) => {
      const isWhole = !exact.size || exact.has(result.id);
      return { ...result, score: isWhole ? result.score : result.score / 100, isNamed: isWhole && standsInNames(result) };
    };
    const isFew = words.length > 1 && all.unfilteredResultCount < weights.few;
    const found = words.length > 1 ? all.results : all.results.map((result) => whole(result));
    const results = withMost(bestFirst(found, table.publishers, weights), best, isFew, weights, left);
    const first = await namedFirst(engine, results, words.flatMap(partsOf), table, filters);
    const narrowed = await narrow(engine, first, asked);
    const asking = words.flatMap(partsOf).map(bare);
    for (const result of narrowed) result.place = placeOf(result.id, asking, table);
    const isPartial = results.length > all.results.length; // The engine counts those with all words alone.
    return { ...all, ...notes, results: narrowed, isPartial, relaxed: isFew && isPartial };
  };

  /** Results with every phrase, where there are any; without excluded words; those with a day that was asked for first. */
  const narrow = async (engine, results, { phrases, days, without }) => {
    for (const phrase of phrases) {
      const pages = await holding(engine, phrase);
      const kept = results.filter(({ id }) => pages.has(id));
      if (kept.length) results = kept;
    }
    for (const word of without) {
      const pages = new Set((await engine.search(`"${word}"`)).results.map(({ id }) => id));
      results = results.filter(({ id }) => !pages.has(id));
    }
    for (const day of days) {
      const pages = await holding(engine, day);
      results = [...results.filter(({ id }) => pages.has(id)), ...results.filter(({ id }) => !pages.has(id))];
    }
    return results;
  };

  /** Filters as the engine is given them: of several values of one filter any will do. */
  const anyOf = (chosen) => Object.fromEntries(Object.entries(chosen).map(([name, values]) => [name, { any: values }]));

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

  /* The engine finds «ИИ» by its stem, «и», with which very many words begin, and «объём» by «объ»: only forms of what was
     asked are marked. */
  let sought = [];
  const isChance = (word) => {
    const forms = partsOf(word).map(bare);
    return !forms.some((form) => sought.some((other) => form === other || (other.length > 3 && form.startsWith(other))));
  };

  /** Words from `start` on as text, the found ones marked. */
  const marked = (words, from, to, places) => {
    const parts = [];
    for (let i = from; i < to; i++) {
      parts.push(places.has(i) ? make("mark", {}, words[i]) : words[i], " ");
    }
    return parts;
  };

  const IN_EXCERPT = 28;
  const ENDS = /[.!?…][»”")\u2060]*$/;

  /** Where the excerpt begins: the sentence with the most different words of those that were found, or shortly before these. */
  const densest = (places, words, least, end) => {
    let [best, at] = [-1, 0];
    for (const start of places) {
      const found = places.filter((place) => place >= start && place < start + IN_EXCERPT);
      const count = new Set(found.map((place) => partsOf(words[place]).map(bare).join())).size + found.length / 100;
      if (count > best) [best, at] = [count, start];
    }
    let from = at;
    while (from > least && at - from < IN_EXCERPT / 2 && !ENDS.test(words[from - 1])) from--;
    return from > least && !ENDS.test(words[from - 1]) ? Math.max(least, Math.min(at - 4, end - IN_EXCERPT)) : from;
  };

  /** A result with the place that it leads to, and the word with which that section begins; a page may not have it. */
  const placed = (data, place = "") => {
    const section = (data.anchors ?? []).find(({ id }) => `#${id}` === place)?.location;
    return { ...data, section, place: section || place.startsWith("?") ? place : "" };
  };

  const excerpt = (data) => {
    const words = data.content.split(/\s+/);
    const last = words.findIndex((word) => word.startsWith(LAST_WORD));
    const end = last < 0 ? words.length : last;
    const titled = data.meta.title.split(/\s+/).length;
    const places = data.locations.filter((place) => place < end && !isChance(words[place]));
    const { section } = data;
    if (section) return ["… ", ...marked(words, section, Math.min(end, section + IN_EXCERPT), new Set(places)), "…"];
    const inText = places.filter((place) => place >= titled);
    const ofTitle = partsOf(data.meta.title).map(bare);
    const isNamed = sought.length && sought.every((word) => ofTitle.includes(word));
    if ((isNamed || !inText.length) && data.meta.summary) return [data.meta.summary];
    const from = inText.length ? densest(inText, words, titled, end) : titled;
    const to = Math.min(end, from + IN_EXCERPT);
    const parts = marked(words, from, to, new Set(places));
    return [from > titled ? "… " : "", ...parts, to < end ? "…" : ""];
  };

  const title = (data) => {
    const words = data.meta.title.split(/\s+/);
    return marked(words, 0, words.length, new Set(data.locations.filter((place) => place < words.length && !isChance(words[place]))));
  };

  const badges = (data, words) => {
    const { kind, label: known, support } = data.filters;
    const label = (name, value) => words.labels[name][value] ?? value;
    const parts = [];
    if (kind?.[0]) parts.push(make("span", {}, label("kind", kind[0])));
    if (data.meta.date) parts.push(make("span", {}, data.meta.date));
    for (const [name, values] of Object.entries({ label: known, support })) {
      if (!values?.[0]) continue;
      const text = `${words.labels.filter[name]}: ${label(name, values[0])}`;
      parts.push(make("span", { className: `kb-hit__label kb-label--${values[0]}` }, text));
    }
    return make("p", { className: "kb-hit__meta" }, ...parts.flatMap((part, place) => (place ? [" · ", part] : [part])));
  };

  const hit = (data, words) => {
    const file = data.raw_url.replace(/^\//, "") + (PACKED && data.raw_url.endsWith("/") ? "index.html" : "");
    const address = new URL(file + (data.place ?? ""), SITE).href;
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
      this.sets = make("div", { className: "kb-search__sets" });
      this.clearing = make("button", { type: "button", className: "kb-search__again", hidden: true }, texts.clear);
      this.chosen = make("span");
      this.seen = make("button", { type: "button", className: "kb-search__again", hidden: true }, texts.show);
      const rest = make("p", { className: "kb-search__end" }, this.seen);
      this.facets = make("details", { className: "kb-search__facets" }, make("summary", {}, texts.filters, " ", this.chosen), this.sets, rest);
      const beside = make("div", { className: "kb-search__beside" }, this.facets, this.clearing);
      this.list = make("div", { className: "kb-search__results" });
      this.more = make("button", { type: "button", className: "kb-search__more", hidden: true }, texts.more);
      this.other = make("a", { hreflang: this.words.otherLanguage, lang: this.words.otherLanguage }, texts.other);
      this.own = make("a", { hidden: Boolean(this.address) }, texts.page);
      const ways = make("p", { className: "kb-search__ways" }, this.other, this.own);
      const keys = make("p", { className: "kb-search__keys", id: "kb-search-keys", hidden: TOUCHED }, texts.keys);
      if (!TOUCHED) this.input.setAttribute("aria-describedby", keys.id);
      const form = make("form", { role: "search", className: "kb-search" },
        this.input, beside, keys, make("div", { className: "kb-search__told" }, ways, this.status), this.list, this.more);
      this.place.replaceChildren(form);
      this.drawFacets();
      this.listen(form);
      if (!this.address) this.update();
    }

    listen(form) {
      this.input.addEventListener("focus", () => loadEngine().catch(() => {}));
      this.clearing.addEventListener("click", () => {
        this.filters = {};
        this.search();
      });
      this.seen.addEventListener("click", () => {
        this.facets.open = false;
        this.list.querySelector("a, button")?.focus();
      });
      this.input.addEventListener("input", () => {
        clearTimeout(this.pause);
        this.pause = setTimeout(() => this.search(), PAUSE);
        this.update(); // Who leaves before that comes back to what was typed.
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.submit();
      });
      form.addEventListener("keydown", (event) => this.move(event));
      this.more.addEventListener("click", () => this.showMore(true));
      this.list.addEventListener("click", (event) => event.target.closest("a") && this.keep());
      if (this.address) addEventListener("pagehide", () => this.keep());
    }

    /** Enter searches at once, and leaves for nowhere: on a screen without keys it takes the keyboard away. */
    async submit() {
      clearTimeout(this.pause);
      if (TOUCHED) this.input.blur();
      if (this.searched !== this.state()) await this.search();
    }

    /* the way back */

    get scroller() {
      return this.address ? document.scrollingElement : this.place.closest("dialog");
    }

    /** Notes in the history what is shown and where the reader is, for the way back from a result. */
    keep() {
      const { filters, shown } = this;
      const kept = this.state() ? { query: this.input.value, filters, shown, y: this.scroller.scrollTop } : null;
      history.replaceState(kept && { kbSearch: kept }, "");
    }

    async restore({ query, filters, shown, y }) {
      this.input.value = query;
      this.filters = filters;
      this.drawFacets();
      await this.search();
      while (this.shown < shown && !this.more.hidden) await this.showMore(false);
      this.scroller.scrollTop = y;
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
      const query = this.input.value.trim().slice(0, 500);
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
      this.drawFacets();
      if (this.state()) this.search(() => this.bringIntoSight());
      else this.update();
    }

    /** Whoever follows an address with a search comes for the results. */
    bringIntoSight() {
      if (scrollY === 0 && this.list.getBoundingClientRect().top > innerHeight / 2) this.place.firstChild.scrollIntoView();
    }

    update() {
      const at = (page) => {
        const url = new URL(page, SITE);
        url.search = this.state();
        return url.href;
      };
      this.other.href = at(this.words.otherPage);
      this.own.href = at(this.words.page);
      try {
        if (this.address) history.replaceState(history.state, "", at(this.words.page) + location.hash);
      } catch {
        // A browser may refuse this to a page that was opened from a folder, or when it is asked too often.
      }
    }

    /* results */

    /** `shown` is called when the results are there, before they are counted. */
    async search(shown = () => {}) {
      const query = this.input.value.trim();
      this.searched = this.state();
      const turn = ++this.turn;
      this.update();
      delete this.facets.dataset.counted;
      if (!query && !Object.keys(this.filters).length) return this.clear();
      this.more.hidden = true; // What is hidden while the list changes has not moved when it is back.
      this.status.textContent = this.texts.loading;
      const isCounted = this.counted; // Whether the engine has the files of the facets for what it is asked now.
      try {
        const found = await this.ask(query);
        if (turn !== this.turn) return;
        await this.show(query, found, turn);
        shown();
        await this.count(query, turn, found, isCounted && found);
      } catch (error) {
        console.warn(error);
        lost = this.counted = false;
        waiting.clear();
        loadEngine.forget();
        if (turn === this.turn) this.fail();
      }
    }

    /** The results of a query, or everything with these filters where nothing is typed. */
    async ask(query, filters = this.filters) {
      const all = async () => (await loadEngine()).search(null, { filters: anyOf(filters) });
      const found = await (query ? find(query, filters) : all());
      if (lost) throw new Error("a file of the search is missing");
      return found;
    }

    /** The engine counts facets once it has their files: they load after the first results, and it is asked again unless
        `counted` has the counts already. What it counts are the pages with all words; of a value that is chosen alone
        everything that is listed has it. */
    async count(query, turn, found, counted) {
      if (turn !== this.turn) return;
      if (!counted) await new Promise((done) => setTimeout(done, PAUSE)); // The results are painted before.
      await (await loadEngine()).filters();
      if (turn !== this.turn) return;
      const counts = { ...(counted || (await this.ask(query))).filters };
      for (const [name, [value, ...more]] of Object.entries(this.filters)) {
        if (turn !== this.turn) return;
        const others = Object.fromEntries(Object.entries(this.filters).filter(([other]) => other !== name));
        counts[name] = { ...(await this.ask(query, others)).filters[name] };
        if (!more.length) counts[name][value] = found.results.length;
      }
      this.counted = true;
      if (turn === this.turn) this.showFacets(counts, found.isPartial);
    }

    clear() {
      this.status.textContent = "";
      this.note.hidden = this.more.hidden = true;
      this.list.replaceChildren();
      this.showFacets();
    }

    fail() {
      this.clear();
      this.status.textContent = this.texts.failed;
      const link = document.querySelector(".kb-find");
      this.list.replaceChildren(make("a", { href: link?.href ?? SITE.href }, this.texts.indexes));
    }

    async show(query, found, turn) {
      Object.assign(this, { found, shown: 0, groups: new Map(), query });
      sought = (found.used ?? []).flatMap(partsOf).map(bare);
      const first = await this.load();
      if (turn !== this.turn) return;
      this.list.replaceChildren(this.note);
      this.tell(query, found);
      this.append(first);
      this.status.textContent = found.results.length ? plural(this.texts.count, found.results.length) : "";
      if (!found.results.length) this.showNothing(query);
    }

    tell(query, found) {
      const { texts } = this;
      const { corrected, respelled, replaced = [], missing = [], cut } = found;
      this.note.replaceChildren();
      if (corrected) {
        const again = make("button", { type: "button", className: "kb-search__again" }, corrected);
        again.addEventListener("click", () => this.type(corrected));
        this.note.append(filled(respelled ? texts.spelled : texts.corrected, { query: replaced.join(" ") }), " ", again, " ");
      }
      if (missing.length && found.results.length) this.note.append(filled(texts.missing, { words: missing.join(", ") }), " ");
      if (cut) this.note.append(filled(texts.cut, { n: MOST_WORDS }), " ");
      if (found.relaxed) this.note.append(texts.relaxed);
      this.note.hidden = !this.note.textContent;
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
      return Promise.all(next.map(async (result) => placed(await result.data(), result.place)));
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

    /** The filters with all their values, as the build has counted them: they stand there before anything is found, and
        nothing of them comes or goes. */
    drawFacets() {
      const names = this.words.filters.filter((name) => this.words.offered.includes(name) || this.filters[name]);
      this.boxes = [];
      this.sets.replaceChildren(...names.map((name) => this.facet(name)));
      this.showFacets();
    }

    /** Counts of what is left; of a filter that is set, what the others leave, so that another value can be added. Where
        there may be more with a value than are listed now, a plus says so. */
    showFacets(counted, isPartial = false) {
      const searched = Boolean(this.state());
      for (const { name, value, box, number } of this.boxes) {
        const counts = searched ? counted && (counted[name] ?? {}) : this.words.totals[name];
        box.checked = Boolean(this.filters[name]?.includes(value));
        const isOpen = isPartial && !box.checked;
        number.textContent = counts?.[value] ? `${counts[value]}${isOpen ? "+" : ""}` : "";
        box.disabled = Boolean(counts && !counts[value] && !isOpen && !box.checked && box !== document.activeElement);
      }
      const set = Object.values(this.filters).flat().length;
      this.clearing.hidden = !set;
      this.seen.hidden = !searched;
      this.chosen.textContent = set ? `(${filled(this.texts.set, { n: set })})` : "";
      if (!searched || this.counted) this.facets.dataset.counted = "";
    }

    facet(name) {
      const label = (value) => this.words.labels[name]?.[value] ?? value;
      const order = Object.keys(this.words.labels[name] ?? {});
      const totals = this.words.totals[name] ?? {};
      const inOrder = {
        year: (a, b) => b - a,
        country: (a, b) => totals[b] - totals[a] || label(a).localeCompare(label(b), LANGUAGE),
      }[name] ?? ((a, b) => order.indexOf(a) - order.indexOf(b));
      const values = Object.keys(totals).sort(inOrder);
      const boxes = values.map((value) => this.box(name, value, label(value)));
      const heading = make("summary", {}, this.texts[`legend-${name}`] ?? this.words.labels.filter[name]);
      // A phone shows the names of all filters; one that is set is open.
      const open = !NARROW || Boolean(this.filters[name]);
      return make("details", { className: "kb-search__set", hidden: !values.length, open }, heading, ...boxes, this.others(name, values, boxes));
    }

    /** The values after the first ones are hidden until a button is pressed; one that is chosen is never hidden. */
    others(name, values, boxes) {
      const hidden = boxes.slice(VALUES_AT_ONCE);
      if (hidden.length < 2 || values.slice(VALUES_AT_ONCE).some((value) => this.filters[name]?.includes(value))) return null;
      const button = make("button", { type: "button", className: "kb-search__again" }, filled(this.texts.others, { n: hidden.length }));
      const show = (shown) => hidden.forEach((box) => (box.hidden = !shown));
      button.addEventListener("click", () => {
        show(true);
        button.remove();
        // Where nothing has a value its box takes no focus, and the button that had it is gone.
        [...hidden, ...boxes].map((box) => box.querySelector("input")).find((box) => !box.disabled)?.focus();
      });
      show(false);
      return button;
    }

    box(name, value, label) {
      const box = make("input", { type: "checkbox" });
      box.dataset.facet = `${name}-${value}`;
      box.addEventListener("change", () => {
        const others = (this.filters[name] ?? []).filter((one) => one !== value);
        this.filters[name] = box.checked ? [...others, value] : others;
        if (!this.filters[name].length) delete this.filters[name];
        this.search();
      });
      const number = make("span", { className: "kb-search__n" });
      this.boxes.push({ name, value, box, number });
      return make("label", {}, box, ` ${label} `, number);
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
    /* A field for searching is emptied by the first Escape, and the dialog would need a second. */
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      box.close();
    });
    box.addEventListener("close", () => history.replaceState(null, ""));
    document.body.append(box);
    return { box, view: new View(place, words, false) };
  });

  window.kbSearch = {
    /** Opens the dialog, with the results of `query` where it is given; rejects where its files cannot be loaded. */
    async open(query) {
      const { box, view } = await dialog();
      if (!box.open) box.showModal();
      if (query) return view.type(query);
      view.input.focus();
      view.input.select();
    },

    /** Opens the dialog as it was when the reader left it for a result. */
    async restore(kept) {
      const { box, view } = await dialog();
      box.showModal();
      await view.restore(kept);
    },

    /** Fills the page of the search. */
    async mount(place) {
      const asked = new URLSearchParams(location.search);
      const [words] = await Promise.all([loadWords(), loadStyle()]);
      const view = new View(place, words, true);
      const kept = history.state?.kbSearch;
      if (!TOUCHED) view.input.focus({ preventScroll: true });
      if (kept && kept.query === (asked.get("q") ?? "")) await view.restore(kept);
      else view.read(asked);
    },

    find,
    engine: loadEngine,
  };
})();
