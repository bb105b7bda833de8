// Finding a person by the beginnings of words, one letter wrong, or half a number; and what a code or a typed number means.
// As gocluster_events/core/search.py does it: both are held to one table of examples.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHORTEST_WITH_TYPO = 4;
const SHORTEST_PART = 4;
const NO_MATCH = 2;
const MOST = 12;
export const LONGEST = 100;
const GERMAN = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i" };
const BETWEEN_WORDS = /[\s,;\u2010-\u2015-]+/u;
const AROUND_WORDS = new Set("()[]{}\"'„“”‚‘’«»‹›:.!?");
const APOSTROPHES = /['\u2019\u02bc]/gu;

const spell = (text, table) => text.toLowerCase().normalize("NFC").replace(/./gu, (letter) => table[letter] ?? letter);
const fold = (text) => spell(text, LETTERS).normalize("NFKD").replace(/\p{M}/gu, "");
const foldings = (text) => [...new Set([fold(text), fold(spell(text, GERMAN))])];

function strip(word) {
  const signs = [...word];
  const within = (sign) => !AROUND_WORDS.has(sign);
  const from = signs.findIndex(within);
  return from < 0 ? word : signs.slice(from, signs.length - [...signs].reverse().findIndex(within)).join("");
}

function split(text) {
  const words = text.split(BETWEEN_WORDS).filter(Boolean).map(strip);
  return words.length ? words : text.split(/\s+/u).filter(Boolean);
}

const plainNumber = (typed) => typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/O/g, "0").replace(/[IL]/g, "1");

// The words in which a person is looked for, and their number; made once.
export function sought(person) {
  const words = foldings(`${person.name} ${person.organisation}`.replace(APOSTROPHES, "")).flatMap(split);
  return { words, number: plainNumber(person.reference ?? "") };
}

function isNear(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  const [left, right] = [one.slice(at), other.slice(at)];
  const isSwapped = left.length > 1 && left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return isSwapped || left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1);
}

function off(typed, word) {
  if (word.startsWith(typed)) return 0;
  if (typed.length < SHORTEST_WITH_TYPO || typed[0] !== word[0]) return NO_MATCH;
  return [-1, 0, 1].some((more) => isNear(typed, word.slice(0, typed.length + more))) ? 1 : NO_MATCH;
}

const isPart = (number, reference) => number.length >= SHORTEST_PART && reference.includes(number);

function miss(spellings, { words, number }) {
  const best = Math.min(NO_MATCH, ...spellings.flatMap((typed) => words.map((word) => off(typed, word))));
  return best === NO_MATCH && isPart(plainNumber(spellings[0]), number) ? 1 : best;
}

// How many typos and halves must be forgiven; null when a word is missing.
function misses(wanted, number, person) {
  if (number && number === person.sought.number) return 0;
  const each = wanted.map((spellings) => miss(spellings, person.sought));
  if (Math.max(...each) < NO_MATCH) return each.reduce((all, one) => all + one, 0);
  return isPart(number, person.sought.number) ? 1 : null;
}

// The best as { who, isSure }: who is only similar, or meant by half a number, is not sure, and never let in by itself.
export function search(query, people) {
  const wanted = split(query.replace(APOSTROPHES, "")).map(foldings);
  if (!wanted.length) return [];
  const number = plainNumber(query);
  const ranked = people.map((person) => [misses(wanted, number, person), person]).filter(([missed]) => missed !== null);
  return ranked.sort((one, other) => one[0] - other[0]).slice(0, MOST).map(([missed, who]) => ({ who, isSure: missed === 0 }));
}

function check(drawn) {
  let product = 32;
  for (const character of drawn) product = (2 * ((product + ALPHABET.indexOf(character)) % 32 || 32)) % 33;
  return ALPHABET[(33 - product) % 32];
}

// Whether a scanner has typed what another code says: an address, a card, a network.
export const isForeign = (typed) => !readCode(typed) && /^[a-z][a-z\d+.-]*:\S/i.test(typed);

// The edition (empty: none is named) and the reference; null where it is neither a code of ours nor a number.
export function readCode(typed) {
  const parts = typed.trim().split("/");
  const number = plainNumber(parts.pop());
  if (number.length !== 9 || [...number].some((each) => !ALPHABET.includes(each)) || check(number.slice(0, 8)) !== number[8]) return null;
  return { slug: parts.pop() ?? "", reference: `${number.slice(0, 4)}-${number.slice(4, 8)}-${number[8]}` };
}
