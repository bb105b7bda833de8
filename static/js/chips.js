// On a phone chips and the pages of an entry are one row that scrolls: the chosen one is brought into sight.
for (const row of document.querySelectorAll("[data-chips]")) {
  const chip = row.querySelector("[aria-current]");
  if (chip) row.scrollLeft = chip.offsetLeft - row.offsetLeft - (row.clientWidth - chip.offsetWidth) / 2;
}
