// A menu is a <details> that stands open in the HTML. Where its button is visible (a narrow page) it starts closed,
// Escape closes it, and where there is room it is open for good.
for (const menu of document.querySelectorAll("[data-menu]")) {
  const button = menu.querySelector("summary");
  const wide = matchMedia(`(min-width: ${menu.dataset.menu})`);
  const fit = () => {
    menu.open = wide.matches;
  };
  fit();
  menu.dataset.ready = "";
  wide.addEventListener("change", fit);
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !wide.matches && menu.open) {
      menu.open = false;
      button.focus();
    }
  });
}
