// <form data-guard>: leaving the page with unsaved changes asks first. A page that shows errors holds unsaved input from the start.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = document.querySelector("[data-error-summary]") !== null;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) {
      event.preventDefault();
    }
  });
}
