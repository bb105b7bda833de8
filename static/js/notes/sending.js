// A card goes to the server, as often as it takes: sent twice it is one card, for its number comes from this device.
const PATIENCE_MS = 8000;

export const isSame = (one, other) => Object.keys(one).every((name) => one[name] === other[name]);

async function post(address, card, token) {
  const body = new URLSearchParams({ ...card.text, uuid: card.uuid, revision: card.revision, csrf_token: token });
  if (!card.text.is_open) body.delete("is_open");
  try {
    return await fetch(address, { method: "POST", body, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return null;
  }
}

async function ask(address, card, token) {
  if (!navigator.onLine) return { state: "away" };
  const response = await post(address, card, token);
  if (!response || response.status >= 500 || response.status === 429) return { state: "away" };
  if (response.type === "opaqueredirect" || response.status === 401) return { state: "signed-out" };
  if (response.status === 403 || response.status === 404) return { state: "forbidden" };
  const answer = await response.json().catch(() => null);
  if (!answer) return { state: "away" }; // not the server, but a network that wants to be signed in to
  return { ...answer, state: response.ok ? "stored" : "refused" };
}

// Whether the server has the card as it is: "stored" with its revision and number, "away" (ask again), "signed-out",
// "forbidden", or "refused" with words. `session` holds the token, which is renewed where it is not valid any more.
export async function send(address, card, session) {
  let answer = await ask(address, card, session.token);
  if (answer.problem === "token") {
    session.token = answer.token;
    answer = await ask(address, card, session.token);
  }
  // What is there is what this device has sent before, whose answer was lost: then this is only the next change.
  const isOwn = answer.problem === "changed" && (card.unanswered ?? []).some((text) => isSame(text, answer.text));
  return isOwn ? ask(address, { ...card, revision: answer.revision }, session.token) : answer;
}
