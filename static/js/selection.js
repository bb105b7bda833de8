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
    const number = everybody?.checked ? Number(bulk.dataset.total) : chosen.length;
    count.textContent = number ? form.dataset.words.replace("{number}", number) : "";
    here.checked = chosen.length === ticks.length;
    here.indeterminate = chosen.length > 0 && chosen.length < ticks.length;
    for (const button of buttons) {
      const can = everybody?.checked ? Number(button.dataset.all) : takers(button.dataset.noun, chosen);
      button.querySelector("[data-number]").textContent = number ? ` ${can}` : "";
      button.hidden = number > 0 && !can;
    }
    for (const tick of ticks) {
      tick.closest("tr").toggleAttribute("data-chosen", tick.checked || Boolean(everybody?.checked));
    }
  };

  here.hidden = false;
  here.addEventListener("change", () => {
    for (const tick of ticks) {
      tick.checked = here.checked;
    }
  });
  let last = null; // with Shift everything from the last tick to this one becomes as this one is
  form.addEventListener("click", (event) => {
    const at = ticks.indexOf(event.target);
    if (at >= 0) {
      const from = event.shiftKey && last !== null ? last : at;
      for (const tick of ticks.slice(Math.min(from, at), Math.max(from, at) + 1)) {
        tick.checked = event.target.checked;
      }
      last = at;
    }
  });
  form.addEventListener("change", show);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest("details[open], dialog, input:not([type='checkbox'])")) {
      form.reset();
    }
  });
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("pageshow", show); // ticks that the browser has put back
  show();
}
