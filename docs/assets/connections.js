/* What connects two records of the register of connections, read from its rows: a relation of theirs, a third record that both
   are linked with, else the shortest way. The names stand in the address, so that a link leads to the same answer. */
"use strict";
(() => {
  const form = document.querySelector(".kb-pair");
  const place = document.querySelector(".kb-pair__found");
  const words = place.dataset;
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  /* As the filter of a table reads words (tables.js): by their beginnings, ё as е. */
  const folded = (text) => ` ${text.normalize("NFC").toLowerCase().replaceAll("ё", "е").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
  const at = (link) => link.href.split("#")[0];

  /* --- the records: address → name, other names, what each is linked with (address → relations) ---------------------- */

  const records = new Map();
  for (const row of document.querySelectorAll(".kb-register tbody tr")) {
    const link = row.querySelector("a");
    const linked = new Map();
    let relation = "";
    for (const part of row.cells[1].children) {
      if (part.localName !== "a") relation = plain(part.textContent).replace(/:$/, "");
      else linked.set(at(part), [...(linked.get(at(part)) ?? []), relation]);
    }
    const name = plain(link.textContent);
    const id = new URL(at(link)).pathname.replace(/\/(index\.html)?$/, "").split("/").at(-1);
    records.set(at(link), { id, name, linked });
  }
  const offered = document.createElement("datalist");
  offered.id = "kb-pair-names";
  for (const { name } of records.values()) offered.append(new Option(name));
  form.append(offered);
  const { one, other } = form.elements;
  for (const field of [one, other]) field.setAttribute("list", offered.id);

  /* --- from what was written to records, and from two records to what connects them ---------------------------------- */

  let loading;
  /** Id → the other names of a record, as the form has them; without these the titles are known. */
  const otherNames = () =>
    (loading ??= new Promise((done) => {
      const script = document.createElement("script");
      window.kbForm = (_, lists) => done(new Map([...lists.actor, ...lists.entity].map(([id, , names]) => [id, names])));
      script.onload = script.onerror = () => done(new Map());
      script.src = form.dataset.names;
      document.head.append(script);
    }));
  /** The records that may be meant, the best linked first: those called so, else with a title that begins or ends so, else
      those with a name that has the words. */
  const meant = (written, names) => {
    const asked = folded(written);
    const parts = asked.trim().split(" ");
    const fits = (text) => parts.every((part) => text.includes(` ${part}`));
    const nearness = ({ id, name }) => {
      const title = folded(name);
      if (title === asked) return 0;
      if (fits(title)) return title.startsWith(` ${parts[0]}`) || title.endsWith(asked) ? 1 : 2;
      return fits(folded(names.get(id) ?? "")) ? 2 : Infinity;
    };
    const found = [...records].map(([address, record]) => [nearness(record), -record.linked.size, address]);
    const sorted = found.filter(([far]) => far < Infinity).sort(([a, b], [c, d]) => a - c || b - d);
    return sorted.filter(([far]) => far === sorted[0][0]).map(([, , address]) => address);
  };
  const MOST = 8;
  /** How many steps each record is away from one. */
  const steps = (from) => {
    const far = new Map([[from, 0]]);
    for (const address of far.keys()) // A map goes on to what is added meanwhile.
      for (const next of records.get(address).linked.keys())
        if (!far.has(next) && records.has(next)) far.set(next, far.get(address) + 1);
    return far;
  };
  /** The shortest ways between two records, each as a list of addresses; those by way of what has fewest links first. */
  const ways = (from, to) => {
    const far = steps(to);
    if (!far.has(from)) return [];
    let open = [[from]];
    for (let left = far.get(from) - 1; left >= 0; left -= 1)
      open = open.flatMap((way) => {
        const onward = [...records.get(way.at(-1)).linked.keys()].filter((address) => far.get(address) === left);
        return onward.map((address) => [...way, address]);
      });
    const links = (way) => way.slice(1, -1).reduce((sum, address) => sum + records.get(address).linked.size, 0);
    return open.sort((a, b) => links(a) - links(b));
  };

  /* --- showing it --------------------------------------------------------------------------------------------------- */

  const made = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });
  const linkTo = (address) => made("a", records.get(address).name, { href: `${address}#relations` });
  const filled = (text, fields) => text.replace(/\{(\w+)\}/g, (_, field) => fields[field]);
  /** A way as a line: the record it begins with, and each next one after the relation that leads to it. */
  const line = (way) => {
    const item = document.createElement("li");
    item.append(linkTo(way[0]));
    for (const [number, address] of way.slice(1).entries()) {
      const relation = records.get(way[number]).linked.get(address).join(", ");
      item.append(made("span", ` → ${relation}: `, { className: "kb-how" }), linkTo(address));
    }
    return item;
  };
  const heading = (found, fields) => filled(words[!found.length ? "none" : found[0].length === 2 ? "direct" : "through"], fields);
  /** Others that may have been meant; a press takes one of them. */
  const choice = (field, others) => {
    const offer = made("p", `${words.others} `, { className: "kb-count" });
    for (const address of others.slice(0, 5)) {
      const button = made("button", records.get(address).name, { type: "button", className: "kb-button" });
      button.addEventListener("click", () => {
        field.value = records.get(address).name;
        show();
      });
      offer.append(button, " ");
    }
    return offer;
  };
  const answer = (known) => {
    const [first, second] = [one, other].map((field) => meant(field.value, known));
    const missing = !first.length ? one : !second.length ? other : undefined;
    if (missing) return [made("p", filled(words.unknown, { name: missing.value.trim() }))];
    const names = { a: records.get(first[0]).name, b: records.get(second[0]).name };
    if (first[0] === second[0]) return [made("p", filled(words.same, names))];
    const found = ways(first[0], second[0]);
    const list = document.createElement("ul");
    list.append(...found.slice(0, MOST).map(line));
    const search = made("p", `${words.both} `);
    search.append(made("a", words.search, { href: `${words.page}?q=${encodeURIComponent(`${names.a} ${names.b}`)}` }));
    const doubts = [[one, first], [other, second]].filter(([, all]) => all.length > 1);
    return [
      made("p", heading(found, { ...names, n: found.length }), { className: "kb-pair__heading" }),
      ...(found.length ? [list] : []),
      ...(found.length > MOST ? [made("p", filled(words.rest, { n: found.length - MOST }), { className: "kb-count" })] : []),
      search,
      ...doubts.map(([field, all]) => choice(field, all.slice(1))),
    ];
  };
  const remember = () => {
    const address = new URL(location.href);
    for (const field of [one, other]) {
      if (field.value.trim()) address.searchParams.set(field.name, field.value.trim());
      else address.searchParams.delete(field.name);
    }
    try {
      if (address.href !== location.href) history.replaceState(history.state, "", address);
    } catch {
      // A browser may refuse this to a page that was opened from a folder.
    }
  };
  const show = async () => {
    remember();
    const known = await otherNames();
    place.replaceChildren(...(one.value.trim() && other.value.trim() ? answer(known) : []));
  };
  let typing;
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(show, 200);
  });
  form.addEventListener("focusin", otherNames);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  const asked = new URLSearchParams(location.search);
  // A record leads here by its id.
  for (const field of [one, other]) {
    const given = asked.get(field.name) ?? field.value;
    field.value = [...records.values()].find(({ id }) => id === given)?.name ?? given;
  }
  if (one.value || other.value) show();
})();
