// <details data-closes>: Escape, a click elsewhere and leaving by Tab close it; the button has the focus after Escape.
addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest("details[data-closes][open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
for (const kind of ["click", "focusin"]) {
  addEventListener(kind, (event) => {
    for (const open of document.querySelectorAll("details[data-closes][open]")) {
      if (!open.contains(event.target)) {
        open.open = false;
      }
    }
  });
}
