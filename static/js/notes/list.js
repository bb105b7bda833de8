// The list of cards below the form, as the server made it and as it changes while one types.
const list = document.querySelector("[data-notes-list]");
const part = (name, within) => within.querySelector(`[data-${name}]`);
const { dataset: sentences } = list;

export const rows = () => [...list.children];
export const rowOf = (uuid) => rows().find((row) => row.dataset.uuid === uuid);

// The cards that the server has of this note taker, as it made their rows.
export function cardsOf() {
  return rows().map((row) => {
    const texts = [...row.querySelectorAll("[data-text]")].map((each) => [each.dataset.text, each.textContent]);
    const text = { ...Object.fromEntries(texts), is_open: row.dataset.open !== undefined };
    return { uuid: row.dataset.uuid, number: Number(row.dataset.number), revision: Number(row.dataset.revision), text };
  });
}

function blank(uuid) {
  const row = document.querySelector("template[data-blank-note]").content.cloneNode(true).firstElementChild;
  row.dataset.uuid = uuid;
  const removal = part("removal", row);
  removal.href = removal.getAttribute("href").replace("/-/", `/${uuid}/`);
  list.prepend(row);
  return row;
}

function standing(card) {
  if (card.isWaiting) return sentences.waiting;
  return card.number ? sentences.stored.replace("{number}", card.number) : "";
}

// What the team has taken on has neither way, and keeps what the server says of it.
export function show(card) {
  const row = rowOf(card.uuid) ?? blank(card.uuid);
  const { question, insight, evidence, next_step: step } = card.text;
  const [head = "", ...others] = [question, insight, evidence, step].filter(Boolean);
  part("head", row).textContent = head || sentences.unnamed;
  part("rest", row).textContent = others[0] ?? "";
  if (part("change", row) || card.isWaiting) part("standing", row).textContent = standing(card);
  for (const each of row.querySelectorAll("[data-about]")) each.textContent = head;
  const ways = { change: Boolean(card.refusal), removal: Boolean(card.refusal || card.isWaiting || !card.number) };
  for (const [name, isHidden] of Object.entries(ways)) {
    part(name, row)?.toggleAttribute("hidden", isHidden);
  }
  part("refusal", row).hidden = !card.refusal;
  part("reason", row).textContent = card.refusal ?? "";
  tell();
}

export function remove(uuid) {
  rowOf(uuid)?.remove();
  tell();
}

// Which card stands in the form above.
export function mark(uuid) {
  for (const row of rows()) row.toggleAttribute("data-current", row.dataset.uuid === uuid);
}

export function tell() {
  document.querySelector("[data-notes-none]").hidden = list.children.length > 0;
}

// What a button or link of a row does, by the card's number on this device.
export function onPress(name, act) {
  list.addEventListener("click", (event) => {
    const pressed = event.target.closest(`[data-${name}]`);
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    act(pressed.closest("li").dataset.uuid);
  });
}
