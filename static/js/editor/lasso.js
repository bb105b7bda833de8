// Several at once: the mouse draws a frame on empty ground, and what it touches is selected.
import { carried } from "./carry.js";
import { choose, chooseNone, chosen, root } from "./page.js";

const FAR = 4; // pixels: less is a click
let frame = null;

export const drawing = () => frame !== null;

const ground = () => root().querySelector(".board__plan").getBoundingClientRect();

function down(event) {
  const isGround = event.target.closest?.("[data-column]") && !event.target.closest("[data-item]") && root()?.contains(event.target);
  if (!isGround || event.pointerType !== "mouse" || event.button !== 0 || carried()) {
    return;
  }
  const { left, top } = ground(); // the board may scroll meanwhile
  frame = { x: event.clientX - left, y: event.clientY - top, before: event.ctrlKey || event.metaKey || event.shiftKey ? chosen() : [] };
}

function move(event) {
  if (!frame) {
    return;
  }
  const { left, top } = ground();
  const [x, y] = [frame.x + left, frame.y + top];
  if (!frame.mark && Math.hypot(event.clientX - x, event.clientY - y) < FAR) {
    return;
  }
  if (!frame.mark) {
    frame.mark = Object.assign(document.createElement("div"), { className: "editor__lasso" });
    document.body.append(frame.mark);
    document.body.classList.add("is-dragging");
  }
  const there = { left: Math.min(x, event.clientX), right: Math.max(x, event.clientX), top: Math.min(y, event.clientY), bottom: Math.max(y, event.clientY) };
  Object.assign(frame.mark.style, { left: `${there.left}px`, top: `${there.top}px`, width: `${there.right - there.left}px`, height: `${there.bottom - there.top}px` });
  for (const item of root().querySelectorAll("[data-column] [data-can]:not([data-band])")) {
    const { left: from, right: to, top: over, bottom: under } = item.getBoundingClientRect();
    const isIn = from < there.right && to > there.left && over < there.bottom && under > there.top;
    const on = isIn || frame.before.includes(item);
    if (on !== "chosen" in item.dataset) {
      choose(item, on);
    }
  }
}

function end() {
  frame?.mark?.remove();
  document.body.classList.remove("is-dragging");
  frame = null;
}

export function listen() {
  addEventListener("pointerdown", down);
  addEventListener("pointermove", move, { passive: true });
  addEventListener("pointerup", () => frame && end());
  addEventListener("pointercancel", () => frame && end());
  addEventListener("keydown", (event) => {
    if (frame?.mark && event.key === "Escape") {
      end();
      chooseNone();
    }
  });
}
