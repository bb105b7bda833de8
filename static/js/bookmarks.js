// Bookmarks without an account: a star at every item, kept in this browser alone. Their list is the address of a page.
const model = document.querySelector("[data-star-model]");
const key = `bookmarks:${model?.dataset.starModel}`;
const status = document.querySelector("[data-star-said]");
const chosen = document.querySelector("[data-selection]");
let kept = []; // where the browser keeps nothing, as long as the page is open

function read() {
  try {
    const stored = JSON.parse(localStorage.getItem(key)) ?? [];
    kept = Array.isArray(stored) ? stored.filter((each) => /^[\w-]+$/.test(each)) : [];
  } catch {
    // not allowed to look, or not ours
  }
  return kept;
}

function write(marked) {
  kept = [...new Set(marked)].sort();
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // full or not allowed: it holds until the page is left
  }
}

const list = (value) => value.split(",").filter(Boolean);
const say = (sentence) => {
  status.textContent = sentence.replace("{number}", kept.length);
};

function address() {
  const link = new URL(document.querySelector("[data-mine]").href);
  link.search = `?items=${read().join(",")}`;
  return link.href;
}

function show() {
  const marked = new Set(read());
  for (const star of document.querySelectorAll(".star")) {
    star.setAttribute("aria-pressed", marked.has(star.parentElement.dataset.star));
  }
  for (const link of document.querySelectorAll("[data-mine]")) {
    link.querySelector("[data-mine-count]").textContent = marked.size || "";
    link.href = address();
  }
}

function toggle({ dataset: { star } }) {
  const marked = read();
  const isIn = marked.includes(star);
  write(isIn ? marked.filter((each) => each !== star) : [...marked, star]);
  show();
  say(isIn ? status.dataset.dropped : status.dataset.kept);
}

function offer(name, act) {
  const way = chosen.querySelector(`[data-${name}]`);
  if (!way) return;
  way.hidden = false;
  way.querySelector("button").addEventListener("click", () => act(way));
}

function greet() {
  const here = list(chosen.dataset.selection);
  const marked = read();
  const known = [...here, ...list(chosen.dataset.gone)];
  if (marked.length && marked.length === known.length && marked.every((each) => known.includes(each))) {
    const title = chosen.querySelector("[data-own]");
    title.textContent = title.dataset.own;
    write(here); // what the programme dropped has been told
  } else if (!here.every((each) => marked.includes(each))) {
    offer("keep", (way) => {
      write([...read(), ...here]);
      way.hidden = true;
      show();
      say(status.dataset.kept);
    });
  }
  if (navigator.clipboard) {
    offer("copy", () => navigator.clipboard.writeText(location.href).then(() => say(status.dataset.copied)));
  }
}

if (model) {
  for (const place of document.querySelectorAll("[data-star]")) {
    const star = model.content.firstElementChild.cloneNode(true);
    const title = place.querySelector(".slot__title, .plan__title, h1").textContent.trim();
    star.setAttribute("aria-label", model.dataset.label.replace("{title}", title));
    star.addEventListener("click", () => toggle(place));
    place.append(star);
  }
  if (chosen) greet();
  else if (/[?&]items=(&|$)/.test(location.search) && read().length) location.replace(address());
  show();
  addEventListener("storage", show);
  addEventListener("pageshow", show); // back from an item's page
}
