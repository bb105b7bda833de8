// [data-reveal]: a button that shows the password in the field, and hides it again.
for (const part of document.querySelectorAll("[data-reveal]")) {
  const field = part.querySelector("input[type='password']");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "reveal";
  const tell = () => {
    button.textContent = field.type === "password" ? part.dataset.show : part.dataset.hide;
  };
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    tell();
    field.focus();
  });
  field.form.addEventListener("submit", () => {
    field.type = "password"; // so that the browser keeps it as one
  });
  tell();
  field.after(button);
}
