// <form data-guard>: leaving the page with unsaved changes asks first. A page that shows errors, or whose form was sent
// without being saved (data-guard="unsaved"), holds unsaved input from the start.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = form.dataset.guard === "unsaved" || document.querySelector("[data-error-summary]") !== null;
  form.addEventListener("input", (event) => {
    changed ||= event.target.form === form; // a switch of how something is shown is no input
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  form.addEventListener("saved", () => {
    changed = false; // in the background, by a script
  });
  addEventListener("beforeunload", (event) => {
    if (changed) {
      event.preventDefault();
    }
  });
}
