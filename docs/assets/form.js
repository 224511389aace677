/* The form on which readers put something right. What is filled in becomes a file of YAML in the words of the record models
   (kbase/core/drafting/contribution.py), to be saved or proposed at the repository. Nothing is sent from the page; the draft
   is kept in this browser. Lists and records are loaded as scripts: a page opened from a folder may load nothing else. */
"use strict";
(() => {
  const form = document.querySelector(".kb-form");
  if (!form) return;
  const language = document.documentElement.lang;
  /** What the form says, and what check says of a value: loaded as soon as somebody does something here. */
  const said = {};
  const check = {};
  const output = form.querySelector("output");
  /** What is said at the top: that a draft is back, or that the form is empty. Its button shows what is published. */
  const top = form.querySelector("[data-top]");
  const published = form.querySelector("[data-published]");
  const fill = (text, fields) => text.replace(/\{([\w-]+)\}/g, (whole, name) => fields?.[name] ?? whole);
  const ready = async () => {
    const found = await load(`words.${language}`);
    Object.assign(said, found.said);
    Object.assign(check, found.check);
  };
  const say = (key, fields, at = output) =>
    ready().then(
      () => {
        at.textContent = fill(said[key], fields);
      },
      () => {},
    );
  /** What was said is no longer so once something is edited; a draft that is back can still be dropped. */
  const hush = () => {
    output.textContent = "";
    if (published.hidden || filed.name) top.textContent = "";
    for (const line of all(".kb-form__fault").filter(({ textContent }) => said.unchanged && textContent.endsWith(said.unchanged))) {
      line.remove();
      one("[data-which]").removeAttribute("aria-invalid");
    }
  };
  const make = (tag, properties, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const one = (selector, within = form) => within.querySelector(selector);
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const tidy = (text) => text.replace(/[\t-\r\x85\u2028\u2029 ]+/g, " ").trim();
  const hasAny = (value) => value !== undefined && (typeof value !== "object" || Object.keys(value).length > 0);

  /* --- what is loaded when it is needed ----------------------------------------------------------------------------- */

  const loaded = {};
  const waiting = {};
  window.kbForm = (name, data) => waiting[name](data);
  const load = (name) =>
    (loaded[name] ??= new Promise((done, failed) => {
      waiting[name] = done;
      const script = make("script", { src: `${form.dataset.files}${name}.js` });
      script.onerror = () => {
        delete loaded[name];
        failed();
      };
      document.head.append(script);
    }));
  const other = language === "ru" ? "en" : "ru";
  const [records, statements] = [`records.${language}`, `statements.${language}`];
  /** What ids name → the lists of it, each with the file that holds it. */
  const LISTS = {
    actor: [[records, "actor"], [records, "outlet"]],
    origin: [[records, "own"], [records, "actor"], [records, "outlet"]],
    entity: [[records, "actor"], [records, "entity"]],
    search: [[records, "search"]],
    country: [[records, "country"]],
    source: [["sources", "source"]],
    any: [[records, "actor"], [records, "entity"], [records, "outlet"], ["sources", "source"]],
    statement: [[statements, "statement"]],
    untranslated: [[`untranslated.${language}`, "record"]],
  };
  /** What ids name → files with further words of it, which are loaded one by one while little is found: the rest of what the
     list cuts short, and the other language. */
  const MORE = {
    source: [`sources-more.${other}`],
    statement: [`statements-more.${language}`, `statements.${other}`, `statements-more.${other}`],
  };
  MORE.any = MORE.source;
  /** Id → its further words. */
  const words = Object.create(null);
  const learnt = new Set();
  const learn = async (file) => {
    const [name] = file.split("-more");
    const found = await load(file);
    if (learnt.has(file)) return;
    learnt.add(file);
    const rows = found.statement ?? (await load(name === "sources" ? name : statements))[name === "sources" ? "source" : "statement"];
    rows.forEach(([id, text], at) => {
      words[id] = [words[id], found.more ? found.more[at] : text, found.beside?.[at]].join(" ");
    });
  };
  /** Part of the form → what its new id may be named as. */
  const NAMED_AS = { publisher: "actor origin", source: "source", actor: "actor origin entity", agreement: "entity" };
  /** Id → its title, of what was loaded. */
  const titles = Object.create(null);
  /** What ids may name → all that are there, once the list was asked for. */
  const listed = {};
  const isFrom = (kind, of) => NAMED_AS[kind].split(" ").includes(of);
  /** What the new record of a part is called. */
  const newTitle = (kind) => {
    const { title = "" } = record(part(kind));
    const called = typeof title === "string" ? title : Object.values(title).join(" / ");
    return said.new ? `${called} (${said.new})` : called;
  };
  /** What an id names, in the language of the page; empty where that is not known. */
  const titleOf = (id) => {
    if (titles[id]) return titles[id];
    const kind = Object.keys(NAMED_AS).find((name) => newId(name) === id);
    return kind ? newTitle(kind) : "";
  };
  /** What a line of the list says of each source beside its title; without that the list is shown as it is. */
  const origins = async () => {
    const file = `sources-more.${language}`;
    await learn(file).catch(() => {});
    return learnt.has(file) ? (await load(file)).beside : [];
  };
  const choices = async (of) => {
    await ready();
    const parts = await Promise.all(LISTS[of].map(async ([file, list]) => (await load(file))[list]));
    const sources = of in MORE && of !== "statement" ? await origins() : [];
    const rows = parts.flatMap((found, number) =>
      LISTS[of][number][1] === "source" ? found.map(([id, title], at) => [id, sources[at] ? `${title} ${sources[at]}` : title]) : found,
    );
    for (const [id, title] of rows) titles[id] = title;
    const made = Object.keys(NAMED_AS).flatMap((kind) => {
      const id = isFrom(kind, of) ? newId(kind) : "";
      return id ? [[id, newTitle(kind)]] : [];
    });
    listed[of] = new Set([...made, ...rows].map(([id]) => id));
    return [...made, ...rows];
  };
  const learning = {};
  /** Loads a list for the titles of what is shown, once. */
  const learnTitles = (of) => {
    learning[of] ??= choices(of).then(
      () => {
        for (const chip of all(".kb-chip[data-id]")) call(chip);
        showChosen();
      },
      () => delete learning[of],
    );
  };

  /** The record that is corrected or translated, as it is. */
  const NOTHING = { id: "", digest: "", data: {}, kind: "" };
  let given = NOTHING;
  /** The draft that is back without its record, until that is loaded: what was kept of it is not lost. */
  let awaited = NOTHING;

  /* --- fields: read from the page, and written into it -------------------------------------------------------------- */

  const part = (kind) => one(`[data-part="${kind}"]`);
  const isShown = (node) => !node.closest("[hidden]");
  const holder = (node) => node.parentElement.closest("[data-f], .kb-item, [data-part]");
  const fieldsOf = (node) => all("[data-f]", node).filter((field) => holder(field) === node);
  const itemsOf = (field) => all(".kb-item:not([hidden])", field).filter((item) => holder(item) === field);
  const inputOf = (field) => one("input, select, textarea", field);
  const chips = (field) => all("[data-id]", field).map((chip) => chip.dataset.id);
  const record = (node) => {
    const found = {};
    for (const field of fieldsOf(node)) {
      const value = READ[field.dataset.t](field);
      if (hasAny(value)) found[field.dataset.f] = value;
    }
    return found;
  };
  const plain = (field) => tidy(inputOf(field).value) || undefined;
  /** Names of months with their numbers, in both languages: alone, after a day and, in Russian, after a preposition. */
  const MONTHS = ["en", "ru"].flatMap((code) =>
    [{ month: "long" }, { month: "long", day: "numeric" }].flatMap((parts) => {
      const format = new Intl.DateTimeFormat(code, parts);
      return Array.from({ length: 12 }, (_, number) => {
        const { value } = format.formatToParts(new Date(2025, number, 1)).find(({ type }) => type === "month");
        const name = value.toLowerCase();
        return [`${number + 1}`, name, name.replace(/[ая]$/, "е")];
      });
    }),
  );
  /** The number of a month that is written as a number or by the beginning of its name. */
  const monthOf = (text) => {
    if (/^\d/.test(text)) return text < 13 ? text : undefined;
    return text.length > 2 ? MONTHS.find(([, ...names]) => names.some((name) => name.startsWith(text)))?.[0] : undefined;
  };
  const POINT = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?$/;
  /** Day and month in numbers, of which nobody can tell which is which. */
  const EITHER = /^(0?[1-9]|1[0-2])[/-](0?[1-9]|1[0-2])[/-](\d{4})$/;
  /** What stands before it: whether it is roughly that, and a preposition. */
  const LEADING = /^(?:(about|around|approximately|circa|ca?\.|около|ок\.|примерно|приблизительно|~)\s*)?(?:(?:in|on|во?)\s+)?(.*)$/iu;
  /** How a point in time is written, as this site, papers and people do. */
  const WAYS = [
    /^(?<y>\d{4})(?:[-.](?<m>\d{1,2}))?$/,
    /^(?<y>\d{4})(?<s>[-/.])(?<m>\d{1,2})\k<s>(?<d>\d{1,2})$/,
    /^(?:(?<d>\d{1,2})\.)?(?<m>\d{1,2})\.(?<y>\d{4})$/,
    /^(?:(?<d>\d{1,2})(?:st|nd|rd|th|-?го|-?е)?\s+(?:of\s+)?)?(?<m>\p{L}+)\.?,?\s+(?<y>\d{4})$/u,
    /^(?<m>\p{L}+)\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<y>\d{4})$/u,
    /^(?<y>\d{4})\s+(?<m>\p{L}+)\.?(?:\s+(?<d>\d{1,2}))?$/u,
    /^(?<d>1[3-9]|2\d|3[01])[/-](?<m>\d{1,2})[/-](?<y>\d{4})$/,
    /^(?<m>\d{1,2})[/-](?<d>1[3-9]|2\d|3[01])[/-](?<y>\d{4})$/,
    /^(?<m>0?(?<d>\d{1,2}))[/-]0?\k<d>[/-](?<y>\d{4})$/,
  ];
  const joined = (year, ...rest) => [year, ...rest.filter(Boolean).map((number) => number.padStart(2, "0"))].join("-");
  const pointOf = (typed) => {
    const text = typed.trim().toLowerCase().replace(/(\d{4})\s*(?:год(?:[ауы]|ах)?|гг?\.?)$/u, "$1");
    if (text === ".." || POINT.test(text)) return text;
    for (const way of WAYS) {
      const { y, m, d } = way.exec(text)?.groups ?? {};
      const month = m && monthOf(m);
      if (month) return joined(y, month, d);
    }
  };
  /** Both ends of a time, of which the first may leave out what the last one says as well. */
  const endsOf = (text) => {
    const days = /^(\D*)(\d{1,2})\s*[–—-]\s*(\d{1,2})(?!\d)(.*\p{L}.*|,?\s+\d{4}|\.\d{1,2}\.\d{4})$/u.exec(text);
    if (days) return [days[2], days[3]].map((day) => pointOf(days[1] + day + days[4]));
    // A hyphen without spaces stands between the parts of a date as well: only after a year or a word it may be a dash.
    const dashed = text.replace(/(\d{4}|\p{L})-(?=\d{4}|\d{1,2}[ .]|\p{L})/u, "$1–");
    const [first, last, ...more] = dashed.split(/\s*[/–—]\s*|\s+-\s+/);
    return last && !more.length ? [pointOf(first) ?? pointOf(`${first} ${/\d{4}/.exec(last)}`), pointOf(last)] : [];
  };
  /** Dates of which one end is not known, or of which the ends have words of their own, as this site writes them. */
  const BOUNDS = [
    [/^(?:not|no) later than\s+(.+)$|^не позд?нее\s+(.+)$|^не позже\s+(.+)$/iu, (end) => `../${end}`],
    [/^(?:not|no) earlier than\s+(.+)$|^не ранее\s+(.+)$|^не раньше\s+(.+)$/iu, (end) => `${end}/..`],
    [/^(?:between\s+(.+?)\s+and|from\s+(.+?)\s+to|с\s+(.+?)\s+по)\s+(.+)$/iu, (...ends) => ends.join("/")],
  ];
  const bounded = (typed) => {
    for (const [way, put] of BOUNDS) {
      const ends = way.exec(typed)?.slice(1).filter(Boolean).map(asPoint);
      if (ends?.every(Boolean)) return put(...ends);
    }
  };
  const asPoint = (text) => pointOf(LEADING.exec(text)[2]);
  /** A date as people write it; what is not understood as a whole stays as it was typed. */
  const asDate = (typed) => {
    const between = typed && bounded(typed);
    if (!typed || between) return between || typed;
    const [, about, text] = LEADING.exec(typed);
    const point = pointOf(text);
    const ends = point ? [point] : endsOf(text);
    if (!ends.length || !ends.every(Boolean)) return typed;
    return ends.map((end) => (about && /\d$/.test(end) ? `${end}~` : end)).join("/");
  };
  /** An address without its beginning is understood. */
  const asAddress = (text) => (text && /^[\w-]+(\.[\w-]+)+(\/|$)/.test(text) ? `https://${text}` : text);
  const inBoth = (field) =>
    Object.fromEntries(all("[data-l]", field).flatMap((input) => (tidy(input.value) ? [[input.dataset.l, tidy(input.value)]] : [])));
  const READ = {
    line: plain,
    date: (field) => asDate(plain(field)),
    url: (field) => asAddress(plain(field)),
    word: plain,
    language: plain,
    id: plain,
    lines: (field) => plain(field)?.split(" "),
    ids: (field) => [...chips(field), ...(plain(field)?.split(/[ ,]+/) ?? [])],
    text: inBoth,
    group: record,
    groups: (field) => itemsOf(field).map(record).filter(hasAny),
    speaker: (field) => plain(field) ?? (hasAny(record(field)) ? record(field) : undefined),
  };
  const fit = (input) => {
    if (input.tagName !== "TEXTAREA") return;
    input.style.height = "";
    if (input.scrollHeight) input.style.height = `${input.scrollHeight + 2}px`;
  };
  const put = (input, value = "") => {
    input.value = typeof value === "object" ? "" : value;
    fit(input);
  };
  const write = (node, data) => {
    for (const field of fieldsOf(node)) {
      const value = data[field.dataset.f];
      try {
        WRITE[field.dataset.t](field, value);
      } catch {
        WRITE[field.dataset.t](field); // Of another kind than the field takes.
      }
    }
  };
  const putPlain = (field, value) => put(inputOf(field), value);
  const putTexts = (field, value) =>
    all("[data-l]", field).forEach((input) => put(input, value?.[input.dataset.l]));
  const add = (field) => {
    const model = one(".kb-item[hidden]", field);
    const item = model.cloneNode(true);
    item.hidden = false;
    one(":scope > [data-add]", field).before(item);
    return item;
  };
  const WRITE = {
    line: putPlain,
    date: putPlain,
    url: putPlain,
    word: putPlain,
    language: (field, value) => {
      const input = inputOf(field);
      const isOffered = [...input.options].some((option) => option.value === (value ?? ""));
      if (!isOffered && typeof value === "string") input.append(make("option", { value, textContent: value }));
      put(input, value);
    },
    id: putPlain,
    lines: (field, value) => putPlain(field, value?.join(" ")),
    ids: (field, value) => {
      all("[data-id]", field).forEach((chip) => chip.remove());
      putPlain(field);
      value?.forEach((id) => addChip(field, id));
      if (value?.some((id) => !titles[id])) learnTitles(inputOf(field).dataset.of);
    },
    text: putTexts,
    group: (field, value) => write(field, value ?? {}),
    groups: (field, value) => {
      itemsOf(field).forEach((item) => item.remove());
      for (const data of Array.isArray(value) ? value : "must" in field.dataset ? [{}] : []) write(add(field), data);
    },
    speaker: (field, value) => {
      putPlain(field, typeof value === "string" ? value : "");
      write(field, typeof value === "object" ? value : {});
    },
  };
  const addChip = (field, id) => {
    if (chips(field).includes(id)) return;
    field.append(chipOf(id));
  };
  const chipOf = (id) => {
    const chip = make("button", { type: "button", className: "kb-button kb-chip" });
    chip.dataset.id = id;
    call(chip);
    return chip;
  };
  /** Writes on a chip what its id names, as far as that is known. */
  const call = (chip) => {
    const { id } = chip.dataset;
    const title = titleOf(id);
    chip.replaceChildren(...withId(title, id), " ×");
    if (said["take-out"]) chip.setAttribute("aria-label", fill(said["take-out"], { name: title || id }));
  };
  /** Writes below each field that holds one id what that names, and the card anew. */
  const showChosen = () => {
    for (const input of all(":is([data-t=id], [data-t=speaker]) > label > input[data-of], [data-which]")) {
      const id = tidy(input.value);
      const title = id && titleOf(id);
      const field = input.closest(".kb-field");
      const line = one(":scope > .kb-chosen", field) ?? make("p", { className: "kb-how kb-chosen" });
      line.textContent = title;
      if (title) input.closest("label").after(line);
      else line.remove();
      if (id && !title && !FAULTS.id(id)) learnTitles(input.dataset.of);
    }
    showCard();
  };
  const withId = (title, id) => [title && `${title} `, make("code", { textContent: id })];

  /* --- ids are chosen from lists ------------------------------------------------------------------------------------- */

  const SHOWN = 12;
  const box = make("ul", { className: "kb-choices", id: "kb-choices", hidden: true });
  box.setAttribute("role", "listbox");
  const told = make("p", { className: "kb-hidden" });
  told.setAttribute("aria-live", "polite");
  form.append(told);
  let asking;
  let marked = -1;
  const close = () => {
    box.hidden = true;
    asking?.setAttribute("aria-expanded", "false");
    asking?.removeAttribute("aria-activedescendant");
  };
  const mark = (number) => {
    marked = number;
    [...box.children].forEach((row, at) => row.setAttribute("aria-selected", at === number));
    box.children[number]?.scrollIntoView({ block: "nearest" });
    if (number < 0) asking.removeAttribute("aria-activedescendant");
    else asking.setAttribute("aria-activedescendant", `kb-choice-${number}`);
  };
  const offer = async (input) => {
    const { of } = input.dataset;
    const typed = input.value;
    let rows;
    try {
      rows = await choices(of);
    } catch {
      return say("failed");
    }
    const isLeft = () => document.activeElement !== input || input.value !== typed;
    const asked = fold(typed).split(/\s+/).filter(Boolean);
    const matching = () => {
      const found = rows.filter(([id, title, others = ""]) => {
        const text = fold(`${id} ${title} ${others} ${words[id] ?? ""}`);
        return asked.every((word) => text.includes(word));
      });
      return found.sort(([a], [b]) => isCalled(b, typed) - isCalled(a, typed));
    };
    if (isLeft()) return;
    let found = matching();
    showChoices(input, found, asked);
    for (const file of asked.length ? (MORE[of] ?? []) : []) {
      if (found.length >= SHOWN) return;
      try {
        await learn(file);
      } catch {
        return; // What is known is searched.
      }
      if (isLeft()) return;
      const more = matching();
      if (more.length > found.length) showChoices(input, more, asked);
      found = more;
    }
  };
  const isCalled = (id, text) => fold(titles[id] ?? " ") === fold(tidy(text));
  const fold = (text) => text.toLocaleLowerCase(language).replaceAll("ё", "е");
  /** What can be added here if the list does not have it: the part of the form, or nothing. */
  const addable = (input) => {
    const kind = input.dataset.of === "source" ? "source" : input.closest("[data-f=published_by]") ? "publisher" : "";
    return kind && isShown(part(kind)) && target() !== kind && !newId(kind) ? kind : "";
  };
  const showChoices = (input, found, asked) => {
    asking = input;
    const kind = addable(input);
    const rows = found.slice(0, SHOWN).map(([id, title]) => {
      const row = make("li", {}, `${title} `, make("code", { textContent: id }));
      row.dataset.choice = id;
      return row;
    });
    if (kind) {
      rows.push(make("li", { textContent: said[`make-${kind}`] }));
      rows.at(-1).dataset.make = kind;
    }
    // In the list, which lies over the page: what came and went between fields moved what was about to be pressed.
    if (!found.length && asked.length) rows.unshift(make("li", { className: "kb-how", textContent: said.none }));
    rows.forEach((row, number) => {
      row.id = `kb-choice-${number}`;
      row.setAttribute("role", "option");
    });
    box.replaceChildren(...rows);
    told.textContent = found.length ? fill(said.found, { n: found.length }) : said.none;
    input.after(box);
    input.setAttribute("aria-expanded", "true");
    box.hidden = !rows.length;
    // Who typed a whole name and goes on has chosen it.
    mark(isCalled(found[0]?.[0], asking.value) - 1);
  };
  /** Part of the form → the field from which it was entered. */
  const left = {};
  /** Puts at the end of a part the way back to that field. */
  const offerBack = (kind) => {
    left[kind] = asking;
    one(":scope > [data-back]", part(kind))?.remove();
    const button = make("button", { type: "button", className: "kb-button", textContent: fill(said.back, { name: calledOf(asking) }) });
    button.dataset.back = kind;
    part(kind).append(button);
  };
  /** Leads to the part in which something new is described; the field gets its id as soon as there is one. */
  const lead = (kind) => {
    offerBack(kind);
    const first = inputOf(fieldsOf(part(kind))[0]);
    put(first, first.value || tidy(asking.value));
    asking.dataset.awaits = kind;
    delete asking.dataset.left;
    asking.value = "";
    asking.placeholder = said.awaits;
    close();
    part(kind).open = true;
    fit(first);
    first.focus();
    hush();
    changed();
  };
  const choose = ({ dataset }) => {
    if (dataset.make) return lead(dataset.make);
    const id = dataset.choice;
    if (!id) return close();
    const input = asking;
    close();
    const field = input.closest("[data-f]");
    if (field?.dataset.t === "ids") {
      addChip(field, id);
      input.value = "";
    } else input.value = id;
    if ("which" in input.dataset) take(id);
    hush();
    changed();
  };
  const KEYS = {
    ArrowDown: () => mark(Math.min(marked + 1, box.children.length - 1)),
    ArrowUp: () => mark(Math.max(marked - 1, -1)),
    Escape: close,
    Enter: () => marked >= 0 && choose(box.children[marked]),
  };
  const prepare = (node) => {
    for (const input of all("input[data-of]", node)) {
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-controls", box.id);
      input.setAttribute("aria-expanded", "false");
      input.autocomplete = "off";
    }
    for (const input of all("input[data-l], input[data-r]", node)) {
      if (input.dataset.r === "page") continue;
      const text = make("textarea", { rows: 2, lang: input.lang });
      Object.assign(text.dataset, input.dataset);
      input.replaceWith(text);
    }
    for (const input of all("[data-t=language] select", node)) input.replaceChildren(...one("[data-languages]").cloneNode(true).children);
    for (const field of all("[data-must] > label > :is(input, select)", node)) field.setAttribute("aria-required", "true");
  };

  /* --- the record that is corrected or translated --------------------------------------------------------------------- */

  const doing = () => one("[name=do]:checked").dataset.do;
  const isChange = () => ["correct", "amend", "translate"].includes(doing());
  /** The part that shows the record which is corrected. */
  const target = () => (doing() === "correct" ? "statement" : doing() === "amend" ? given.kind : "");
  /** The id of what a part of the form adds; empty where it adds nothing. */
  const newId = (kind) => (isShown(part(kind)) && target() !== kind && hasAny(record(part(kind))) && idOf(part(kind))) || "";
  const own = (rows, id) => (Object.hasOwn(rows, id) ? rows[id] : undefined);
  const ofLetter = async (id) => (/^[a-z0-9]/.test(id) ? own(await load(`at-${id[0]}`), id) : undefined);
  const stored = async (id) => {
    if (doing() === "translate") return own((await load(`untranslated.${language}`)).data, id);
    if (doing() === "amend") return ofLetter(id);
    const row = (await load(statements)).statement.find(([name]) => name === id);
    return row && (await load(`of-${row[2]}`))[id];
  };
  /** Record → the path of its text. */
  const paths = {};
  /** What was typed of records that were chosen before, by what was done and the id. */
  const held = {};
  let was;
  const hold = () => {
    if (!was?.id) return;
    delete held[`${was.doing} ${was.id}`]; // The one that was held last stands last.
    held[`${was.doing} ${was.id}`] = was;
  };
  /** Fills in a record; where there is a draft of it, that, which was made of the state that its digest names. */
  let wanted = "";
  const take = async (id) => {
    const what = doing();
    const draft = id === awaited.id ? awaited : held[`${what} ${id}`];
    wanted = id;
    const isLeft = () => id !== wanted || what !== doing(); // Something else was chosen meanwhile.
    try {
      await ready();
      const row = await stored(id);
      if (isLeft()) return;
      if (!row) {
        const at = one("[data-which]");
        at.value = id.slice(0, 90);
        return showFaults([{ at, text: fill(said.unknown, { id: at.value }) }]);
      }
      const [digest, data, kind = doing() === "correct" ? "statement" : "", path] = row;
      if (!draft) hide();
      if (was?.id !== id) hold();
      delete held[`${what} ${id}`];
      given = { id, digest: draft?.digest ?? digest, data, kind };
      paths[id] = path;
      titles[id] ??= read(data.text ?? data.title ?? data.question ?? data);
      one("[data-which]").value = id;
      if (doing() === "translate") showTexts(draft?.set ?? {});
      else if (kind) {
        // What a page began with is there already, and may have been edited since.
        if (draft !== awaited || !draft.parts[kind]) write(part(kind), draft?.parts[kind] ?? data);
        part(kind).open = true;
        part(kind).dataset.shows = id;
      } else if (doing() === "amend") return describe(path || id); // Nothing of it is asked for here.
      awaited = NOTHING;
      if (doing() === "amend") showHere(id).catch(() => {});
      changed();
      if (draft) tellBack(draft);
    } catch {
      if (isLeft()) return;
      wanted = ""; // The same can be asked for again.
      one("[data-which]").value = id;
      say("failed");
    }
  };
  const here = one("[data-here]");
  /** The statements on the page of a record: one of them may be what is wrong. */
  const showHere = async (id) => {
    const ids = own(await load("about"), id) ?? [];
    const shown = new Map((await load(statements)).statement);
    here.hidden = !ids.length;
    here.open = ids.length < 9;
    one("ul", here).replaceChildren(
      ...ids.map((name) => {
        const button = make("button", { type: "button", textContent: shown.get(name) ?? name });
        button.dataset.statement = name;
        return make("li", {}, button);
      }),
    );
  };
  const turn = (what) => {
    const radio = one(`[data-do=${what}]`);
    if (radio.checked) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const reported = () => Object.fromEntries(all("[data-r]").flatMap((input) => (tidy(input.value) ? [[input.dataset.r, tidy(input.value)]] : [])));
  /** What is wrong on a page, in words; the record that was chosen is the page. */
  const describe = (page) => {
    turn("report");
    put(one("[data-r=page]"), page);
    showEdit();
    showHere(page.split("/").at(-1)).catch(() => {});
    changed();
  };
  const showEdit = () => {
    const { edits } = form.dataset;
    const page = tidy(one("[data-r=page]").value);
    // The further pages of a list, which end in a number, have no text of their own.
    const isPath = /^[a-z0-9-]+(\/[a-z0-9-]+)+$/.test(page) && !/^reference\/.*\d$/.test(page);
    const address = `${edits}docs/${language}/${page}.md`;
    one("[data-edit]").replaceChildren(...(edits && isPath ? [make("a", { href: address, rel: "external nofollow", textContent: said.edit })] : []));
  };
  /** The texts of a record that lack a language, by their paths. */
  const lacking = (value, path = []) => {
    if (!value || typeof value !== "object") return [];
    const names = Object.keys(value);
    if (names.length === 1 && ["en", "ru"].includes(names[0])) return [[path, value]];
    return names.flatMap((name) => lacking(value[name], [...path, name]));
  };
  const reach = (value, path) => path.reduce((inner, step) => inner?.[step], value);
  const texts = one("[data-texts]");
  const showTexts = (set) => {
    const labels = all("[data-what] label");
    texts.replaceChildren(
      ...lacking(given.data).map(([path, value]) => {
        const name = path.map((step) => (/^\d+$/.test(step) ? `(${Number(step) + 1})` : step)).join(" ");
        const both = make("fieldset", { className: "kb-field" }, make("legend", { textContent: name }), ...labels.map((label) => label.cloneNode(true)));
        both.dataset.path = JSON.stringify(path);
        putTexts(both, { ...reach(set, path), ...value });
        for (const input of all("[data-l]", both)) input.readOnly = input.dataset.l in value;
        return both;
      }),
    );
    for (const input of all("textarea", texts)) fit(input);
  };
  /** The fields that get a language. */
  const translated = () => {
    const set = {};
    for (const both of all("[data-path]", texts)) {
      const path = JSON.parse(both.dataset.path);
      const value = inBoth(both);
      if (Object.keys(value).length < 2) continue;
      const outer = { ...set, [path[0]]: set[path[0]] ?? structuredClone(given.data[path[0]]) };
      reach(outer, path.slice(0, -1))[path.at(-1)] = value;
      Object.assign(set, outer);
    }
    return set;
  };
  const same = (a, b) => {
    if (typeof a === "string" && typeof b === "string") return tidy(a) === tidy(b);
    if (!a || !b || typeof a !== "object" || typeof b !== "object") return a === b;
    const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return names.every((name) => same(a[name], b[name]));
  };
  /** What is otherwise than in the record: fields to set, fields to remove. */
  const difference = () => {
    if (doing() === "translate") return { set: translated(), remove: [] };
    if (!target()) return { set: {}, remove: [] };
    const now = record(part(target()));
    const names = fieldsOf(part(target())).map((field) => field.dataset.f);
    const set = Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, given.data[name])));
    return { set, remove: names.filter((name) => name in given.data && !(name in now)) };
  };

  /* --- an id from the words of a record ------------------------------------------------------------------------------- */

  const LATIN = Object.fromEntries(
    "а a б b в v г g д d е e ё e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю iu я ia і i ў u"
      .split(" ")
      .reduce((pairs, letter, at, letters) => (at % 2 ? pairs : [...pairs, [letter, letters[at + 1]]]), []),
  );
  const asId = (text) =>
    text
      .toLowerCase()
      .replace(/[а-яёіў]/g, (letter) => LATIN[letter] ?? "")
      .normalize("NFD")
      .replace(/[^a-z0-9]+/g, " ")
      .trim()
      .split(" ");
  /** Words of a title that say nothing in its id; "s" is left of a possessive. */
  const isTelling = (word) => !["the", "a", "an", "of", "and", "s"].includes(word);
  const idOf = (node) => {
    const data = record(node);
    if (data.id) return data.id;
    const { title = "", text, published_by, issued } = data;
    const called = typeof title === "string" ? title : title.en ?? title.ru ?? "";
    const found = asId(called || text?.en || text?.ru || "");
    const named = (found.some(isTelling) ? found.filter(isTelling) : found).slice(0, 6).join("-");
    return named && [published_by, issued && asId(issued).join("-"), named].filter(Boolean).join("-").slice(0, 80).replace(/-$/, "");
  };

  /** Whether the form brings what an id names: it may have got another date or title since the list was loaded. */
  const isNew = (id) => Object.keys(NAMED_AS).some((kind) => newId(kind) === id);

  /* --- the file -------------------------------------------------------------------------------------------------------- */

  const scalar = (text) =>
    /^[a-z][a-z0-9-]+$/.test(text) && !/^(null|true|false|yes|no|on|off)$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
  const yaml = (value, pad) => {
    if (typeof value === "string") return ` ${scalar(value)}\n`;
    if (Array.isArray(value)) return `\n${value.map((member) => `${pad}-${yaml(member, `${pad}  `).replace(/^\n\s*/, " ")}`).join("")}`;
    return `\n${Object.entries(value).map(([name, member]) => `${pad}${name}:${yaml(member, `${pad}  `)}`).join("")}`;
  };
  const partOf = (kind) => {
    const node = part(kind);
    const data = record(node);
    if (!isShown(node) || !hasAny(data)) return;
    return { id: idOf(node), ...JSON.parse(node.dataset.given || "{}"), ...data };
  };
  /** What is contributed: all parts that have been filled in. */
  const contribution = () => {
    const found = { form: form.dataset.version };
    if (doing() === "report") return { ...found, report: [reported()] };
    for (const kind of ["publisher", "source", "actor", "agreement", ...(isChange() ? [] : ["statement"])]) {
      const data = target() === kind ? undefined : partOf(kind);
      if (data) found[kind] = [data];
    }
    if (isChange() && given.id) {
      const { set, remove } = difference();
      const what = target() ? inBoth(one("[data-what]")) : {};
      const change = { id: given.id, digest: given.digest, set, remove, what };
      const filled = Object.fromEntries(Object.entries(change).filter(([, value]) => hasAny(value)));
      if (hasAny(set) || hasAny(remove)) found[target() ? "correct" : "translate"] = [filled];
    }
    return found;
  };
  const today = () => new Date().toISOString().slice(0, 10);
  const fileName = (data) => {
    const [main] = [data.correct, data.translate, data[doing()], data.source].filter(Boolean);
    const about = doing() === "report" ? asId(reported().page ?? "").join("-") : main?.[0].id;
    return `${doing() === "amend" ? "correct" : doing()}-${about || "draft"}-${today()}.yml`;
  };
  const asFile = (data) => `# ${said.head}\n${yaml(data, "").slice(1)}`;

  /* --- what check would say --------------------------------------------------------------------------------------------- */

  /** What a field is called on the page. */
  const called = (field) => one(":scope > :is(label, legend) .kb-called", field)?.textContent ?? "";
  const calledIn = (node, name) => called(fieldsOf(node).find((field) => field.dataset.f === name) ?? node);
  const told2 = ([what, fix], fields) => `${fill(what, fields)} — ${fill(fix, fields)}`;
  const dateFault = (text) => {
    if (EITHER.test(text)) return "either";
    for (const point of text.split("/").filter((side) => side !== "..")) {
      const [, year, month = "01", day = "01"] = POINT.exec(point) ?? [];
      if (!year || text.split("/").length > 2) return "date";
      const found = new Date(`${year}-${month}-${day}T00:00Z`);
      if (Number.isNaN(found.getTime()) || found.getUTCDate() !== Number(day)) return "calendar";
      if (year < 1500 || year > 2199) return "year";
    }
    return text.includes("/") && !text.includes("..") && text.split("/")[0] > text.split("/")[1] ? "interval" : "";
  };
  const FAULTS = {
    date: (text) => dateFault(text),
    url: (text) => (/^https?:\/\/[^\s<>"'\\]+$/.test(text) ? "" : "url"),
    id: (text) => (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) ? "" : "name"),
  };
  /** Whether it can be chosen; before the list was loaded, whether it looks like what lists hold. */
  const isListed = (id, of) => (listed[of] ? listed[of].has(id) || isNew(id) : !FAULTS.id(id));
  function* faultsIn(node) {
    for (const field of fieldsOf(node)) {
      const { f: name, t: shape } = field.dataset;
      const value = READ[shape](field);
      const at = inputOf(field);
      if ("must" in field.dataset && !hasAny(value)) yield { at, text: said.missing };
      if (!hasAny(value)) continue;
      const { of } = at.dataset;
      const fault = !of && typeof value === "string" && FAULTS[name === "id" ? name : shape]?.(value);
      if (fault) {
        const text = plain(field); // As it was typed.
        const [, first, second, year = value.slice(0, 4)] = EITHER.exec(text) ?? [];
        const fields = { text, year, one: first && joined(year, second, first), other: first && joined(year, first, second) };
        yield { at, text: said[fault] ? fill(said[fault], fields) : told2(check[fault], fields) };
      }
      if (!fault && ["said", "issued"].includes(name) && value > today()) yield { at, text: said.future };
      const strangers = of ? [value].flat().filter((id) => typeof id === "string" && !isListed(id, of)) : [];
      const isOptional = shape !== "speaker" && !("must" in field.dataset);
      if (strangers.length) yield { at, text: fill(said[isOptional ? "unlisted-may" : "unlisted"], { value: strangers.join(" ") }) };
      const count = typeof value === "string" && value.split(/\s+/).length;
      if (name === "text" && field.closest("[data-f=quote], [data-f=passage]") && count > form.dataset.most) yield { at, text: told2(check.quote, { count }) };
      if (shape === "text" && !["title_translated", "translated", "official_title"].includes(name))
        for (const code of ["en", "ru"])
          if (!value[code]) yield { at: one(`[data-l=${code}]`, field), text: said[`lacks-${code}`], isNote: true };
      if (name === "roles")
        for (const item of itemsOf(field)) {
          const role = record(item);
          const names = Object.fromEntries(["from", "to", "as_of"].map((date) => [date, calledIn(item, date)]));
          if (hasAny(role) && !Object.keys(names).some((date) => role[date])) yield { at: one("[data-f=from] input", item), text: fill(said.role, names) };
        }
      if (shape === "group") yield* faultsIn(field);
      if (shape === "groups") for (const item of itemsOf(field)) if (hasAny(record(item))) yield* faultsIn(item);
    }
  }
  function* faultsOf() {
    if (doing() === "report") {
      for (const name of ["page", "wrong"]) if (!reported()[name]) yield { at: one(`[data-r=${name}]`), text: said.missing };
      return;
    }
    if (isChange() && !given.id) return yield { at: one("[data-which]"), text: said.which };
    for (const node of all("[data-part]")) {
      const { part: kind } = node.dataset;
      const data = record(node);
      const isMain = kind === target() || kind === doing() || (kind === "statement" && !isChange());
      if (!isShown(node) || (!isMain && !hasAny(data))) continue;
      yield* faultsIn(node);
      if (kind !== "statement") continue;
      const names = Object.fromEntries(["said", "happened", "kind"].map((name) => [name, calledIn(node, name)]));
      const by = inputOf(one("[data-f=by]", node));
      if (!data.said && !data.happened) yield { at: inputOf(one("[data-f=said]", node)), text: fill(said.dated, names) };
      if (data.kind === "fact" && data.by) yield { at: by, text: fill(said.fact, names) };
      if (data.kind && data.kind !== "fact" && !data.by) yield { at: by, text: said.speaker };
    }
    if (isChange()) {
      const { set, remove } = difference();
      if (!hasAny(set) && !hasAny(remove)) yield { at: one("[data-which]"), text: said.unchanged };
      for (const [name, now] of Object.entries(set)) {
        const then = given.data[name];
        const [changed, ...others] = ["en", "ru"].filter((code) => then?.[code] && now[code] && !same(then[code], now[code]));
        if (!changed || others.length || !then[changed === "en" ? "ru" : "en"] || !target()) continue;
        const at = one(`:scope [data-f=${name}] [data-l=${changed === "en" ? "ru" : "en"}]`, part(target()));
        if (at) yield { at, text: said.behind, isNote: true };
      }
      if (doing() === "correct" && !hasAny(inBoth(one("[data-what]"))))
        yield { at: one("[data-what] [data-l]"), text: said.missing };
    }
  }
  const list = one("[data-faults]");
  /** What a field is called, with what it stands in. */
  const calledOf = (at) => {
    const found = [];
    for (let node = at.closest("label, [data-f]"); node && node !== form; node = node.parentElement.closest(".kb-item, [data-f], [data-what]")) {
      if (node.matches(".kb-item")) {
        const items = itemsOf(node.parentElement);
        if (items.length > 1) found.unshift(`${items.indexOf(node) + 1}`);
      } else found.unshift(tidy(node.matches("label") ? (one(".kb-called", node)?.textContent ?? "") : called(node)));
    }
    const outer = at.closest("[data-part]:not([data-part=statement])");
    if (outer) found.unshift(one("summary", outer).textContent);
    return found.filter((name, number) => name && name !== found[number - 1]).join(", ");
  };
  /** Leads to a field. Its list stays closed: it would lie over what is said of the field. */
  const enter = (at) => {
    for (let outer = at.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    entered = at;
    at.focus();
    entered = undefined;
    // Once what is said of the fields has its place, above it too.
    setTimeout(() => at.scrollIntoView({ block: "nearest" }), 100);
  };
  let entered;
  const showFaults = (unsorted) => {
    const found = [...unsorted].sort((a, b) => Boolean(a.isNote) - Boolean(b.isNote));
    for (const field of all("[aria-invalid], [aria-describedby^=kb-fault]")) for (const name of ["aria-invalid", "aria-describedby"]) field.removeAttribute(name);
    for (const line of all("p.kb-form__fault")) line.remove();
    list.replaceChildren(
      ...found.map(({ at, text, isNote }, number) => {
        const className = isNote ? "kb-form__fault kb-form__note" : "kb-form__fault";
        const word = () => make("strong", { textContent: `${isNote ? said.hint : said.mistake}: ` });
        if (!isNote) at.setAttribute("aria-invalid", "true");
        at.setAttribute("aria-describedby", `kb-fault-${number}`);
        (at.closest("label") ?? at).after(make("p", { className, id: `kb-fault-${number}` }, word(), text));
        const name = calledOf(at);
        const button = make("button", { type: "button" }, word(), name && /[.?!]$/.test(name) ? `${name} ${text}` : name ? `${name}. ${text}` : text);
        button.addEventListener("click", () => enter(at));
        return make("li", { className }, button);
      }),
    );
  };
  /** What was wrong in a field is no longer said of what is typed there now. */
  const forget = (input) => {
    const line = document.getElementById(input.getAttribute("aria-describedby"));
    if (!line?.matches(".kb-form__fault")) return;
    line.remove();
    for (const name of ["aria-invalid", "aria-describedby"]) input.removeAttribute(name);
  };
  /** Whether it can be filed away as it is; what is lacking is shown, and the first of it entered. */
  const isReady = () => {
    const found = [...faultsOf()];
    showFaults(found);
    const faults = found.filter((fault) => !fault.isNote);
    if (!faults.length) return true;
    say("faults", { n: faults.length });
    list.querySelector("li:not(.kb-form__note) button").click();
    return false;
  };

  /* --- the card ---------------------------------------------------------------------------------------------------------- */

  const card = one("[data-card]");
  const read = (text) => (typeof text === "string" ? text : (text?.[language] ?? text?.en ?? text?.ru ?? ""));
  const showCard = () => {
    const data = isShown(part("statement")) ? record(part("statement")) : {};
    card.hidden = !hasAny(data.text);
    if (card.hidden) return;
    const option = inputOf(one("[data-f=kind]", part("statement"))).selectedOptions[0];
    const who = typeof data.by === "string" ? titleOf(data.by) || data.by : read(data.by?.unnamed);
    const head = [data.kind && option.textContent, who, data.happened, data.said].filter(Boolean).join(" · ");
    const lines = [make("p", { className: "kb-type", textContent: head }), make("p", { className: "kb-card__text", textContent: read(data.text) })];
    if (data.quote) lines.push(make("blockquote", { textContent: data.quote.text, lang: data.quote.lang ?? "" }));
    if (data.note) lines.push(make("p", { className: "kb-note", textContent: read(data.note) }));
    const ids = (data.sources ?? []).map((link) => link.id).filter(Boolean);
    const named = ids.flatMap((id, number) => [number ? "; " : "", ...withId(titleOf(id), id)]);
    lines.push(make("p", { className: "kb-how" }, `${said.source}: `, ...(ids.length ? named : ["–"]), `. ${said.card}`));
    card.replaceChildren(...lines);
  };

  /* --- the draft ----------------------------------------------------------------------------------------------------------- */

  const query = new URLSearchParams(location.search);
  const asked = query.get("statement") ?? query.get("record") ?? query.get("page");
  const topic = query.get("about");
  const key = `kb ${location.pathname} form ${asked ?? topic ?? ""}`;
  const draftOf = () => {
    const parts = Object.fromEntries(all("[data-part]").map((node) => [node.dataset.part, record(node)]));
    const { id, digest, set } = given.id ? { ...given, ...difference() } : awaited;
    return { doing: doing(), id, digest, set, what: inBoth(one("[data-what]")), report: reported(), parts };
  };
  /** The form as it was last emptied, or filled in with what is published: no draft. */
  let settled;
  /** The form as it was last saved, and the name of the file. */
  let filed = {};
  const keep = () => {
    const draft = draftOf();
    const now = JSON.stringify(draft);
    try {
      if (now === settled) localStorage.removeItem(key);
      else localStorage.setItem(key, now === filed.draft ? JSON.stringify({ ...draft, file: filed.name }) : now);
    } catch {
      // A browser that keeps nothing keeps no draft.
    }
  };
  const settle = () => {
    settled = JSON.stringify(draftOf());
    hide();
    keep();
  };
  /** The draft as it was put back. */
  let back = "";
  const hide = () => {
    published.hidden = true;
    top.textContent = "";
  };
  const show = () => {
    one("[data-which]").dataset.of = { translate: "untranslated", amend: "any" }[doing()] ?? "statement";
    for (const node of all("[data-for]")) node.hidden = !node.dataset.for.split(" ").includes(doing());
    for (const node of all("[data-part]")) {
      const isTarget = node.dataset.part === target();
      node.toggleAttribute("data-target", isTarget);
      if (isTarget) node.hidden = false;
      const name = one("summary", node);
      node.dataset.new ??= name.textContent;
      name.textContent = (isTarget && node.dataset.there) || node.dataset.new;
    }
    form.dataset.doing = doing();
  };
  /** What is new here is what the statement rests on, and who published it, until something else is named. */
  const tie = (input, kind) => {
    if (!input || "left" in input.dataset || (input.value && input.value !== input.dataset.tied)) return;
    input.value = input.dataset.tied = newId(kind);
  };
  /** What fills itself in, with the part that it names. */
  const ties = () => [
    [inputOf(one("[data-f=published_by]", part("source"))), "publisher"],
    ...(isChange() ? [] : [[one("[data-f=sources] > .kb-item:not([hidden]) > [data-f=id] input", part("statement")), "source"]]),
  ];
  /** What somebody has emptied stays empty. */
  const leave = (input) => {
    if (input.dataset.tied && !input.value) input.dataset.left = "";
  };
  /** Part → the id that its new record had last. */
  let made = {};
  /** What names a new record goes on naming it when it is called otherwise, and what waits for one gets it. */
  const follow = () => {
    for (const kind of Object.keys(NAMED_AS)) {
      const id = newId(kind);
      if (!id || titles[id]) continue; // On the way to its name it may be another record's.
      const then = made[kind];
      made[kind] = id;
      for (const input of all(`[data-awaits=${kind}]`)) {
        delete input.dataset.awaits;
        input.placeholder = "";
        const field = input.closest("[data-f]");
        if (field.dataset.t === "ids") addChip(field, id);
        else input.value ||= id;
      }
      if (!then || then === id) continue;
      for (const input of all("input[data-of]")) {
        if (!isFrom(kind, input.dataset.of)) continue;
        if (input.value === then) input.value = id;
        const field = input.closest("[data-t=ids]");
        const chip = field && one(`[data-id="${CSS.escape(then)}"]`, field);
        if (chip) chip.replaceWith(chipOf(id));
      }
    }
  };
  const changed = () => {
    show();
    for (const [input, kind] of ties()) tie(input, kind);
    follow();
    was = draftOf();
    showChosen();
    keep();
  };
  /** No record is corrected or translated any more. */
  const drop = () => {
    const kind = given.kind || (awaited.doing === "correct" && "statement");
    if (kind) write(part(kind), {});
    given = awaited = NOTHING;
    made = {};
    here.hidden = true;
    wanted = "";
    one("[data-which]").value = "";
    texts.replaceChildren();
    showFaults([]);
    output.textContent = "";
    hide();
    changed();
  };
  /** What was kept of the form, without what it has no place for: an earlier form, or another site of this host, may have
      written it. Nothing where that is no draft. */
  const isGroup = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const heldBack = () => {
    try {
      const { parts, ...found } = JSON.parse(localStorage.getItem(key));
      const known = Object.entries(isGroup(parts) ? parts : {}).filter(([kind, data]) => isGroup(data) && part(CSS.escape(kind)));
      return { ...found, id: typeof found.id === "string" ? found.id : "", parts: Object.fromEntries(known) };
    } catch {
      return undefined; // No draft.
    }
  };
  const putBack = async (draft) => {
    const did = one(`[data-do="${CSS.escape(draft.doing)}"]`);
    if (did) did.checked = true;
    putTexts(one("[data-what]"), draft.what);
    for (const input of all("[data-r]")) put(input, draft.report?.[input.dataset.r]);
    for (const [kind, data] of Object.entries(draft.parts)) {
      write(part(kind), data);
      if (hasAny(data)) part(kind).open = true;
    }
    show();
    for (const [input, kind] of ties()) if (input && newId(kind) && !input.value) input.dataset.left = "";
    if (draft.id) awaited = draft;
    was = draftOf();
    wanted = draft.id;
    await ready().catch(() => {}); // Without its words the draft is there nevertheless.
    showEdit();
    showChosen();
    if (wanted !== draft.id) return; // Something else was chosen meanwhile.
    if (wanted) take(wanted);
    else tellBack(draft);
  };
  /** Says that a draft is back, and offers what is published instead. */
  const tellBack = (draft) => {
    if (!isDraft(draft) || (given.id && !isOtherwise())) return;
    back = JSON.stringify(draftOf());
    published.hidden = !given.id;
    if (draft.file) filed = { draft: back, name: draft.file };
    say(draft.file ? "kept" : "draft", draft, top);
    keep();
  };
  /** Whether anything was typed that differs from the record which was chosen, or stands beside it. */
  const isOtherwise = () => {
    const { set, remove } = difference();
    const beside = all("[data-part]").filter((node) => node.dataset.part !== target()).map(record);
    return [set, remove, inBoth(one("[data-what]")), reported().wrong, ...beside].some(hasAny);
  };
  const isDraft = ({ id, report, parts }) => id || hasAny(report?.wrong) || Object.values(parts).some(hasAny);
  const empty = () => {
    for (const node of all("[data-part]")) write(node, {});
    for (const input of all("[data-left]")) delete input.dataset.left;
    for (const button of all("[data-back]")) button.remove();
    putTexts(one("[data-what]"));
  };
  /** Shows what is published in place of the draft; what was typed since the draft came back is asked about. */
  const showPublished = async () => {
    if (JSON.stringify(draftOf()) !== back && !confirm(published.dataset.ask)) return;
    empty();
    showFaults([]);
    await take(given.id);
    settle();
    one("[name=do]:checked").focus();
  };

  /* --- the controls ------------------------------------------------------------------------------------------------------- */

  const save = (name, text) => {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/yaml" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  const LONGEST = 6000;
  const openBeside = (address) => open(address, "_blank", "noopener");
  /** Opens an address with a text in it, or copies the text where the address would be too long. */
  const hand = async (address, filled, text) => {
    if (filled.length <= LONGEST) {
      openBeside(filled);
      return say("sent");
    }
    try {
      await navigator.clipboard.writeText(text);
      say("long");
    } catch {
      say("not-copied");
    }
    openBeside(address);
  };
  /** A file is proposed in the folder where it waits, what is told in words as an issue. */
  const send = (name, text) => {
    const { host, repository } = form.dataset;
    if (doing() !== "report") return hand(host + name, `${host}${name}&value=${encodeURIComponent(text)}`, text);
    const { page, wrong, right, source = "" } = reported();
    const issue = `${repository}/issues/new?template=correction.yml&page=${encodeURIComponent(page)}`;
    const mistake = [wrong, right].filter(Boolean).join("\n→ ");
    return hand(issue, `${issue}&wrong=${encodeURIComponent(mistake)}&source=${encodeURIComponent(source)}`, `${mistake}\n${source}`);
  };
  const END = {
    save: (name, text) => {
      save(name, text);
      filed = { draft: JSON.stringify(draftOf()), name };
      keep();
      say("saved", { file: name }).then(() => output.append(...one("[data-where]").cloneNode(true).childNodes, ` ${said.begin}`));
    },
    send,
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const choice = event.target.closest("[role=option]");
    if (choice) {
      event.preventDefault(); // The list stands in the label of its field, which would be entered again.
      return choose(choice);
    }
    if (!button) return;
    if ("published" in button.dataset) return showPublished();
    if ("back" in button.dataset) {
      const at = left[button.dataset.back];
      button.remove();
      return enter(at.isConnected && isShown(at) ? at : one("summary", part(button.dataset.back)));
    }
    if ("describe" in button.dataset) return describe(given.id && (paths[given.id] || given.id));
    if ("statement" in button.dataset) {
      turn("correct");
      return take(button.dataset.statement);
    }
    if ("add" in button.dataset) inputOf(add(button.closest("[data-f]"))).focus();
    if ("remove" in button.dataset) {
      const field = holder(button.closest(".kb-item"));
      button.closest(".kb-item").remove();
      one(":scope > [data-add]", field).focus();
    }
    if ("id" in button.dataset) {
      inputOf(button.closest("[data-f]")).focus();
      button.remove();
    }
    const end = Object.keys(END).find((name) => name in button.dataset);
    const finish = () => isReady() && END[end](fileName(contribution()), asFile(contribution()));
    if (end) return ready().then(finish, () => {});
    if (list.contains(button) || button.type === "reset") return; // Nothing is edited by these.
    hush();
    changed();
  });
  form.addEventListener("focusin", (event) => {
    ready().catch(() => {});
    if (asking && event.target !== asking) {
      if (box.hidden || marked) close();
      else choose(box.firstChild);
    }
    if (event.target.dataset.of && event.target !== entered) offer(event.target);
  });
  form.addEventListener("input", (event) => {
    fit(event.target);
    leave(event.target);
    forget(event.target);
    hush();
    if (event.target.dataset.of) offer(event.target);
    if (event.target.dataset.r === "page") showEdit();
    if (event.target.name !== "do") changed();
  });
  form.addEventListener("keydown", (event) => {
    if (!event.target.dataset?.of) return;
    if (event.key === "Enter") event.preventDefault();
    if (box.hidden || !KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "do") {
      hold();
      (part(doing()) ?? part("statement")).open = true;
      drop();
      const latest = Object.keys(held).filter((name) => name.startsWith(`${doing()} `)).at(-1);
      if (latest) take(held[latest].id);
    }
    // What was chosen from the list is there already, and is not filled in again over what was typed since.
    const id = tidy(event.target.value);
    if ("which" in event.target.dataset && id && id !== wanted) take(id);
  });
  document.addEventListener("mousedown", (event) => {
    if (box.contains(event.target)) event.preventDefault();
    else close();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    if (!confirm(one("[type=reset]").dataset.empty)) return event.preventDefault();
    setTimeout(() => {
      empty();
      for (const what of Object.keys(held)) delete held[what];
      showEdit();
      drop();
      settle();
      say("emptied", {}, top);
      one("[name=do]:checked").focus();
      form.scrollIntoView();
    });
  });

  prepare(form);
  for (const node of all("[data-part]")) write(node, {});
  show();
  const draft = heldBack();
  // Whoever comes for a statement sees it, unless that would cost what was typed.
  if (draft && (!asked || isDraft(draft))) putBack(draft);
  else if (query.has("page")) describe(asked);
  else if (topic) {
    turn("statement");
    write(part("statement"), { about: [topic] });
    changed();
    settle();
  }
  else if (asked) {
    if (query.has("record")) turn("amend");
    take(asked).then(settle);
  }
})();
