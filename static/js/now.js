// What runs and what comes next, added to the programme in the browser, so that the page itself is the same for everyone.
// Each item says when it begins and ends (data-from, data-to); in the demo the page says how far its clock runs ahead.
const LOOK_AGAIN_MS = 30_000;
const ROW_MS = 5 * 60_000; // a row of the grid
const TOUCHING_MS = 14 * 60_000;
const page = document.querySelector("[data-zone]");
const slots = [...document.querySelectorAll("[data-zone] [data-from]")].map((element) => ({
  element,
  from: Date.parse(element.dataset.from),
  to: Date.parse(element.dataset.to),
  day: element.closest("[data-day]"),
}));
const clock = new Intl.DateTimeFormat("de-DE", { timeZone: page?.dataset.zone, hour: "2-digit", minute: "2-digit" });
const date = new Intl.DateTimeFormat("en-CA", { timeZone: page?.dataset.zone });

function text(element, wanted) {
  if (element.textContent !== wanted) element.textContent = wanted; // an unchanged status is not read out again
}

function words(found) {
  const part = found.length > 2 ? ".slot__kind" : ".slot__title";
  const said = found.map(({ element }) => (element.querySelector(part) ?? element.querySelector(".slot__title")).textContent);
  return [...new Set(said.map((each) => each.trim()))].join(", ");
}

function span(found, name) {
  const from = clock.format(Math.min(...found.map((slot) => slot.from)));
  return name === "next" ? from : `${from}–${clock.format(Math.max(...found.map((slot) => slot.to)))}`;
}

function fill(strip, name, found) {
  const part = strip.querySelector(`[data-now=${name}]`);
  part.hidden = found.length === 0;
  if (part.hidden) return;
  text(part.children[1], span(found, name));
  text(part.children[2], words(found));
}

function tag(found, name) {
  for (const old of page.querySelectorAll(`.slot__now.tag--${name}`)) old.remove();
  const model = page.querySelector(`.tag--${name}`);
  const places = found.map(({ element }) => {
    const head = element.closest(".timetable__block")?.querySelector(".timetable__time:not(.timetable__time--break)");
    return head ?? element;
  });
  for (const place of new Set(places)) {
    const copy = model.cloneNode(true);
    copy.classList.add("slot__now");
    place.append(copy);
  }
}

function draw(line, day, running, now) {
  const first = Math.min(...slots.filter((slot) => slot.day === day).map((slot) => slot.from));
  line.hidden = running.length === 0;
  line.style.setProperty("--row", 1 + Math.floor((now - first) / ROW_MS));
  line.style.setProperty("--part", ((now - first) % ROW_MS) / ROW_MS);
  text(line.querySelector("[data-clock]"), clock.format(now));
  for (const { element, from } of slots.filter((slot) => slot.day === day)) {
    const late = now - from; // the label of the present would lie on that of the time
    const near = running.length > 0 && late > -TOUCHING_MS / 3 && late < TOUCHING_MS;
    element.closest(".timetable__block")?.firstElementChild.classList.toggle("timetable__time--behind", near);
  }
  for (const { element, from } of running) element.style.setProperty("--gone", (now - from) / ROW_MS);
}

function jump(link, running, next) {
  const name = running.length ? "running" : "next";
  const target = running.at(-1) ?? next[0];
  link.hidden = !target;
  if (!target) return;
  link.href = `#${target.element.id}`;
  text(link.firstElementChild, `${link.dataset[name]}: ${span(running.length ? running : next, name)}`);
}

function show() {
  const now = Date.now() + Number(document.documentElement.dataset.clockAheadSeconds ?? 0) * 1000;
  const over = slots.every((slot) => slot.to <= now);
  for (const slot of slots) {
    slot.element.classList.toggle("slot--past", slot.to <= now && !over);
    slot.element.classList.toggle("slot--now", slot.from <= now && now < slot.to);
  }
  const today = slots.filter((slot) => slot.day.dataset.day === date.format(now));
  const running = today.filter((slot) => slot.from <= now && now < slot.to);
  const ahead = today.filter((slot) => slot.from > now);
  const soonest = Math.min(...ahead.map((slot) => slot.from));
  const next = ahead.filter((slot) => slot.from === soonest);
  for (const strip of page.querySelectorAll(".now")) {
    const day = strip.closest("[data-day]");
    const isToday = today.length > 0 && day === today[0].day;
    strip.hidden = !isToday || running.length + next.length === 0;
    fill(strip, "running", isToday ? running : []);
    fill(strip, "next", isToday ? next : []);
    jump(strip.querySelector(".now__jump"), isToday ? running : [], isToday ? next : []);
    draw(day.querySelector(".timetable__now"), day, isToday ? running : [], now);
  }
  tag(running, "now");
  tag(next, "next");
}

if (page?.querySelector(".now")) {
  show();
  setInterval(show, LOOK_AGAIN_MS);
}
