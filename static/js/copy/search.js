// The search of an archive copy: every word must stand in a text, folded as everywhere; where none has them all, those
// come that have similar words. As gocluster_events/post_event/discovery/rules/matching.py does it: both are held to one table of
// examples. A page that was opened from a folder may run no module and read no file, so this is an ordinary script.
(() => {
  const SHORT = 3;
  const SHORTEST_WITH_TYPO = 4;
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

  function wordsOf(query) {
    const typed = query.replace(APOSTROPHES, "");
    const words = typed.split(BETWEEN_WORDS).filter(Boolean).map(strip);
    return (words.length ? words : typed.split(/\s+/u).filter(Boolean)).map(foldings);
  }

  function isNear(one, other) {
    let at = 0;
    while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
    const [left, right] = [one.slice(at), other.slice(at)];
    const isSwapped = left.length > 1 && left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
    return isSwapped || left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1);
  }

  function begins(typed, word) {
    if (word.startsWith(typed)) return true;
    if (typed.length < SHORTEST_WITH_TYPO || typed[0] !== word[0]) return false;
    return [-1, 0, 1].some((more) => isNear(typed, word.slice(0, typed.length + more)));
  }

  const having = (texts, wanted, part) =>
    wanted.length ? texts.filter((text) => wanted.every((needles) => needles.some((each) => text[part].includes(each)))) : [];

  // Those in whose title all words stand come first.
  function hits(texts, wanted) {
    const all = having(texts, wanted, "whole");
    const first = new Set(having(all, wanted, "title"));
    return [...first, ...all.filter((text) => !first.has(text))];
  }

  let vocabulary;
  function similar(texts, words) {
    vocabulary ??= [...new Set(texts.flatMap((text) => text.whole.split(" ").filter(Boolean)))];
    const near = words.map((spellings) => vocabulary.filter((word) => spellings.some((typed) => begins(typed, word))));
    return near.every((each) => each.length) ? near.map((each) => each.map((word) => ` ${word} `)) : [];
  }

  // Those that are meant, and whether they are only similar.
  function search(query, texts) {
    const words = wordsOf(query);
    const exact = hits(texts, words.map((each) => each.map((word) => (word.length <= SHORT ? ` ${word} ` : word))));
    if (exact.length || !words.length) return { matches: exact, isSimilar: false };
    return { matches: hits(texts, similar(texts, words)), isSimilar: true };
  }

  function element(name, text, className = "") {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function entry(text) {
    const [item, heading, link] = [element("li", "", "discovery__hit"), element("h3", ""), element("a", text.name)];
    link.href = text.file;
    heading.append(link);
    item.append(element("p", text.kind, "meta"), heading);
    if (text.excerpt) item.append(element("p", text.excerpt));
    return item;
  }

  const texts = window.copyIndex.map(([kind, name, excerpt, file, title, whole]) => ({ kind, name, excerpt, file, title, whole }));
  const place = document.querySelector("[data-copy-search]");
  const [field, status, section, list] = ["input", "[role=status]", "section", "ol"].map((each) => place.querySelector(each));

  function show() {
    const { matches, isSimilar } = search(field.value, texts);
    const { one, many, none, similar: beforeSimilar } = status.dataset;
    const number = matches.length === 1 ? one : many.replace("{number}", matches.length);
    const sentence = matches.length ? `${isSimilar ? `${beforeSimilar} ` : ""}${number}` : none;
    status.textContent = wordsOf(field.value).length ? sentence : "";
    list.replaceChildren(...matches.map(entry));
    section.hidden = !matches.length;
  }

  field.addEventListener("input", show);
  place.hidden = false;
  show(); // a browser that comes back to the page fills in what was typed
})();
