// The preview of a letter follows what is typed, and placeholders go in where the cursor stands. Without this a button
// shows the preview, and placeholders are typed.
const form = document.querySelector("[data-wording]");

if (form) {
  const preview = form.querySelector("[data-preview]");
  let timer = null;
  let last = 0;
  let field = form.elements.body;

  const show = async (chosen) => {
    last += 1;
    const mine = last;
    const sent = new FormData(form);
    sent.set("verb", "show");
    if (chosen) sent.set("chosen", chosen);
    const answer = await fetch(form.action, { method: "POST", body: sent }).catch(() => null);
    if (!answer?.ok || mine !== last) return; // a newer one is on its way
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-preview]");
    if (!fresh) return; // signed out meanwhile
    const wasOpen = preview.querySelector("details")?.open;
    preview.replaceChildren(...fresh.childNodes);
    if (wasOpen) preview.querySelector("details")?.setAttribute("open", "");
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  };

  form.addEventListener("input", soon);
  form.addEventListener("focusin", (event) => {
    if (["subject", "heading", "body", "button"].includes(event.target.name)) field = event.target;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.value === "show" || button?.name === "chosen") {
      event.preventDefault();
      show(button.name === "chosen" ? button.value : "");
    }
  });

  const made = form.querySelector("template[data-insert-button]").content.firstElementChild;
  for (const code of form.querySelectorAll("[data-insert]")) {
    const button = made.cloneNode(true);
    button.textContent = code.dataset.insert;
    button.setAttribute("aria-label", code.dataset.words);
    button.addEventListener("click", () => {
      field.setRangeText(code.dataset.insert, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    code.replaceWith(button);
  }
}
