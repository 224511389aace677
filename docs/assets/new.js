/* What came since the reader's last visit to "What is new", or since a day of their own. The day and its number of changes are
   kept in this browser, and nothing is sent. */
"use strict";
(() => {
  const place = document.querySelector("[data-since]");
  const say = (word, fields = {}) => {
    for (const line of place.querySelectorAll("[data-word]")) line.hidden = line.dataset.word !== word;
    const line = place.querySelector(`[data-word="${word}"]`);
    line.dataset.raw ??= line.textContent;
    line.textContent = line.dataset.raw.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  };
  const days = [...document.querySelectorAll("[data-day]")];
  if (!place || !days.length) return;
  const tongue = document.documentElement.lang === "ru" ? "ru-RU" : "en-GB";
  const told = (date) => date.toLocaleDateString(tongue, { day: "numeric", month: "long", year: "numeric" });
  /** Marks the days with changes that are not among the `known` ones; how many changes those are. */
  const marked = (known) => {
    let came = 0;
    for (const day of days) {
      const fresh = Math.max(0, Number(day.dataset.total) - known(day.dataset.day));
      came += fresh;
      day.classList.toggle("kb-fresh", fresh > 0);
    }
    return came;
  };
  const own = document.querySelector("[data-since-day] input");
  /** Leaves the days from the reader's own on, and says how many changes these have; the day stands in the address. */
  const showSince = () => {
    const { value } = own;
    for (const day of days) {
      day.hidden = day.dataset.day < value;
      for (const link of document.querySelectorAll(`li > a[href$="#d-${day.dataset.day}"]`)) link.parentNode.hidden = day.hidden;
    }
    if (!value) return;
    const found = days.filter((day) => !day.hidden).map((day) => [Number(day.dataset.total), Number(day.dataset.revised)]);
    const [total, revised] = found.reduce(([all, some], [n, of]) => [all + n, some + of], [0, 0]);
    const { day: begins, total: first, revised: reworded } = days.at(-1).dataset;
    const [date, from] = [value, begins].map((one) => told(new Date(`${one}T12:00`)));
    const counted = { date, told: total - revised, revised, begins: from, filled: first - reworded };
    say(value > begins ? "news.since-own" : "news.since-all", counted);
  };
  own.addEventListener("change", () => {
    const address = new URL(location.href);
    if (own.value) address.searchParams.set("since", own.value);
    else address.searchParams.delete("since");
    history.replaceState(history.state, "", address);
    showSince();
  });
  const key = `kb ${new URL(".", location.href).pathname} seen`;
  const latest = days[0].dataset;
  const read = (kept) => {
    try {
      return JSON.parse(kept);
    } catch {
      return null; // Something else has written there.
    }
  };
  own.value = new URLSearchParams(location.search).get("since") ?? "";
  if (own.value) return showSince();
  let before = null;
  try {
    before = read(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify({ day: latest.day, total: Number(latest.total), on: new Date().toISOString() }));
  } catch {
    return say("news.blocked");
  }
  if (!before?.day || Number.isNaN(Date.parse(before.on))) return say("news.first");
  const date = told(new Date(before.on));
  const n = marked((day) => (day > before.day ? 0 : day === before.day ? before.total : Infinity));
  say(n ? "news.since" : "news.nothing-since", { date, n });
})();
