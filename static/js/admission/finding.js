// Finding a person by the beginnings of words, one letter wrong; and what a code or a typed number means. As the server does it.
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SHORTEST_WITH_TYPO = 4;
const MOST = 12;
const GERMAN = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
const LETTERS = { ß: "ss", ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ı: "i" };

const spell = (text, table) => text.toLowerCase().normalize("NFC").replace(/./gu, (letter) => table[letter] ?? letter);
const fold = (text) => spell(text, LETTERS).normalize("NFKD").replace(/\p{M}/gu, "");
const foldings = (text) => [...new Set([fold(text), fold(spell(text, GERMAN))])];

// The words in which a person is looked for; made once.
export const wordsOf = (person) => foldings(`${person.name} ${person.organisation}`).flatMap((text) => text.split(/[\s-]+/)).filter(Boolean);

function isNear(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  const [left, right] = [one.slice(at), other.slice(at)];
  const isSwapped = left.length > 1 && left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
  return isSwapped || left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1);
}

function off(typed, word) {
  if (word.startsWith(typed)) return 0;
  if (typed.length < SHORTEST_WITH_TYPO || typed[0] !== word[0]) return 2;
  return [-1, 0, 1].some((more) => isNear(typed, word.slice(0, typed.length + more))) ? 1 : 2;
}

export function search(query, people) {
  const wanted = query.split(/\s+/).filter(Boolean).map(foldings);
  if (!wanted.length) return [];
  const miss = (person) => wanted.map((spellings) => Math.min(2, ...spellings.flatMap((typed) => person.words.map((word) => off(typed, word)))));
  const ranked = people.map((person) => [miss(person), person]).filter(([misses]) => Math.max(...misses) < 2);
  const sum = (misses) => misses.reduce((all, each) => all + each, 0);
  return ranked.sort((one, other) => sum(one[0]) - sum(other[0])).slice(0, MOST).map(([, person]) => person);
}

function check(drawn) {
  let product = 32;
  for (const character of drawn) product = (2 * ((product + ALPHABET.indexOf(character)) % 32 || 32)) % 33;
  return ALPHABET[(33 - product) % 32];
}

// The edition (empty: none is named) and the reference; null where it is neither a code of ours nor a number.
export function readCode(typed) {
  const parts = typed.trim().split("/");
  const number = parts.pop().toUpperCase().replace(/[^\p{L}\p{N}]/gu, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (number.length !== 9 || [...number].some((each) => !ALPHABET.includes(each)) || check(number.slice(0, 8)) !== number[8]) return null;
  return { slug: parts.pop() ?? "", reference: `${number.slice(0, 4)}-${number.slice(4, 8)}-${number[8]}` };
}
