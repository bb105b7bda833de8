// The filter of a list folds behind its button in the toolbar; where there is room it is open, unless this browser knows better.
const panel = document.querySelector("[data-filters]");
const toggle = document.querySelector("[data-filters-button]");
if (panel && toggle) {
  const wide = matchMedia("(min-width: 80rem)");
  const fit = () => {
    panel.open = wide.matches && localStorage.getItem("filters") !== "folded";
  };
  panel.dataset.ready = "";
  toggle.hidden = false;
  panel.addEventListener("toggle", () => toggle.setAttribute("aria-expanded", panel.open));
  toggle.addEventListener("click", () => {
    panel.open = !panel.open;
    if (wide.matches) {
      localStorage.setItem("filters", panel.open ? "open" : "folded");
    }
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !wide.matches && panel.open) {
      panel.open = false;
      toggle.focus();
    }
  });
  wide.addEventListener("change", fit);
  fit();
  toggle.setAttribute("aria-expanded", panel.open);
}
