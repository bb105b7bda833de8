// On one's own page: what this browser has starred and the registration does not hold yet can be taken over.
const offer = document.querySelector("[data-stars]");

function starred(edition) {
  try {
    const stored = JSON.parse(localStorage.getItem(`bookmarks:${edition}`)) ?? [];
    return Array.isArray(stored) ? stored : [];
  } catch {
    return []; // not allowed to look, or not ours
  }
}

if (offer) {
  const { stars, known, saved } = offer.dataset;
  const names = (value) => value.split(",").filter(Boolean);
  const fresh = starred(stars).filter((each) => names(known).includes(each) && !names(saved).includes(each));
  for (const each of [...names(saved), ...fresh]) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "items";
    field.value = each;
    offer.append(field);
  }
  const sentence = offer.querySelector("[data-one]");
  sentence.textContent =
    fresh.length === 1 ? sentence.dataset.one : sentence.dataset.many.replace("{number}", fresh.length);
  offer.hidden = fresh.length === 0;
}
