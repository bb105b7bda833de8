// A screen moves on with the clock, asks for a new programme again and again, and goes on with the last one without network.
const ASK_AGAIN_MS = 45_000;
const LOOK_AGAIN_MS = 5_000;
const [LARGEST, SMALLEST, STEP] = [1.4, 0.65, 0.05];
const root = document.documentElement;
const screen = document.querySelector("[data-screen]");
const ahead = Number(root.dataset.clockAheadSeconds ?? 0) * 1000;
const locale = root.lang === "de" ? "de-DE" : "en-GB";
const inZone = (options) => new Intl.DateTimeFormat(locale, { timeZone: screen.dataset.zone, ...options });
const hours = inZone({ hour: "2-digit", minute: "2-digit" });
const days = inZone({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const today = inZone({ weekday: "long", day: "numeric", month: "long" });
const find = (name) => screen.querySelector(`[data-${name}]`);
const remember = `screen:${location.pathname}`;
let known = ""; // the page as it was last answered
let asOf = Date.now();
let measured = "";

function text(element, wanted) {
  if (element.textContent !== wanted) element.textContent = wanted;
}

const from = (item) => Date.parse(item.dataset.from);
const until = (item) => Date.parse(item.dataset.to);

function sorted(now) {
  const items = [...screen.querySelectorAll("li[data-from]")].sort((one, other) => from(one) - from(other));
  const coming = items.filter((item) => from(item) > now);
  const first = coming[0];
  const later = coming.filter((item) => from(item) > from(first) && days.format(from(item)) === days.format(from(first)));
  return {
    first,
    begun: items.filter((item) => from(item) <= now),
    now: items.filter((item) => from(item) <= now && now < until(item)),
    next: coming.filter((item) => from(item) === from(first)),
    later,
  };
}

function stage({ first, begun, now: running }, now) {
  if (running.length) return "running";
  if (!first) return begun.length ? "over" : "empty";
  const isToday = (item) => days.format(from(item)) === days.format(now);
  if (!isToday(first)) return begun.length ? "evening" : "before";
  return begun.some(isToday) ? "pause" : "soon";
}

const isTooMuch = (part) => part.scrollHeight > part.clientHeight + 1;

// As large as there is room for; what does not fit even when it is small is counted, not cut.
function fit(part) {
  const items = [...part.querySelectorAll("li")];
  const more = part.querySelector("[data-more]");
  for (const item of items) item.hidden = false;
  more.hidden = true;
  let size = screen.classList.contains("screen--door") ? LARGEST : 1;
  do part.style.setProperty("--fit", size);
  while (isTooMuch(part) && (size -= STEP) > SMALLEST);
  for (let cut = 1; isTooMuch(part) && cut < items.length; cut += 1) {
    items.at(-cut).hidden = true;
    more.hidden = false;
    more.textContent = more.dataset.more.replace("{number}", cut);
  }
}

function place(found) {
  const rest = screen.querySelector("[data-part=rest]");
  const shown = new Set();
  for (const name of ["now", "next", "later"]) {
    const part = screen.querySelector(`[data-part=${name}]`);
    const list = part.querySelector("ol");
    const isSame = list.children.length === found[name].length && found[name].every((item, i) => list.children[i] === item);
    if (!isSame) list.replaceChildren(...found[name]);
    for (const item of found[name]) shown.add(item);
    part.hidden = found[name].length === 0;
  }
  return { rest, shown };
}

function show() {
  const now = Date.now() + ahead;
  const found = sorted(now);
  const all = [...screen.querySelectorAll("li[data-from]")];
  const { rest, shown } = place(found);
  rest.append(...all.filter((item) => !shown.has(item) && item.parentElement !== rest));
  const name = stage(found, now);
  const state = find("state");
  state.hidden = name === "running";
  const { first } = found;
  const sentence = state.dataset[name].replace("{day}", first ? days.format(from(first)) : "");
  if (all.length) text(state, sentence.replace("{time}", first ? hours.format(from(first)) : ""));
  state.dataset.state = name;
  text(find("when"), first ? hours.format(from(first)) : "");
  const news = [...find("changes").querySelectorAll("li")];
  for (const each of news) each.hidden = until(each) <= now;
  find("changes").hidden = news.every((each) => each.hidden);
  text(find("clock"), hours.format(now));
  text(find("date"), `· ${today.format(now)}`);
  const drawn = [innerWidth, innerHeight, screen.innerText].join();
  if (drawn === measured) return; // nothing to measure again
  for (const part of screen.querySelectorAll("section[data-part]:not([hidden])")) fit(part);
  measured = [innerWidth, innerHeight, screen.innerText].join();
}

function stand(isConnected) {
  const line = find("stand");
  text(line, isConnected ? "" : line.dataset.stand.replace("{time}", hours.format(asOf + ahead)));
}

function take(page) {
  const fresh = new DOMParser().parseFromString(page, "text/html");
  const sheet = (where) => where.querySelector("link[rel=stylesheet]")?.getAttribute("href");
  if (sheet(fresh) !== sheet(document)) {
    location.reload(); // the software itself is new
  } else {
    screen.replaceChildren(...fresh.querySelector("[data-screen]").childNodes);
    measured = "";
    show();
  }
}

async function ask() {
  const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
  const isConnected = navigator.onLine && Boolean(answer?.ok) && !answer.headers.has("X-Kept");
  if (isConnected) {
    asOf = Date.now();
    localStorage.setItem(remember, asOf);
    const page = await answer.text();
    if (page !== known) take(page);
    known = page;
  } else if (answer?.headers.has("X-Kept")) {
    asOf = Number(localStorage.getItem(remember)) || asOf;
  }
  stand(isConnected);
}

// A small worker keeps the page and its parts, so that it opens again without network.
async function keep() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  await workers.register(screen.dataset.worker, { scope: screen.dataset.reach });
  if (!workers.controller) await new Promise((done) => workers.addEventListener("controllerchange", done, { once: true }));
  const parts = performance.getEntriesByType("resource").map((each) => each.name);
  await Promise.all(parts.map((part) => fetch(part).catch(() => null)));
  await ask();
}

show();
document.fonts?.ready.then(() => {
  measured = "";
  show();
});
setInterval(show, LOOK_AGAIN_MS);
setInterval(ask, ASK_AGAIN_MS);
addEventListener("online", ask);
addEventListener("offline", () => stand(false));
addEventListener("resize", show);
ask().then(keep).catch(() => null);
