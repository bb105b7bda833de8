// After a refused form, the summary of its errors takes the focus, so it is read first; a link in it leads to its field. Once another
// file is chosen in a refused field, what was said of the old choice goes, and the summary with it.
const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (field) {
      event.preventDefault();
      field.scrollIntoView({ block: "center" });
      field.focus({ preventScroll: true });
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (target.type !== "file" || target.getAttribute("aria-invalid") !== "true") return;
    summary.remove();
    target.removeAttribute("aria-invalid");
    const hint = document.getElementById(`${target.id}-hint`);
    if (hint) target.setAttribute("aria-describedby", hint.id);
    else target.removeAttribute("aria-describedby");
    target.classList.remove("kern-form-input__input--error");
    const box = target.closest(".field");
    box.classList.remove("kern-form-input--error");
    for (const message of box.querySelectorAll(".kern-error")) message.remove();
  });
}
