// The button that publishes says how many letters go out as ticked, with those that always do; nobody is counted twice.
for (const list of document.querySelectorAll("[data-letters]")) {
  const ticks = [...list.querySelectorAll("input[data-number]")];
  const label = list.closest("form").querySelector("[data-letters-button] .kern-label");

  const count = (chosen) => {
    const hasPeople = chosen.some((tick) => tick.name === "people");
    return chosen.reduce(
      (sum, tick) => sum + Number(tick.dataset.number) - (hasPeople ? Number(tick.dataset.overlap) : 0),
      0,
    );
  };

  list.addEventListener("change", () => {
    const chosen = ticks.filter((tick) => tick.checked);
    const letters = count(chosen);
    const { always, alone, silent, one, many } = list.dataset;
    const number = letters + Number(chosen.some((tick) => tick.name === "participants") ? always : alone);
    label.textContent = letters === 0 ? silent : number === 1 ? one : many.replace("{number}", number);
  });
}
