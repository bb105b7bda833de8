// On the day "Mein Tag" follows the clock while it is open: in how many minutes, now, over. The time is the server's when
// the page was made, and what has passed since, so that a wrong clock does no harm. It asks for nothing and reads out
// nothing; what comes next is a link away, since a page that loads anew by itself may lose the code where there is no network.
const day = document.querySelector("[data-moment]");
const LOOK_AGAIN_MS = 10_000;
const MINUTE_MS = 60_000;
const MOST_MINUTES = 60; // until then a countdown says more than the clock, as on the page itself

if (day) {
  const [strip, pause, next, hands] = ["strip", "pause", "next", "hands"].map((part) => document.querySelector(`[data-moment-${part}]`));
  const madeAt = Date.parse(day.dataset.moment);
  const openedAt = Date.now();
  const clock = new Intl.DateTimeFormat("de-DE", { timeZone: day.dataset.momentZone, hour: "2-digit", minute: "2-digit" });
  const text = (element, wanted) => {
    if (element.textContent !== wanted) element.textContent = wanted;
  };
  const isOver = (part, now) => Date.parse(part.dataset.to) <= now;

  const words = ({ dataset: { from, one, many, now: running, over } }, now) => {
    const minutes = Math.ceil((Date.parse(from) - now) / MINUTE_MS);
    if (isOver(strip, now)) return over;
    if (minutes <= 0) return running;
    if (minutes > MOST_MINUTES) return strip.textContent;
    return minutes === 1 ? one : many.replace("{number}", minutes);
  };

  const look = () => {
    const now = madeAt + Date.now() - openedAt;
    text(hands, clock.format(now));
    if (strip) text(strip, words(strip, now));
    if (pause) pause.hidden = isOver(pause, now);
    next.hidden = ![strip, pause].some((part) => part && isOver(part, now));
  };

  look();
  setInterval(look, LOOK_AGAIN_MS);
  document.addEventListener("visibilitychange", look);
}
