// Single keys: j and k walk along [data-rows], x ticks the row, g and a letter follow [data-go], others do what
// [data-press] says. They never work while somebody types or holds another key, and the dialog switches them off.
const OFF = "gocluster.keys";
const dialog = document.querySelector("[data-keys]");
const rows = () => [...document.querySelectorAll("[data-rows] tr")];
const current = () => rows().findIndex((row) => row.contains(document.activeElement));
let goes = false;

const isOff = () => {
  try {
    return localStorage.getItem(OFF) === "off";
  } catch {
    return false; // a browser that keeps nothing
  }
};

const walk = (step) => {
  const all = rows();
  const at = current();
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step];
  next?.querySelector("th a")?.focus();
};

const press = (key) => {
  const target = [...document.querySelectorAll(`[data-press="${CSS.escape(key)}"]`)].at(-1);
  if (target?.matches("input")) {
    target.focus();
    target.select();
  } else {
    target?.click();
  }
  return Boolean(target);
};

const act = (key) => {
  if (goes) {
    goes = false;
    document.querySelector(`[data-go="${CSS.escape(key)}"]`)?.click();
    return true;
  }
  switch (key) {
    case "g":
      goes = true;
      setTimeout(() => {
        goes = false;
      }, 1500);
      return true;
    case "?":
      dialog.showModal();
      return true;
    case "j":
    case "k":
      walk(key === "j" ? 1 : -1);
      return rows().length > 0;
    case "ArrowDown":
    case "ArrowUp":
      if (press(key)) {
        return true;
      }
      if (current() < 0) {
        return false;
      }
      walk(key === "ArrowDown" ? 1 : -1);
      return true;
    case "x":
      rows()[current()]?.querySelector('[name="id"]')?.click();
      return current() >= 0;
    default:
      return press(key);
  }
};

if (dialog) {
  const on = dialog.querySelector("[data-keys-on]");
  on.checked = !isOff();
  on.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, on.checked ? "on" : "off");
    } catch {
      on.checked = true; // it cannot be kept
    }
  });
  for (const button of document.querySelectorAll("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog, .editor");
    const scrolling = event.key.startsWith("Arrow") && event.target.closest("[data-pane]");
    if (typing || scrolling || event.repeat || event.altKey || event.ctrlKey || event.metaKey || isOff()) {
      return;
    }
    if (act(event.key)) {
      event.preventDefault();
    }
  });
}
