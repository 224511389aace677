/* Small comforts. Everything on the page is there without them. */
"use strict";
(() => {
  const TOP = 130; // Below the header, and what stands apart from it.
  /** The id of the heading, card or row that the reader is at: the last one that begins at the top of the window. */
  const currentPlace = () => {
    const passed = [...document.querySelectorAll("article :is(h2, h3, tr, .kb-card)[id]")].filter(
      (place) => place.getClientRects().length && place.getBoundingClientRect().top < TOP,
    );
    return scrollY > 0 && passed.length ? passed.at(-1).id : "";
  };

  /* The switch leads to the same place in the other language, to the same search, and to the same rows of a table but for
     the words that were typed: ids are equal in both. */
  const languageSwitch = document.querySelector(".kb-switch");
  languageSwitch?.addEventListener("click", () => {
    if (document.querySelector("[data-kb-search], .kb-filter")) {
      const asked = new URLSearchParams(location.search);
      asked.delete("text");
      languageSwitch.search = asked;
    }
    const id = currentPlace() || location.hash.slice(1);
    if (id) languageSwitch.hash = id;
  });

  /* The menu of narrow screens opens by a label, which no key reaches: a button takes its place. Whoever opens it by
     keyboard is led into it, and out again by Escape. */
  const drawer = document.getElementById("__drawer");
  const label = document.querySelector(".md-header [for=__drawer]");
  const menu = document.createElement("button");
  menu.type = "button";
  menu.className = `${label.className} kb-menu`;
  menu.setAttribute("aria-label", label.dataset.name);
  menu.append(...label.childNodes);
  label.replaceWith(menu);
  const tell = () => menu.setAttribute("aria-expanded", drawer.checked);
  tell();
  drawer.addEventListener("change", tell);
  menu.addEventListener("click", () => {
    const byKeyboard = menu.matches(":focus-visible");
    drawer.click();
    if (byKeyboard) setTimeout(() => document.querySelector(".md-sidebar--primary a.md-nav__link").focus(), 300);
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    menu.focus();
  });

  /* A part of the page that an address names is shown with its list, which a phone folds. */
  const unfold = () => {
    const asked = document.getElementById(location.hash.slice(1));
    let part = asked?.closest("h2, h3")?.nextElementSibling;
    while (part && !part.matches("h2, h3, .kb-fold")) part = part.nextElementSibling;
    if (part?.matches(".kb-fold")) part.open = true;
  };
  unfold();
  addEventListener("hashchange", unfold);

  /* Pointing at the number of a source, or moving to it by keyboard, shows the source. */
  const note = document.createElement("div");
  note.className = "kb-popover";
  note.hidden = true;
  document.body.append(note);

  const show = (link) => {
    const source = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!source) return;
    note.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
    note.hidden = false;
    const at = link.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - note.offsetWidth - 8));
    const above = at.top > note.offsetHeight + 16;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(above ? at.top - note.offsetHeight - 6 : at.bottom + 6) + scrollY}px`;
  };
  const hide = () => {
    note.hidden = true;
  };

  let leaving = 0;
  const stay = () => clearTimeout(leaving);
  const leave = () => {
    leaving = setTimeout(hide, 250);
  };
  for (const link of document.querySelectorAll(".kb-cite a")) {
    link.setAttribute("role", "doc-noteref");
    link.setAttribute("aria-description", link.title);
    link.removeAttribute("title");
    link.addEventListener("mouseenter", () => (stay(), show(link)));
    link.addEventListener("focus", () => show(link));
    link.addEventListener("mouseleave", leave);
    link.addEventListener("blur", leave);
  }
  note.addEventListener("mouseenter", stay);
  note.addEventListener("mouseleave", leave);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  /* The foot of every printed sheet. */
  addEventListener("beforeprint", () => {
    const tongue = document.documentElement.lang === "ru" ? "ru-RU" : "en-GB";
    const day = new Date().toLocaleDateString(tongue, { dateStyle: "long" });
    const isCopy = location.protocol === "file:"; // Where a reader keeps it is nobody's business.
    const at = isCopy ? document.querySelector("link[rel=canonical]")?.href : location.href;
    document.documentElement.style.setProperty("--kb-address", JSON.stringify([at, day].filter(Boolean).join(" · ")));
  });

  /* What copies a citation or a report loads when they are opened. */
  const load = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  let copying;
  for (const block of document.querySelectorAll("details[data-script]"))
    block.addEventListener("toggle", () => (copying ??= load(block.dataset.script)));

  /* The installable app: pages that were visited stay readable without a network, unless the reader removed it. */
  const app = document.querySelector("link[rel=manifest]");
  const keepVisited = async () => {
    const root = new URL(app.dataset.root, location.href);
    if (localStorage.getItem(`kb ${root.pathname} off`)) return;
    await navigator.serviceWorker.register(new URL("sw.js", root));
    const { active } = await navigator.serviceWorker.ready;
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    if (!navigator.serviceWorker.controller) active.postMessage([location.href.split("#")[0], ...loaded]);
  };
  if (app && "serviceWorker" in navigator) addEventListener("load", () => keepVisited().catch(() => {}));

  /* The search loads when it is asked for: by its link, by "/" or Ctrl+K, or by the page of the search. In Kiwix, which
     has a search of its own, the link names no script, and leads to the indexes. */
  const findLink = document.querySelector(".kb-find[data-script]");
  const searchPage = findLink && document.querySelector("[data-kb-search]");
  let loading;
  const search = () =>
    (loading ??= load(findLink.dataset.script).then(() => window.kbSearch));
  const openSearch = (event) => {
    event.preventDefault();
    search()
      .then((found) => found.open())
      .catch(() => location.assign(findLink.href));
  };
  /* The field on the home page: the search opens with what was typed, which thus is not sent to the host. */
  const askForm = document.querySelector(".kb-ask");
  if (findLink) {
    askForm?.addEventListener("focusin", search, { once: true });
    askForm?.addEventListener("submit", (event) => {
      event.preventDefault();
      search()
        .then((found) => found.open(askForm.elements.q.value.trim()))
        .catch(() => location.assign(findLink.href));
    });
  }

  findLink?.addEventListener("focus", search);
  findLink?.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) openSearch(event);
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const letter = event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (findLink && (slash || letter)) openSearch(event);
  });
  if (searchPage) search().then((found) => found.mount(searchPage));
  else if (findLink && history.state?.kbSearch) search().then((found) => found.restore(history.state.kbSearch));
})();
