// What a page says has just happened (role="status") was there before screen readers listened: it is said once more.
for (const status of document.querySelectorAll(".flashes[role='status']")) {
  setTimeout(() => status.append(...status.childNodes), 300);
}
