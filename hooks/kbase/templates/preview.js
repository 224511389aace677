/* The preview's own script, in every page that `kb.py serve` sends: shows the page anew when it has changed, and what is
   wrong. It writes no HTML from strings: every text is set as text. */
"use strict";
(() => {
  const { version, fault, waits } = document.currentScript.dataset;
  const IS_RUSSIAN = document.documentElement.lang === "ru";
  const OLD = IS_RUSSIAN
    ? "Последнее изменение показать нельзя: это страница до него. Исправьте:"
    : "The last change cannot be shown: this is the page before it. Fix:";
  const FOUND = IS_RUSSIAN ? "Проверка нашла:" : "The check has found:";
  const CHECKING = IS_RUSSIAN ? "Проверяется снова…" : "Checking again…";
  const PAUSE = 500; // Milliseconds between two questions.
  const STYLE = `
    details { position: fixed; z-index: 9; inset: auto 0 0 0; max-height: 40vh; overflow: auto; padding: 0.5rem 1rem;
      font: 14px/1.5 sans-serif; color: #1d2126; background: #fff3d6; border-top: 3px solid #b3541e; }
    summary { font-weight: bold; cursor: pointer; }
    li { overflow-wrap: anywhere; }
    .before { color: #6b6b6b; }
    @media print { details { display: none; } }`;

  const make = (tag, text, ...children) => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.append(...children);
    return element;
  };

  const place = document.createElement("div");
  place.id = "kb-preview";
  const shadow = place.attachShadow({ mode: "open" });
  document.body.append(place);

  const list = document.querySelector("[data-kb-lines]"); // In the page that waits for another one.

  const line = (text, isOfBefore) => {
    const item = make("li", text);
    if (isOfBefore) item.className = "before";
    return item;
  };

  const show = ({ faults, findings, isChecking }) => {
    const now = [...new Set([fault, ...faults])].filter(Boolean);
    const found = findings.filter((text) => !now.includes(text));
    const items = [...now.map((text) => line(text, false)), ...found.map((text) => line(text, isChecking))];
    if (list) return list.replaceChildren(...items);
    const title = now.length ? OLD : `${FOUND} ${found.length}`;
    const again = isChecking && found.length ? ` ${CHECKING}` : "";
    const box = make("details", "", make("summary", title + again), make("ul", "", ...items));
    box.open = Boolean(now.length || found.some((text) => /: (error|ошибка): /.test(text)));
    shadow.replaceChildren(make("style", STYLE), ...(items.length ? [box] : []));
  };
  if (fault) show({ faults: [], findings: [], isChecking: false });

  /* Short questions, since browsers keep six connections to a host and no more; a hidden tab asks nothing. */
  let known = "";
  let timer;
  const hear = (text) => {
    const news = JSON.parse(text);
    if (news.version && news.version !== version) return location.reload();
    if (waits !== undefined && !news.namesCauses) return location.reload(); // Nothing else says what is wrong.
    if (text !== known) show(news);
    known = text;
  };
  const ask = async () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    try {
      hear(await (await fetch("/_preview/news", { cache: "no-store" })).text());
    } catch {
      // It is starting again.
    }
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  addEventListener("visibilitychange", ask);
  addEventListener("pagehide", () => clearTimeout(timer));
  addEventListener("pageshow", ({ persisted }) => persisted && ask());
  ask();
})();
