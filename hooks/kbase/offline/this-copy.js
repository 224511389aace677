/* The page "About this copy": how old the copy is, and whether the files that the reader hands over are intact. */
"use strict";
(() => {
  const LISTED = "manifest.json";
  const SCRIPT = "assets/manifest.js";
  const IGNORED = new Set([".DS_Store", "Thumbs.db", "desktop.ini", ".kb-files"]);
  const DAY = 24 * 60 * 60 * 1000;
  const OLD = 365 * DAY;

  const part = (name) => document.querySelector(`[data-copy="${name}"]`);
  const language = document.documentElement.lang;
  const words = (key, fields = {}) => {
    const text = part("words").querySelector(`[data-word="copy.${key}"]`).textContent;
    return text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
  };
  const number = (value, options = {}) => new Intl.NumberFormat(language, options).format(value);
  const unit = (value, name) => number(value, { style: "unit", unit: name, unitDisplay: "long" });
  const say = (text) => {
    part("result").textContent = text;
  };

  /* --- the manifest --- */

  const encode = (text) => new TextEncoder().encode(text);
  const sha256 = async (bytes) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const digestOf = ({ digest, ...fields }) => sha256(encode(JSON.stringify(fields)));
  const textsOf = (manifest) => {
    const text = JSON.stringify(manifest);
    return { [LISTED]: `${text}\n`, [SCRIPT]: `window.kbManifest = ${text};\n` };
  };

  /** The manifest in a text, or null where the text does not hold an intact one. */
  const parse = async (text) => {
    try {
      const manifest = JSON.parse(text.replace(/^window\.kbManifest = /, "").replace(/;\n$/, ""));
      return (await digestOf(manifest)) === manifest.digest ? manifest : null;
    } catch {
      return null;
    }
  };

  /* --- what the copy says of itself --- */

  const age = (manifest) => {
    const passed = Date.now() - Date.parse(manifest.date);
    if (passed < -DAY) return words("age.future");
    const days = Math.max(0, Math.floor(passed / DAY));
    return days < 730 ? unit(days, "day") : unit(Math.floor(days / 365.2425), "year");
  };

  const describe = (manifest) => {
    const entries = Object.values(manifest.files);
    part("age").textContent = age(manifest);
    part("commit").textContent = manifest.commit;
    part("files").textContent = number(entries.length + 2);
    const bytes = entries.reduce((sum, entry) => sum + entry.size, 0);
    part("size").textContent = number(bytes / 1e6, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
    part("fingerprint").textContent = manifest.digest;
    if (Date.now() - Date.parse(manifest.date) > OLD) warn(words("age.old"));
  };

  const warn = (text) => {
    part("warning").textContent = text;
    part("warning").hidden = false;
  };

  /* --- the check: `files` is a map of paths to functions that give the bytes --- */

  const check = async (files) => {
    part("faults").replaceChildren();
    const top = topOf([...files.keys()]);
    if (top === null) return say(words("result.none"));
    const own = new Map([...files].filter(([path]) => path.startsWith(top)).map(([path, give]) => [path.slice(top.length), give]));
    const manifest = await manifestOf(own);
    if (!manifest) return say(words("damaged"));
    const faults = await faultsOf(manifest, own);
    const fields = { n: number(faults.length), all: number(Object.keys(manifest.files).length + 2) };
    const other = manifest.digest === window.kbManifest?.digest ? "" : ` ${words("result.other", manifest)}`;
    say(words(faults.length ? "result.broken" : "result.whole", fields) + other);
    part("faults").replaceChildren(...faults.map(line));
  };

  /** The folder in which the copy lies: where the manifest is that is nearest to the top. */
  const topOf = (paths) => {
    const ends = (name) => paths.filter((path) => path === name || path.endsWith(`/${name}`)).map((path) => path.slice(0, -name.length));
    const found = [...ends(LISTED), ...ends(SCRIPT)].sort((one, other) => one.length - other.length);
    return found.length ? found[0] : null;
  };

  /** The list to go by: that of the files handed over, from whichever of its two places is intact; else our own. */
  const manifestOf = async (files) => {
    for (const path of [LISTED, SCRIPT]) {
      const text = files.has(path) ? new TextDecoder().decode(await bytesOf(files, path)) : "";
      const manifest = await parse(text);
      if (manifest) return manifest;
    }
    return window.kbManifest ? parse(JSON.stringify(window.kbManifest)) : null;
  };

  const bytesOf = async (files, path) => {
    try {
      return await files.get(path)();
    } catch {
      return null;
    }
  };

  const faultsOf = async (manifest, files) => {
    const wanted = new Map(Object.entries(manifest.files).map(([path, entry]) => [path, entry.sha256]));
    for (const [path, text] of Object.entries(textsOf(manifest))) wanted.set(path, await sha256(encode(text)));
    const paths = [...new Set([...wanted.keys(), ...files.keys()])].filter((path) => !IGNORED.has(path.split("/").pop()));
    const faults = [];
    for (const [index, path] of paths.sort().entries()) {
      const state = await stateOf(path, wanted, files);
      if (state) faults.push([path, state]);
      if (index % 50 === 0) say(words("result.progress", { n: number(index), all: number(paths.length) }));
    }
    return faults;
  };

  const stateOf = async (path, wanted, files) => {
    if (!files.has(path)) return "missing";
    if (!wanted.has(path)) return "extra";
    const bytes = await bytesOf(files, path);
    if (bytes === null) return "unreadable";
    return (await sha256(bytes)) === wanted.get(path) ? null : "altered";
  };

  const line = ([path, state]) => {
    const item = document.createElement("li");
    const name = document.createElement("code");
    name.textContent = path;
    item.append(`${words(`result.${state}`)}: `, name);
    return item;
  };

  /* --- a zip file: its directory stands at its end --- */

  class BrokenZip extends Error {}

  const openZip = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const view = new DataView(bytes.buffer);
    let end = bytes.length - 22;
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
    if (end < 0) throw new BrokenZip();
    const files = new Map();
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new BrokenZip();
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
      const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      const [size, start] = [view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
      const packed = view.getUint16(at + 10, true) !== 0;
      if (!name.endsWith("/")) files.set(name, () => unpack(bytes, view, start, size, packed));
      at += 46 + nameLength + extra + comment;
    }
    return files;
  };

  const unpack = async (bytes, view, start, size, packed) => {
    const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    const content = bytes.subarray(from, from + size);
    if (!packed) return content;
    const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  /* --- what the reader hands over --- */

  const bytesOfFile = (file) => async () => new Uint8Array(await file.arrayBuffer());
  const ofPicked = (list) => new Map([...list].map((file) => [file.webkitRelativePath || file.name, bytesOfFile(file)]));

  /* Chromium lets a page opened from a folder read a dropped folder by its handle only, not by webkitGetAsEntry. */
  const ofHandle = async (handle, path = handle.name, files = new Map()) => {
    if (handle.kind === "file") {
      files.set(path, async () => new Uint8Array(await (await handle.getFile()).arrayBuffer()));
      return files;
    }
    for await (const inner of handle.values()) await ofHandle(inner, `${path}/${inner.name}`, files);
    return files;
  };

  const ofEntry = async (entry, files = new Map()) => {
    if (entry.isFile) {
      const file = () => new Promise((done, failed) => entry.file(done, failed));
      files.set(entry.fullPath.slice(1), async () => new Uint8Array(await (await file()).arrayBuffer()));
      return files;
    }
    const reader = entry.createReader();
    const some = () => new Promise((done, failed) => reader.readEntries(done, failed));
    for (let entries = await some(); entries.length; entries = await some()) {
      for (const inner of entries) await ofEntry(inner, files);
    }
    return files;
  };

  const guarded = async (files) => {
    if (!globalThis.crypto?.subtle || !globalThis.DecompressionStream) return say(words("result.unable"));
    try {
      await check(await files());
    } catch (error) {
      say(words(error instanceof BrokenZip || error instanceof RangeError ? "result.cut" : "result.unable"));
    }
  };

  part("folder").addEventListener("change", (event) => guarded(async () => ofPicked(event.target.files)));
  part("zip").addEventListener("change", (event) => guarded(() => openZip(event.target.files[0])));
  part("drop").addEventListener("dragover", (event) => event.preventDefault());
  part("drop").addEventListener("drop", (event) => {
    event.preventDefault();
    const item = event.dataTransfer.items[0];
    const file = event.dataTransfer.files[0];
    const entry = item?.webkitGetAsEntry();
    const handle = item?.getAsFileSystemHandle?.();
    guarded(async () => {
      if (!entry?.isDirectory) return openZip(file);
      return handle ? ofHandle(await handle) : ofEntry(entry);
    });
  });

  if (window.kbManifest) describe(window.kbManifest);
  else warn(words("damaged"));
})();
