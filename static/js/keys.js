// <form data-key="z">: Ctrl or Cmd and that key send it, unless somebody is typing; Shift+Z is Y, as some are used to.
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.repeat || event.altKey || !(event.ctrlKey || event.metaKey)) {
    return;
  }
  const pressed = event.key.toLowerCase();
  const key = pressed === "z" && event.shiftKey ? "y" : pressed;
  const form = document.querySelector(`form[data-key="${CSS.escape(key)}"]`);
  if (form) {
    event.preventDefault();
    form.requestSubmit();
  }
});
