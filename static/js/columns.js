// <form data-columns>: the arrows move a column at once, without sending the form; what moved keeps the focus.
for (const form of document.querySelectorAll("form[data-columns]")) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="move"]');
    const row = button?.closest("[data-column]");
    if (!row) {
      return;
    }
    event.preventDefault();
    const other = button.value.endsWith(" up") ? row.previousElementSibling : row.nextElementSibling;
    if (other?.matches("[data-column]")) {
      other[button.value.endsWith(" up") ? "before" : "after"](row);
      button.focus();
    }
  });
}
