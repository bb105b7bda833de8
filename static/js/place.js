// "Zur Stelle": the item or card that the address names is in the middle of the window, and its link, or else itself, has the focus.
const arrive = (hash) => {
  const place = /^#(item|ghost|card)-/.test(hash) ? document.getElementById(hash.slice(1)) : null;
  if (!place) {
    return false;
  }
  const target = place.querySelector("h3 a, th a, [form=answers]") ?? place;
  if (target === place) {
    place.tabIndex = -1;
  }
  document.querySelector("[data-arrived]")?.removeAttribute("data-arrived");
  place.dataset.arrived = "";
  place.scrollIntoView({ block: "center", inline: "center" });
  target.focus({ preventScroll: true });
  return true;
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-place]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && arrive(link.hash)) {
    event.preventDefault(); // it is on this page
  }
});
window.addEventListener("hashchange", () => arrive(window.location.hash));
arrive(window.location.hash);
window.addEventListener("load", () => {
  if (document.activeElement === document.body) {
    setTimeout(() => arrive(window.location.hash)); // the browser has gone to the place by itself, and let go of the focus
  }
});
