// What is new since this reader's last visit: their browser keeps the number of the version it saw, and nobody else
// learns it, so the page is the same for everyone. Without script the page marks what its newest version changed.
const page = document.querySelector("[data-version]");

function read(storage, key) {
  try {
    return Number(storage().getItem(key)) || null;
  } catch {
    return null; // storage is switched off
  }
}

function keep(storage, key, version) {
  try {
    storage().setItem(key, version);
  } catch {
    // the page stays as it is for everyone
  }
}

function unmark() {
  page.querySelectorAll(".slot__change").forEach((mark) => mark.remove());
}

async function markSince(seen) {
  const answer = await fetch(page.dataset.changes).catch(() => null);
  if (!answer?.ok) return;
  const { changed } = await answer.json();
  for (const [id, version] of Object.entries(changed)) {
    const slot = document.getElementById(id);
    if (!slot || version <= seen || slot.querySelector(".slot__change")) continue;
    const mark = page.querySelector("template[data-changed]").content.cloneNode(true);
    slot.querySelector(".slot__title").after(mark);
  }
}

function tell(seen) {
  const line = page.querySelector("[data-since]");
  const number = page.querySelectorAll(".slot__change").length;
  if (!line || number === 0) return;
  const words = number === 1 ? line.dataset.one : line.dataset.many;
  line.textContent = words.replace("{version}", seen).replace("{number}", number);
  line.hidden = false;
}

async function begin() {
  const key = `programme:${page.dataset.edition}`;
  const current = Number(page.dataset.version);
  const seen = read(() => sessionStorage, key) ?? read(() => localStorage, key); // a visit lasts as long as its tab
  keep(() => sessionStorage, key, seen ?? current);
  keep(() => localStorage, key, current);
  if (seen === null || seen > current) return;
  if (seen === current) unmark();
  else {
    if (seen < current - 1) await markSince(seen);
    tell(seen);
  }
}

if (page) begin();
