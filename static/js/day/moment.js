// How the rows of one date stand at a moment, as site.rules.own_day has it on the server.
export const MOST_MINUTES = 60; // until then a countdown says more than the clock
const MINUTE_MS = 60_000;

export function ownMoment(rows, now) {
  const running = rows.filter((row) => row.from <= now && now < row.to);
  const ahead = rows.filter((row) => row.from > now);
  const busy = running.filter((row) => !row.quiet).sort((one, other) => one.rank - other.rank);
  const card = [...busy, ...ahead].find((row) => !row.quiet) ?? null;
  const pause = running.find((row) => row.quiet) ?? null;
  const before = ahead.filter((row) => row.quiet && card && row.from < card.from);
  const later = [...running, ...ahead].filter((row) => ![card, pause, ...before].includes(row));
  const begun = Math.max(now, card?.from ?? now);
  const beside = later.filter((row) => !row.quiet && row.from <= begun);
  const after = later.filter((row) => !beside.includes(row));
  return { before, pause, card, beside, after, over: rows.filter((row) => row.to <= now) };
}

// In how many minutes it begins, at least one; null when it has begun or that is far off.
export function minutesUntil(row, now) {
  const minutes = Math.ceil((row.from - now) / MINUTE_MS);
  return minutes > 0 && minutes <= MOST_MINUTES ? minutes : null;
}
