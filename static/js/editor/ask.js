// A question over the plan, in place of the browser's own box; true when the verb was pressed.
import { words } from "./page.js";

export function ask(question, about, verb, other = words.leave) {
  const dialog = document.createElement("dialog");
  dialog.className = "editor__collision";
  dialog.setAttribute("aria-labelledby", "ask-title");
  const title = Object.assign(document.createElement("h2"), { id: "ask-title", textContent: question });
  const text = Object.assign(document.createElement("p"), { textContent: about });
  const form = Object.assign(document.createElement("form"), { method: "dialog", className: "actions" });
  form.append(button(verb, "yes", "primary"));
  if (other) {
    form.append(button(other, "", "tertiary"));
  }
  dialog.append(title, ...(about ? [text] : []), form);
  const back = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      back?.focus?.({ preventScroll: true });
      resolve(dialog.returnValue === "yes");
    });
  });
}

function button(text, value, kind) {
  const made = Object.assign(document.createElement("button"), { className: `kern-btn kern-btn--${kind}`, value, type: "submit" });
  made.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: text }));
  return made;
}
