// The legend of the keys opens when asked for; a colleague's step is taken back only after a question.
import { ask } from "./ask.js";
import { words } from "./page.js";

const legend = () => document.querySelector("[data-legend]");

export function listen() {
  addEventListener("click", (event) => {
    if (event.target.closest?.("[data-legend-open]")) {
      legend()?.showModal();
    }
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "?" && !typing && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      event.stopPropagation();
      legend()?.showModal();
    }
  }, true);
  addEventListener("submit", async (event) => {
    const form = event.target.closest?.("form[data-asks]");
    if (!form) {
      return;
    }
    event.preventDefault();
    if (await ask(form.dataset.asks, form.dataset.about, words.take_back)) {
      form.method = "post";
      form.submit(); // straight on, without this question
    }
  });
}
