// <div data-copies="sentence">: the button beside a field puts its text into the clipboard; without script one selects it by hand.
const root = document.querySelector("[data-copies]");

if (root && navigator.clipboard) {
  const [field, button, status] = ["input", "button", "[role=status]"].map((each) => root.querySelector(each));
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select(); // what is copied is seen, and is there for Ctrl+C where the browser refuses
    await navigator.clipboard.writeText(field.value);
    status.textContent = root.dataset.copies;
  });
}
