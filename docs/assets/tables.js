/* Sorts the tables of a register by a column. The table and the column stand in the address, so that a link leads to the same
   order; "-" turns it round. Empty cells stay at the end. */
"use strict";
(() => {
  const tables = [...document.querySelectorAll("table.kb-register")];
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const order = (a, b) => (a && b ? compare(a, b) : Number(!a) - Number(!b));
  const key = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim().replace(/[«»“”]/g, "");
  const sort = (table, column, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [key(row, column), row]);
    rows.sort(([a], [b]) => (down && a && b ? order(b, a) : order(a, b)));
    body.append(...rows.map(([, row]) => row));
    for (const [number, head] of [...table.tHead.rows[0].cells].entries()) {
      if (number === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };
  const asked = () => /(?:^|[?&])sort=(-?)(\d+)\.(\d+)(?:&|$)/.exec(location.search.slice(1));
  const remember = (number, column, down) => {
    const at = new URL(location.href);
    at.searchParams.set("sort", `${down ? "-" : ""}${number}.${column}`);
    try {
      history.replaceState(history.state, "", at);
    } catch {
      // A browser may refuse this to a page that was opened from a folder.
    }
  };
  // A narrow screen hides the headings.
  const headed = matchMedia("(min-width: 60.0625em)").matches ? tables : [];
  for (const [number, table] of headed.entries()) {
    for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "kb-sort";
      // It lies over the heading, whose text stays where it is: moved into the button, it would change the widths of the columns.
      button.setAttribute("aria-label", head.textContent.trim());
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        sort(table, column, down);
        remember(number, column, down);
      });
    }
  }
  const [, down, number, column] = asked() ?? [];
  if (tables[number]?.tHead.rows[0].cells[column]) sort(tables[number], Number(column), down === "-");
})();
