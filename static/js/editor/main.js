// The board's editor: pieces are moved by pointer or keys, sent at once, and what others move appears by itself.
import { carried } from "./carry.js";
import { listen as listenToCells } from "./cells.js";
import { listen as listenToKeys } from "./keyboard.js";
import { drawing, listen as listenToLasso } from "./lasso.js";
import { listen as listenToMenu } from "./menu.js";
import { ready, root } from "./page.js";
import { listen as listenToPanel } from "./panel.js";
import { listen as listenToQuestions } from "./questions.js";
import { dragging, listen as listenToPointer } from "./pointer.js";
import { listen as listenToSelection } from "./selection.js";
import { notice, told, watch } from "./sync.js";

const SIZE = "editor-scale"; // how large somebody likes the board is kept in this browser

function remembered() {
  try {
    return localStorage.getItem(SIZE);
  } catch {
    return null; // storage is switched off
  }
}

if (root()) {
  ready();
  const radio = root().querySelector(`[name=scale][value="${CSS.escape(remembered() ?? "small")}"]`);
  if (radio) {
    radio.checked = true;
  }
  addEventListener("change", (event) => {
    if (event.target.name === "scale") {
      try {
        localStorage.setItem(SIZE, event.target.value);
      } catch {
        // then it is asked again next time
      }
    }
  });
  if (!root().querySelector("[data-error-summary]")) {
    notice(told(document));
  }
  listenToPointer();
  listenToKeys();
  listenToPanel();
  listenToQuestions();
  listenToSelection();
  listenToCells();
  listenToMenu();
  listenToLasso();
  watch(() => carried() !== null || dragging() || drawing());
}
