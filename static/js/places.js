// How few places are left, when it matters: asked for once the page is there, so the page is the same for everyone.
const answers = new Map();

function ask(address) {
  if (!answers.has(address)) {
    answers.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
  }
  return answers.get(address);
}

function say(line, sentence, full) {
  const part = document.createElement(full ? "span" : "strong");
  if (full) part.className = "tag tag--outlined";
  part.textContent = sentence;
  line.append(part, " ");
}

async function fill(line) {
  const answer = await ask(line.dataset.places);
  const places = (answer?.places ?? []).filter((each) => each.sentence);
  for (const { sentence, full } of places) say(line, sentence, full);
  if (places.some((each) => each.full)) {
    const way = document.createElement("a");
    way.href = answer.link;
    way.textContent = answer.invitation;
    line.append(way);
  }
}

async function fillItems(page) {
  const answer = await ask(page.dataset.items);
  for (const line of page.querySelectorAll("[data-item]")) {
    const places = answer?.items?.[line.dataset.item];
    if (!places?.sentence) continue;
    line.replaceChildren();
    if (line.matches("h2")) line.textContent = places.sentence;
    else say(line, places.sentence, !places.free);
  }
}

document.querySelectorAll("[data-places]").forEach(fill);
document.querySelectorAll("[data-items]").forEach(fillItems);
