/* The list of the timeline: of one side alone, and the oldest first. A number in the table of years and sides leads to that
   year with what this side did. Without it the whole list is there, and the number leads to the first of them. */
"use strict";
(() => {
  const form = document.querySelector(".kb-order");
  const years = [...document.querySelectorAll("[data-year]")];
  if (!form || !years.length) return;
  const { side, order } = form.elements;
  const lists = years.map((year) => year.querySelector(".kb-timeline"));
  const lines = lists.map((list) => [...list.children]);
  const end = document.createComment("");
  years.at(-1).after(end);
  const output = form.querySelector("output");

  const turn = () => {
    const turned = (list) => (order.value ? [...list].reverse() : list);
    for (const year of turned(years)) end.before(year);
    for (const [number, list] of lists.entries()) list.append(...turned(lines[number]));
  };
  const choose = () => {
    let all = 0;
    for (const [number, year] of years.entries()) {
      for (const line of lines[number]) line.hidden = Boolean(side.value) && line.dataset.lane !== side.value;
      const left = lines[number].filter((line) => !line.hidden).length;
      year.hidden = !left;
      for (const place of year.querySelectorAll("[data-n]")) place.textContent = left;
      all += left;
    }
    output.textContent = form.dataset.shown.replace("{n}", all);
  };
  /** What the address names: a year, or a year with a side. */
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const year = target?.closest("[data-year]");
    if (!year) return;
    side.value = target.dataset.lane ?? "";
    choose();
    year.querySelector("details").open = true;
    year.querySelector("h2").scrollIntoView();
  };

  side.addEventListener("change", choose);
  order.addEventListener("change", turn);
  addEventListener("hashchange", reveal);
  // The address may name the order; a browser may have kept what was chosen when it comes back to the page.
  if (new URLSearchParams(location.search).get("order") === "oldest") order.value = "oldest";
  if (order.value) turn();
  if (side.value) choose();
  reveal();
})();
