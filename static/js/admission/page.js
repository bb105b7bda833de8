// What the page says of itself: addresses, words, the venue's clock, and blank copies of what is shown again and again.
export const root = document.querySelector("[data-door]");
export const find = (name, within = root) => within.querySelector(`[data-${name}]`);
const said = find("said");
export const { verdicts, actors } = JSON.parse(said.dataset.said);
export const addresses = root.dataset;

const hours = new Intl.DateTimeFormat("de-DE", { timeZone: root.dataset.zone, hour: "2-digit", minute: "2-digit" });
const days = new Intl.DateTimeFormat("en-CA", { timeZone: root.dataset.zone });
const language = document.documentElement.lang === "en" ? "en-GB" : "de-DE";
const whole = new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" });
const NIGHT_MS = 4 * 3_600_000; // an evening may last beyond midnight

export const clock = (instant) => hours.format(instant);
export const dayOf = (instant) => days.format(instant - NIGHT_MS);
export const nameOf = (day) => whole.format(new Date(day));

// A sentence with its holes filled in.
export function words(name, holes = {}) {
  return Object.entries(holes).reduce((text, [hole, value]) => text.replace(`{${hole}}`, value), said.dataset[name]);
}

export function blank(name) {
  return root.querySelector(`template[data-blank="${name}"]`).content.cloneNode(true);
}

// What somebody likes is kept in this browser, and is asked again where it keeps nothing.
export function remembered(name) {
  try {
    return localStorage.getItem(`admission:${name}`);
  } catch {
    return null;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`admission:${name}`, value);
  } catch {
    // then it holds for this page only
  }
}
