// <fieldset data-wishes>: an item is one wish only, whoever takes no part has none, and a wish that is pressed again is taken back.
for (const block of document.querySelectorAll("[data-wishes]")) {
  const back = block.querySelector("[data-no-wish]");
  const wishes = [...block.querySelectorAll("input[type=radio]")].filter((each) => !back?.contains(each));
  const none = block.querySelector("input[type=checkbox]");
  let chosen = new Set(wishes.filter((each) => each.checked));
  back?.remove();

  const clear = (field) => {
    field.checked = false;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  block.addEventListener("click", ({ target }) => {
    if (target === none && none.checked) {
      wishes.filter((each) => each.checked).forEach(clear);
    } else if (wishes.includes(target)) {
      if (chosen.has(target)) clear(target);
      else wishes.filter((each) => each !== target && each.checked && each.value === target.value).forEach(clear);
      if (target.checked && none.checked) clear(none);
    }
    chosen = new Set(wishes.filter((each) => each.checked));
  });
}
