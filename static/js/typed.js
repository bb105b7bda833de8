// <form data-typed="<edition>" data-fields="…">: what is typed into those fields stays in this tab for 30 minutes, until the
// server has it or it is discarded. A page of what the server has (data-sent) ends it. Nothing that stands there is replaced.
const LASTS_MS = 30 * 60_000;
const nameOf = (edition) => `typed:${edition}`;
let timer = 0;

// A browser may forbid it all.
function inTab(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null;
  }
}

const forget = (edition) => inTab((tab) => tab.removeItem(nameOf(edition)));

function keep(form) {
  const names = new Set(form.dataset.fields.split(" "));
  const values = [...new FormData(form)].filter(([name, value]) => names.has(name) && value !== "");
  inTab((tab) => tab.setItem(nameOf(form.dataset.typed), JSON.stringify({ at: Date.now(), values })));
  clearTimeout(timer);
  timer = setTimeout(() => forget(form.dataset.typed), LASTS_MS);
}

function put(form, name, value) {
  const fields = [...form.elements].filter((each) => each.name === name);
  const choice = fields.find((each) => each.value === value && (each.type === "radio" || each.type === "checkbox"));
  if (choice && (choice.type === "checkbox" || !fields.some((each) => each.checked && each.value !== ""))) {
    choice.checked = true;
  } else if (!choice && fields[0]?.value === "") {
    fields[0].value = value;
  } else {
    return;
  }
  fields[0].closest("details")?.setAttribute("open", "");
}

function restore(form) {
  const stored = inTab((tab) => JSON.parse(tab.getItem(nameOf(form.dataset.typed))));
  if (!stored) return;
  if (Date.now() - stored.at > LASTS_MS) {
    forget(form.dataset.typed);
    return;
  }
  for (const [name, value] of stored.values) put(form, name, value);
  form.dispatchEvent(new Event("change", { bubbles: true })); // what an answer reveals
  timer = setTimeout(() => forget(form.dataset.typed), LASTS_MS - (Date.now() - stored.at));
}

for (const form of document.querySelectorAll("form[data-typed]")) {
  restore(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "discard") forget(form.dataset.typed);
  });
}
for (const form of document.querySelectorAll("form[data-sent]")) forget(form.dataset.sent);

// Wherever else one goes in this tab, the half hour goes on.
if (!document.querySelector("form[data-typed]")) {
  for (const name of inTab((tab) => Object.keys(tab).filter((each) => each.startsWith(nameOf("")))) ?? []) {
    const left = inTab((tab) => LASTS_MS - (Date.now() - JSON.parse(tab.getItem(name)).at)) ?? 0;
    setTimeout(() => inTab((tab) => tab.removeItem(name)), Math.max(0, left));
  }
}
