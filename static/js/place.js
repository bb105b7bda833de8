// "Zur Stelle": the item that the address names is in the middle of the window and has the focus.
const arrive = () => {
  const place = window.location.hash.startsWith("#item-") && document.getElementById(window.location.hash.slice(1));
  if (!place) {
    return;
  }
  if (!place.matches("a[href], button, [tabindex]")) {
    place.tabIndex = -1;
  }
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
};
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href*="#item-"]');
  if (link && link.pathname === window.location.pathname && link.hash === window.location.hash) {
    event.preventDefault(); // it is the address already, so nothing else would happen
    arrive();
  }
});
window.addEventListener("hashchange", arrive);
arrive();
