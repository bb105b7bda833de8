// <div data-combobox> around an <input list> and its <datalist>: the same names as an ARIA 1.2 combobox, whose filter
// reads ü, ue and u as one letter. Without this file the browser's own list serves.
const fold = (text) =>
  text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "").replace(/([aou])e/g, "$1").trim();

function make(name, parent, attributes) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  parent.append(made);
  return made;
}

function build(box) {
  const input = box.querySelector("input");
  const names = Array.from(box.querySelectorAll("option"), (option) => option.value);
  const id = `${input.id}-list`;
  const label = input.labels[0].firstChild.textContent;
  const list = make("ul", box, { id, class: "combobox__list", role: "listbox", "aria-label": label, hidden: "" });
  const status = make("p", box, { class: "combobox__status kern-sr-only", role: "status" });
  const items = list.children;
  let active = -1;
  let timer = 0;

  function point(index) {
    items[active]?.setAttribute("aria-selected", "false");
    active = index;
    items[active]?.setAttribute("aria-selected", "true");
    items[active]?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active]?.id ?? "");
  }

  function open(isOpen) {
    const opens = isOpen && list.hidden;
    list.hidden = !isOpen;
    if (opens) list.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-expanded", isOpen);
    point(-1);
  }

  function show(typed) {
    const found = names.filter((name) => fold(name).includes(fold(typed)));
    list.replaceChildren();
    found.forEach((name, number) => {
      make("li", list, { id: `${id}-${number}`, role: "option", "aria-selected": "false" }).textContent = name;
    });
    open(found.length > 0);
    const { none, one, many } = box.dataset;
    const sentence = [none, one][found.length] ?? many.replace("{number}", found.length);
    status.classList.toggle("kern-sr-only", found.length > 0);
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = sentence), found.length && 400);
  }

  function take(item) {
    input.value = item.textContent;
    clearTimeout(timer);
    open(false);
  }

  // A name that stands there in full was chosen before: then the whole list is of use.
  const all = () => show(names.includes(input.value) ? "" : input.value);

  function move(step) {
    if (list.hidden) all();
    if (items.length) point(active < 0 && step < 0 ? items.length - 1 : (active + step + items.length) % items.length);
  }

  // What a key does at the moment; nothing where the field or the form has its own use for it.
  function meaning(key) {
    const chosen = items[active] ?? (items.length === 1 && items[0]);
    if (key === "ArrowDown") return () => move(1);
    if (key === "ArrowUp") return () => move(-1);
    if (list.hidden) return null;
    if (key === "Escape") return () => open(false);
    if (key === "Enter" && chosen) return () => take(chosen);
    if (key === "Home" && active >= 0) return () => point(0);
    return key === "End" && active >= 0 ? () => point(items.length - 1) : null;
  }

  input.removeAttribute("list");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", id);
  open(false);
  input.addEventListener("input", () => show(input.value));
  input.addEventListener("click", () => (list.hidden ? all() : open(false)));
  input.addEventListener("keydown", (event) => {
    const act = event.isComposing ? null : meaning(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  });
  input.addEventListener("blur", () => {
    const hit = items[active] ?? (!list.hidden && input.value !== "" && items.length === 1 && items[0]);
    if (hit) take(hit);
    input.value = names.find((name) => fold(name) === fold(input.value)) ?? input.value;
    open(false);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => event.target.matches("li") && take(event.target));
}

document.querySelectorAll("[data-combobox]").forEach(build);
