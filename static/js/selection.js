// <form data-selection> counts who is ticked, says in each button how many can take it, and lets one tick take the page.
for (const form of document.querySelectorAll("form[data-selection]")) {
  const bulk = form.querySelector("[data-bulk]");
  const count = bulk.querySelector("[data-count]");
  const everybody = bulk.querySelector('[name="all"]');
  const here = form.querySelector("[data-all-here]");
  const ticks = [...form.querySelectorAll('[name="id"]')];
  const buttons = [...bulk.querySelectorAll("[data-noun]")];

  const takers = (noun, chosen) => {
    const able = chosen.filter((tick) => tick.dataset.can.split(" ").includes(noun));
    if (noun !== "confirmation") {
      return able.length;
    }
    return ["onsite", "online"]
      .map((mode) => [able.filter((tick) => tick.dataset.mode === mode).length, Number(bulk.getAttribute(`data-free-${mode}`))])
      .reduce((sum, [wanted, free]) => sum + Math.min(wanted, free), 0);
  };

  const show = () => {
    const chosen = ticks.filter((tick) => tick.checked);
    const number = everybody.checked ? Number(bulk.dataset.total) : chosen.length;
    count.textContent = number ? form.dataset.words.replace("{number}", number) : "";
    bulk.toggleAttribute("data-active", number > 0);
    here.checked = chosen.length === ticks.length;
    here.indeterminate = chosen.length > 0 && chosen.length < ticks.length;
    for (const button of buttons) {
      const can = everybody.checked ? Number(button.dataset.all) : takers(button.dataset.noun, chosen);
      button.querySelector("[data-number]").textContent = number ? ` (${can})` : "";
    }
    for (const tick of ticks) {
      tick.closest("tr").toggleAttribute("data-chosen", tick.checked || everybody.checked);
    }
  };

  here.hidden = false;
  here.addEventListener("change", () => {
    for (const tick of ticks) {
      tick.checked = here.checked;
    }
  });
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("pageshow", show); // ticks that the browser has put back
  show();
}
