// One day of the programme at a time: the page says which, a tab or an address another. Without script they stand
// below each other.
const tabs = [...document.querySelectorAll("[data-days] a")];
const days = [...document.querySelectorAll("[data-day]")];

function show(place) {
  const chosen = place?.closest("[data-day]");
  if (!chosen) return;
  for (const day of days) day.classList.toggle("day--apart", day !== chosen);
  for (const tab of tabs) {
    if (chosen.contains(document.getElementById(tab.hash.slice(1)))) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

if (tabs.length) {
  const arrive = () => {
    const place = document.getElementById(location.hash.slice(1));
    show(place);
    if (place?.classList.contains("slot")) place.scrollIntoView();
  };
  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", tab.hash);
      show(document.getElementById(tab.hash.slice(1)));
    });
  }
  show(days.find((day) => !day.classList.contains("day--apart")));
  addEventListener("hashchange", arrive);
  arrive();
}
