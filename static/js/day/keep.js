// On one's own page: "Keep on this device" keeps the day, and only that does; what is kept is renewed whenever the page is open.
import { forgetDay, keepDay, keepPage, openDay } from "./vault.js";

const root = document.querySelector("[data-keep]");
const part = (name) => root.querySelector(`[data-keep-${name}]`);

function show(isKept, sentence = "") {
  part("offer").hidden = isKept;
  part("standing").hidden = !isKept;
  part("said").textContent = sentence;
}

// Somebody else's day may be kept here: that is not renewed with this one, for nobody has asked for it.
const isMine = async () => (await openDay().catch(() => null))?.day.reference === root.dataset.whose;

async function keep() {
  const response = await fetch(root.dataset.keep, { redirect: "error", cache: "no-store" });
  if (!response.ok) throw new Error("no day");
  await keepPage(root.dataset);
  await keepDay(await response.text());
}

const isAble = globalThis.indexedDB && globalThis.caches && globalThis.crypto?.subtle && navigator.serviceWorker;

if (root && isAble) {
  const { done, failed, gone } = root.dataset;
  part("offer").addEventListener("click", () => keep().then(() => show(true, done), () => show(false, failed)));
  part("forget").addEventListener("click", () => forgetDay().then(() => show(false, gone)));
  const isKept = await isMine();
  show(isKept);
  root.hidden = false;
  if (isKept) await keep().catch(() => null);
  root.dataset.ready = "";
}
