/* Filters and sorts the tables of a register, and saves what was chosen. What was chosen stands in the address, so that a link
   leads to the same rows. A table that its page shows in part gets its other rows when they are asked for, from a script: a
   page that was opened from a folder may load nothing else. */
"use strict";
(() => {
  const form = document.querySelector(".kb-filter");
  const tables = [...document.querySelectorAll("table.kb-register")];
  if (!form || !tables.length) return;
  const fields = [...form.querySelectorAll("[name]")];
  const output = form.querySelector("output");
  const language = document.documentElement.lang;
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  /* As the search reads words (search.js): ё is е, an apostrophe is an apostrophe, and what no reader sees is not there. */
  const UNSEEN = /[\u00AD\u200B-\u200F\u2060\u202A-\u202E\uFEFF]|\u0300|\u0301/g;
  const letters = (text) => text.normalize("NFD").replace(UNSEEN, "").normalize("NFC").toLowerCase().replaceAll("ё", "е");
  const folded = (text) => plain(letters(text).replace(/[’ʼ]/g, "'").replace(/[\u2010\u2011]/g, "-"));
  const headings = tables.map((table) => [...table.tHead.rows[0].cells].map((head) => plain(head.textContent)));
  // What rows of the script have beside what is shown: they are chosen by it, and it is saved with them.
  const inSight = headings[0].length;
  headings[0].push(...(form.dataset.beside?.split("|") ?? []));
  const SHOWN_AT_ONCE = 100;
  const LETTERS = 140;
  const A_DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

  /* --- rows: what stands in the page, or what a script hands over ------------------------------------------------- */

  const group = (table) => table.closest("[data-group]")?.dataset.group ?? "";
  /** What a cell says, without the label of a doubt that stands beside it. */
  const said = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelector(".kb-doubt")?.remove();
    return plain(copy.textContent);
  };
  /** The day that a cell is, if it says nothing else. */
  const dayOf = (cell, text) => {
    const time = cell.querySelector("time");
    return time && plain(time.textContent) === text ? time.dateTime : "";
  };
  const ofPage = (number) => (node) => ({
    number,
    node,
    read: [...node.cells].map((cell) => cell.textContent).join(" "),
    cells: [...node.cells].map((cell) => {
      const text = said(cell);
      return { text, sort: cell.dataset.sort, day: dayOf(cell, text), href: cell.querySelector("a")?.href };
    }),
  });
  const ofScript = (cells) => ({
    number: 0,
    read: cells.slice(0, inSight).map((cell) => [cell].flat()[0]).join(" "),
    cells: cells.map((cell) => {
      const [text, sort, href, tongue, mark] = [cell].flat();
      return { text, sort, day: sort, href: href && new URL(href, location.href).href, tongue, mark };
    }),
  });
  const opening = (text) => (text.length > LETTERS ? `${text.slice(0, text.lastIndexOf(" ", LETTERS - 1))}…` : text);
  const drawn = (row) => {
    const line = document.createElement("tr");
    line.setAttribute("role", "row");
    for (const [column, cell] of row.cells.slice(0, inSight).entries()) {
      const shown = cell.href ? document.createElement("a") : document.createTextNode(opening(cell.text));
      if (cell.href) {
        shown.href = cell.href;
        shown.textContent = opening(cell.text);
        if (cell.tongue) shown.lang = cell.tongue;
      }
      const place = line.insertCell();
      place.setAttribute("role", "cell");
      place.dataset.label = column ? headings[0][column] : "";
      if (cell.mark) place.className = `kb-label--${cell.mark}`;
      if (cell.text) place.append(shown);
    }
    return line;
  };
  let rows = tables.flatMap((table, number) => [...table.tBodies[0].rows].map(ofPage(number)));
  const asListed = rows;
  let loading;
  const allRows = () =>
    (loading ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      let come;
      window.kbRows = (found) => {
        come = found.map(ofScript);
        done(come);
      };
      script.src = form.dataset.rows;
      // A network that asks for a password, for one, answers with something else and no error.
      script.onload = script.onerror = () => {
        if (come) return;
        loading = undefined;
        failed();
      };
      document.head.append(script);
    }));

  /* --- what is chosen ----------------------------------------------------------------------------------------------- */

  const value = (field) => field.value.trim();
  /** What a list shows is what the rows say; its value is for the address, the same in both languages. */
  const word = (list) => plain(list.selectedOptions[0].text);
  /** The texts that a choice of a list stands for: its own, or those of the several that it puts together. */
  const standsFor = (list) => list.selectedOptions[0].dataset.any?.split("|") ?? [word(list)];
  const isAsked = () => fields.some(value) || order;
  /** Where rows are sorted: by the heading that `order` names, in every table that has it; "-" turns them round. */
  let order = "";
  const sorting = () => {
    const [, down, number, column] = /^(-?)(\d+)\.(\d+)$/.exec(order) ?? [];
    return { down: Boolean(down), heading: headings[number]?.[column] };
  };
  const cellOf = (row, heading) => row.cells[headings[row.number].indexOf(heading)];
  const fits = (field, row) => {
    const given = value(field);
    if (!given || field.name === "sort") return true;
    if (field.name === "text") {
      // Words by their beginnings: "Putin" is not in "computing".
      row.folded ??= ` ${folded(row.read).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
      return folded(given).split(/[^\p{L}\p{N}]+/u).every((part) => row.folded.includes(` ${part}`));
    }
    if (!field.dataset.column) return plain(group(tables[row.number])) === word(field);
    const cell = cellOf(row, field.dataset.column);
    if ("year" in field.dataset) return /\d{4}/.exec(cell?.sort ?? "")?.[0] === given;
    const text = plain(cell?.text ?? "");
    return [text, ...text.split(", ")].some((part) => standsFor(field).includes(part));
  };
  const key = (row, heading) => {
    const cell = cellOf(row, heading);
    // A date without a beginning ("../2026-06") goes by its end.
    return cell ? (cell.sort ?? "").replace(/^\.\.\//, "") || cell.text.replace(/[«»“”]/g, "") : "";
  };
  /** Of numbers the greatest is asked for first. A date has a key of its own to be sorted by, also where it is a year. */
  const isOfNumbers = (heading) =>
    rows.some((row) => {
      const cell = cellOf(row, heading);
      return cell && !cell.sort && /^\d+$/.test(cell.text);
    });
  const inOrder = (found) => {
    const { down, heading } = sorting();
    if (!heading) return found;
    const keyed = found.map((row) => [key(row, heading), row]);
    const sign = down ? -1 : 1;
    keyed.sort(([a], [b]) => (a && b ? sign * compare(a, b) : Number(!a) - Number(!b)));
    return keyed.map(([, row]) => row);
  };
  const chosen = () => inOrder(rows.filter((row) => fields.every((field) => fits(field, row))));

  /* --- showing it --------------------------------------------------------------------------------------------------- */

  const more = document.createElement("button");
  more.type = "button";
  more.className = "kb-button";
  more.textContent = form.dataset.more;
  let shown = SHOWN_AT_ONCE;
  const saver = form.querySelector("[data-save]");
  /** How many rows are shown, and how many would be saved: all that are chosen. */
  const none = document.querySelector(".kb-none");
  const [elsewhere] = none.getElementsByTagName("a");
  const search = elsewhere.href;
  const tell = (n, saved) => {
    none.hidden = n > 0;
    elsewhere.href = `${search}?q=${encodeURIComponent(value(form.elements.text))}`;
    output.textContent = form.dataset.shown.replace("{n}", n).replace("{all}", form.dataset.all);
    saver.textContent = saver.dataset.save.replace("{n}", saved);
  };
  const showOfPage = (found) => {
    const kept = new Set(found);
    for (const row of rows) row.node.hidden = !kept.has(row);
    for (const row of found) tables[row.number].tBodies[0].append(row.node);
    for (const [number, table] of tables.entries()) {
      const part = table.closest("[data-group]");
      const left = found.filter((row) => row.number === number).length;
      if (part) part.hidden = !left;
      for (const place of part?.querySelectorAll("[data-n]") ?? []) place.textContent = left;
      const fold = table.closest("details");
      if (fold && isAsked()) fold.open = true;
    }
    tell(found.length, found.length);
  };
  const further = document.querySelectorAll(".kb-pager, .kb-further");
  const showOfScript = (found) => {
    const asked = isAsked();
    const visible = asked ? found.slice(0, shown) : asListed;
    for (const row of visible) row.node ??= drawn(row);
    tables[0].tBodies[0].replaceChildren(...visible.map((row) => row.node));
    for (const part of further) part.hidden = Boolean(asked);
    if (!asked || found.length === visible.length) more.remove();
    else if (!more.isConnected) tables[0].parentNode.after(more); // Put there anew it would lose the focus.
    tell(asked ? found.length : visible.length, asked ? found.length : form.dataset.all);
  };
  const showHeads = () => {
    const { down, heading } = sorting();
    for (const [number, table] of tables.entries())
      for (const [column, head] of [...table.tHead.rows[0].cells].entries())
        if (headings[number][column] === heading) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
  };
  /** What the address names in the page. */
  const target = () => document.getElementById(location.hash.slice(1));
  const HIDDEN = ".kb-register tr[hidden], [data-group][hidden]";
  const remember = () => {
    const at = new URL(location.href);
    for (const field of fields) {
      const given = field.name === "sort" ? order : value(field);
      if (given) at.searchParams.set(field.name, given);
      else at.searchParams.delete(field.name);
    }
    if (target()?.closest(HIDDEN)) at.hash = "";
    try {
      if (at.href !== location.href) history.replaceState(history.state, "", at);
    } catch {
      // A browser may refuse this to a page that was opened from a folder.
    }
  };
  const show = async () => {
    showHeads();
    if (!form.dataset.rows) return showOfPage(chosen());
    if (isAsked()) {
      try {
        rows = await allRows();
      } catch {
        output.textContent = form.dataset.failed;
        return;
      }
    }
    showOfScript(chosen());
  };
  const change = () => {
    shown = SHOWN_AT_ONCE;
    const showing = show(); // Rows of the page are shown or hidden when this returns.
    remember();
    return showing;
  };
  /** Whoever follows a link to a row or a group wants to see it, whatever was chosen before. */
  const reveal = async () => {
    if (!target()?.closest(HIDDEN)) return;
    for (const field of fields) if (field !== sorter) field.value = "";
    await change();
    target().scrollIntoView();
  };
  more.addEventListener("click", async () => {
    const before = shown;
    shown += SHOWN_AT_ONCE;
    await show();
    if (!more.isConnected) tables[0].tBodies[0].rows[before]?.querySelector("a")?.focus();
  });

  /* --- saving it: as a spreadsheet of that language opens it by double click (exports/flat/csv_tables.py) ------------- */

  const isRussian = language === "ru";
  // Rows are copied without their file, so each has the licence.
  const LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/";
  const asWritten = (text, date) => {
    const day = A_DAY.exec(date ?? "");
    const written = day ? (isRussian ? `${day[3]}.${day[2]}.${day[1]}` : day[0]) : text;
    return /^[=+\-@\t\r\n＝＋－＠]/.test(written) ? `'${written}` : written;
  };
  const quoted = (text) => (/[";,\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const table = (found) => {
    // The first column of every table is the name of what the row is about, whatever it is called there.
    const columns = [...new Set([headings[0][0], ...headings.flatMap((names) => names.slice(1))])];
    const grouped = form.dataset.group;
    const head = [...(grouped ? [grouped] : []), ...columns, form.dataset.address, form.dataset.licence];
    const lines = found.map((row) => {
      const cells = columns.map((name, column) => (column ? cellOf(row, name) : row.cells[0]));
      const written = cells.map((cell) => asWritten(cell?.text ?? "", cell?.day));
      return [...(grouped ? [group(tables[row.number])] : []), ...written, row.cells[0].href ?? "", LICENCE];
    });
    const separator = isRussian ? ";" : ",";
    return `\uFEFF${[head, ...lines].map((line) => line.map(quoted).join(separator)).join("\r\n")}\r\n`;
  };
  const save = async () => {
    if (form.dataset.rows) rows = await allRows();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([table(chosen())], { type: "text/csv" }));
    link.download = `${form.dataset.name}${isRussian ? ".ru" : ""}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  /* --- the controls ------------------------------------------------------------------------------------------------- */

  const sorter = form.elements.sort;
  const names = new Map();
  for (const [number, found] of headings.entries())
    for (const [column, name] of found.entries()) if (!names.has(name)) names.set(name, `${number}.${column}`);
  for (const [name, place] of names)
    for (const [sign, arrow] of [["", "↑"], ["-", "↓"]]) sorter.add(new Option(`${name} ${arrow}`, sign + place));
  const sortBy = (wanted) => {
    order = wanted;
    sorter.value = wanted;
    return change();
  };
  for (const [number, found] of tables.entries()) {
    for (const [column, head] of [...found.tHead.rows[0].cells].entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "kb-sort";
      // It lies over the heading, whose text stays where it is: moved into the button, it would change the widths of the columns.
      button.setAttribute("aria-label", headings[number][column]);
      head.append(button);
      button.addEventListener("click", () => {
        const [place, state] = [names.get(headings[number][column]), head.getAttribute("aria-sort")];
        const isDown = state ? state === "ascending" : isOfNumbers(headings[number][column]);
        sortBy(isDown ? `-${place}` : place);
      });
    }
  }
  let typing;
  form.addEventListener("input", (event) => {
    clearTimeout(typing);
    if (event.target === sorter) order = sorter.value;
    if (event.target.name !== "text") return change();
    typing = setTimeout(change, 200);
    remember(); // Who leaves before that comes back to what was typed.
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => sortBy("")));
  saver.addEventListener("click", () => {
    save().catch(() => {
      output.textContent = form.dataset.failed;
    });
  });

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    const wanted = asked.get(field.name) ?? "";
    field.value = wanted;
    // Addresses had the words of a list once. A word that no row has any more is not in it.
    if (field.selectedIndex === -1) field.value = [...field.options].find((option) => plain(option.text) === wanted)?.value ?? "";
  }
  order = asked.get("sort") ?? "";
  // A heading that several tables have stands in the list once.
  const { down, heading } = sorting();
  order = heading === undefined ? "" : `${down ? "-" : ""}${names.get(heading)}`;
  sorter.value = order;
  if (isAsked()) show();
  reveal();
  addEventListener("hashchange", reveal);
})();
