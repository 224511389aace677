/* What came since the reader's last visit to "What is new". The day and its number of changes are kept in this browser, and
   nothing is sent. */
"use strict";
(() => {
  const place = document.querySelector("[data-since]");
  const say = (word, fields = {}) => {
    const line = place.querySelector(`[data-word="${word}"]`);
    line.textContent = line.textContent.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
    line.hidden = false;
  };
  const days = [...document.querySelectorAll("[data-day]")];
  if (!place || !days.length) return;
  const key = `kb ${new URL(".", location.href).pathname} seen`;
  const latest = days[0].dataset;
  const read = (kept) => {
    try {
      return JSON.parse(kept);
    } catch {
      return null; // Something else has written there.
    }
  };
  let before = null;
  try {
    before = read(localStorage.getItem(key));
    localStorage.setItem(key, JSON.stringify({ day: latest.day, total: Number(latest.total), on: new Date().toISOString() }));
  } catch {
    return say("news.blocked");
  }
  if (!before?.day || Number.isNaN(Date.parse(before.on))) return say("news.first");
  const date = new Date(before.on).toLocaleDateString(document.documentElement.lang === "ru" ? "ru-RU" : "en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  let came = 0;
  for (const day of days) {
    const known = day.dataset.day > before.day ? 0 : day.dataset.day === before.day ? before.total : Infinity;
    const fresh = Math.max(0, Number(day.dataset.total) - known);
    came += fresh;
    day.classList.toggle("kb-fresh", fresh > 0);
  }
  if (came) say("news.since", { date, n: came });
  else say("news.nothing-since", { date });
})();
