// A moment in words, at the place of the meeting: Fr., 23. April, 10:00.
const language = document.documentElement.lang === "en" ? "en-GB" : "de-DE";

export function moment(at, timeZone) {
  const day = new Intl.DateTimeFormat(language, { weekday: "short", day: "numeric", month: "long", timeZone });
  const hour = new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone });
  return `${day.format(at)}, ${hour.format(at)}`;
}
