// <p data-mistyped="email" data-providers="…" data-endings="con:com …" hidden>: below an address field, asks whether another
// address was meant, as `people/rules/mistyped.py` finds it by the same lists. It never stands in the way.
const SHORT = 4;

const swapped = (text, index) => text.slice(0, index) + text[index + 1] + text[index] + text.slice(index + 2);

function isNear(typed, known) {
  if ([...known].some((_letter, index) => index + 1 < known.length && swapped(known, index) === typed)) return true;
  if (known.indexOf(".") <= SHORT || Math.abs(typed.length - known.length) > 1) return false;
  let same = 0;
  while (same < known.length && typed[same] === known[same]) same += 1;
  const [rest, other] = [typed.slice(same), known.slice(same)];
  return rest.slice(1) === other.slice(1) || rest.slice(1) === other || rest === other.slice(1);
}

function meant(address, providers, endings) {
  const at = address.lastIndexOf("@");
  const typed = address.slice(at + 1).toLowerCase();
  const dot = typed.lastIndexOf(".");
  const ending = typed.slice(dot + 1);
  let domain = `${typed.slice(0, dot)}.${endings.get(ending) ?? ending}`;
  if (!providers.includes(domain)) domain = providers.find((each) => isNear(domain, each)) ?? domain;
  return at > 0 && dot > 0 && domain !== typed ? `${address.slice(0, at)}@${domain}` : "";
}

for (const question of document.querySelectorAll("[data-mistyped]")) {
  const field = document.getElementById(question.dataset.mistyped);
  const providers = question.dataset.providers.split(" ");
  const endings = new Map(question.dataset.endings.split(" ").map((each) => each.split(":")));
  const ask = () => {
    const other = meant(field.value.trim(), providers, endings);
    question.hidden = other === "";
    question.querySelector("strong").textContent = other;
  };
  field.addEventListener("change", ask);
  question.querySelector("button").addEventListener("click", () => {
    field.value = question.querySelector("strong").textContent;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    question.hidden = true;
    field.focus();
  });
  ask();
}
