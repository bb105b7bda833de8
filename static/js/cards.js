// The board of knowledge cards (data-cards): cards are chosen, and moved by pointer, by keys or by the buttons of the foot, only
// into columns that the server names in data-ways. Without this the foot's buttons lead to pages that ask.
const MOST_NAMES = 6; // of chosen cards
const board = document.querySelector("form[data-cards]");

if (board) {
  const cards = [...board.querySelectorAll("[data-card]")];
  const ticks = [...board.querySelectorAll('[name="card"]')];
  const columns = [...board.querySelectorAll("[data-state]")];
  const count = board.querySelector("[data-count]");
  const names = board.querySelector("[data-names]");
  const chosen = () => ticks.filter((tick) => tick.checked);
  const tickOf = (card) => card.querySelector('[name="card"]');
  const waysFrom = (tick) => tick.dataset.ways.split(" ").filter(Boolean);
  const waysOf = (card) => waysFrom(tickOf(card)).filter((way) => columns.some((column) => column.dataset.state === way));

  const nameOf = (there, { one, many }) => {
    const numbers = there.map((tick) => tick.dataset.number);
    if (numbers.length < 2) return one.replace("{number}", numbers[0] ?? "");
    const all = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });
    const some = numbers.slice(0, MOST_NAMES);
    return many.replace("{numbers}", numbers.length > MOST_NAMES ? `${some.join(", ")} …` : all.format(some));
  };

  const show = () => {
    if (!count) return;
    const there = chosen();
    count.textContent = there.length ? count.dataset.words.replace("{number}", there.length) : "";
    names.textContent = there.length ? nameOf(there, names.dataset) : "";
    for (const button of board.querySelectorAll("[data-to]")) {
      button.hidden = !there.every((tick) => waysFrom(tick).includes(button.dataset.to));
    }
  };

  // What nobody is written to for is done at once; the rest is asked for on a page of its own.
  const move = (values, to) => {
    if (to === "asked" || to === "public") {
      const way = new URL(to === "asked" ? board.dataset.ask : board.dataset.publish, location.href);
      for (const { name, value } of board.querySelectorAll('input[type="hidden"]')) way.searchParams.append(name, value);
      values.forEach((value) => way.searchParams.append("card", value));
      location.assign(way);
      return;
    }
    const form = document.getElementById("move");
    form.elements.to.value = to;
    for (const value of values) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "card", value });
      form.append(field);
    }
    form.submit();
  };

  const together = (card) => {
    const values = chosen().map((tick) => tick.value);
    return values.includes(card.dataset.card) ? values : [card.dataset.card];
  };

  board.addEventListener("submit", (event) => {
    const to = event.submitter?.dataset.to;
    if (to === "edited" || to === "collected") {
      event.preventDefault();
      move(chosen().map((tick) => tick.value), to);
    }
  });
  board.addEventListener("change", show);
  board.addEventListener("reset", () => setTimeout(show));
  addEventListener("pageshow", show); // ticks that the browser has put back

  board.addEventListener("keydown", (event) => {
    const card = event.target.closest("a") && event.target.closest("[data-card]");
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
    const near = [...card.parentElement.children];
    const at = near.indexOf(card);
    const order = columns.map((column) => column.dataset.state);
    const here = order.indexOf(card.closest("[data-state]").dataset.state);
    const ahead = { ArrowRight: order.slice(here + 1), ArrowLeft: order.slice(0, here).reverse() }[event.key];
    const to = ahead?.find((state) => waysOf(card).includes(state));
    const next = { ArrowDown: near[at + 1], ArrowUp: near[at - 1] }[event.key];
    if (event.key === " ") {
      tickOf(card).click();
    } else if (to) {
      move([card.dataset.card], to);
    } else if (next) {
      next.querySelector("h3 a").focus();
    } else if (!ahead) {
      return;
    }
    event.preventDefault();
  });

  let carried = null;
  const end = () => {
    carried?.removeAttribute("data-carried");
    columns.forEach((column) => ["data-open", "data-over"].forEach((name) => column.removeAttribute(name)));
    carried = null;
  };
  for (const card of cards.filter((each) => waysOf(each).length)) {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      carried = card;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", card.dataset.card);
      card.dataset.carried = "";
      columns.forEach((column) => column.toggleAttribute("data-open", waysOf(card).includes(column.dataset.state)));
    });
    card.addEventListener("dragend", end);
  }
  for (const column of columns) {
    column.addEventListener("dragover", (event) => {
      if (!column.hasAttribute("data-open")) return;
      event.preventDefault();
      column.toggleAttribute("data-over", true);
    });
    column.addEventListener("dragleave", () => column.removeAttribute("data-over"));
    column.addEventListener("drop", (event) => {
      if (!carried || !column.hasAttribute("data-open")) return;
      event.preventDefault();
      const values = together(carried);
      end();
      move(values, column.dataset.state);
    });
  }

  show();
}
