/* What is there to be copied, the citations of a page, its list of sources and the text of a report: a button for each, the
   date of access by the reader's clock, the page that a report is about. It is loaded when they are opened. */
"use strict";
(() => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const [year, month, day] = [String(now.getFullYear()), two(now.getMonth() + 1), two(now.getDate())];
  const written = {
    en: now.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" }),
    dots: `${day}.${month}.${year}`,
    iso: `${year}-${month}-${day}`,
    slashes: `${year}/${month}/${day}`,
    parts: `${year}, ${Number(month)}, ${Number(day)}`,
  };
  const from = document.referrer.startsWith(location.origin) ? document.referrer : "";
  for (const place of document.querySelectorAll("[data-from]")) if (from) place.textContent = from;
  for (const place of document.querySelectorAll("[data-accessed]")) {
    place.textContent = written[place.dataset.accessed];
    place.parentElement.hidden = false;
  }

  /* Without a clipboard, as on pages that came by plain http, what is to be copied is marked and copied as by hand. */
  const copied = async (text, node) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    getSelection().selectAllChildren(node);
    if (!document.execCommand("copy")) throw new Error("not copied");
  };

  /* The list of sources is copied as soon as its block is opened; where that is refused, it stands there marked. */
  for (const block of document.querySelectorAll("details[data-list]")) {
    const [said, text] = [block.querySelector("[role=status]"), block.querySelector("pre")];
    const copy = async () => {
      if (!block.open) return;
      const file = text.querySelector("a");
      if (file) {
        const answer = await fetch(file.href);
        if (!answer.ok) throw new Error(`${file.href}: ${answer.status}`); // Its page of errors is no list.
        text.textContent = (await answer.text()).trim();
      }
      await copied(text.textContent, text);
      said.textContent = block.dataset.copied;
    };
    const copyOrMark = () => copy().catch(() => getSelection().selectAllChildren(text));
    block.addEventListener("toggle", copyOrMark);
    copyOrMark();
  }

  for (const form of document.querySelectorAll(".kb-citation dd")) {
    const block = form.closest(".kb-citation");
    const text = document.createElement("div");
    text.append(...form.childNodes);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-button kb-copy";
    const word = document.createElement("span");
    word.setAttribute("aria-live", "polite");
    word.textContent = block.dataset.copy;
    button.append(word);
    button.setAttribute("aria-describedby", form.previousElementSibling.id);
    button.addEventListener("click", () =>
      copied(text.textContent.trim(), text).then(
        () => {
          word.textContent = block.dataset.copied;
          setTimeout(() => (word.textContent = block.dataset.copy), 2000);
        },
        () => getSelection().selectAllChildren(text),
      ),
    );
    form.append(text, button);
  }
})();
