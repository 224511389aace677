/* The preview's own script, in every page that `kb.py serve` sends: shows the page anew when it has changed, and what is
   wrong. It writes no HTML from strings: every text is set as text. */
"use strict";
(() => {
  const { version, fault } = document.currentScript.dataset;
  const IS_RUSSIAN = document.documentElement.lang === "ru";
  const OLD = IS_RUSSIAN
    ? "Последнее изменение показать нельзя: это страница до него. Исправьте:"
    : "The last change cannot be shown: this is the page before it. Fix:";
  const FOUND = IS_RUSSIAN ? "Проверка нашла:" : "The check has found:";
  const STYLE = `
    details { position: fixed; z-index: 9; inset: auto 0 0 0; max-height: 40vh; overflow: auto; padding: 0.5rem 1rem;
      font: 14px/1.5 sans-serif; color: #1d2126; background: #fff3d6; border-top: 3px solid #b3541e; }
    summary { font-weight: bold; cursor: pointer; }
    li { overflow-wrap: anywhere; }
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

  const show = ({ isOld, lines }) => {
    const all = fault ? [fault, ...lines.filter((line) => line !== fault)] : lines;
    const items = all.map((line) => make("li", line));
    if (list) return list.replaceChildren(...items);
    const title = fault || isOld ? OLD : `${FOUND} ${all.length}`;
    const box = make("details", "", make("summary", title), make("ul", "", ...items));
    box.open = Boolean(fault || isOld || all.some((line) => line.includes(": error: ")));
    shadow.replaceChildren(make("style", STYLE), ...(all.length ? [box] : []));
  };
  if (fault) show({ isOld: true, lines: [] });

  /* A hidden tab does not listen: browsers open six connections to a host and no more. */
  let source;
  const listen = () => {
    source?.close();
    if (document.visibilityState !== "visible") return;
    source = new EventSource("/_preview/events");
    source.onmessage = ({ data }) => {
      const news = JSON.parse(data);
      if (news.version && news.version !== version) location.reload();
      else show(news);
    };
    source.onerror = ({ target }) => {
      if (target.readyState === EventSource.CLOSED) setTimeout(listen, 500);
    };
  };
  addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", ({ persisted }) => persisted && listen());
  listen();
})();
