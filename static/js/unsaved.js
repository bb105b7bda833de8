// <p data-unsaved="2" data-one="…" data-many="… {number} …"> in a guarded form says how many changes are not saved yet: those that the
// page came with, and the fields that differ from how the page came. A link with data-discard shows as long as there are any.
const isChosenFirst = (select) => select.type === "select-one" && ![...select.options].some((each) => each.defaultSelected);

function differs(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.localName === "select") {
    return isChosenFirst(field) ? field.selectedIndex > 0 : [...field.options].some((each) => each.selected !== each.defaultSelected);
  }
  return field.value !== field.defaultValue;
}

function changes(form) {
  const typed = [...form.elements].filter((each) => each.name && each.type !== "hidden" && "form" in each && each.localName !== "button");
  return new Set(typed.filter(differs).map((each) => each.name)).size;
}

for (const state of document.querySelectorAll("form [data-unsaved]")) {
  const form = state.closest("form");
  const discard = form.querySelector("[data-discard]");
  form.addEventListener("input", () => {
    const number = Number(state.dataset.unsaved) + changes(form);
    const words = number === 0 ? "" : number === 1 ? state.dataset.one : state.dataset.many.replace("{number}", number);
    if (state.textContent !== words) state.textContent = words;
    if (discard) discard.hidden = number === 0;
  });
}
