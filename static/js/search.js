// <form data-searches="page"> shows what is found as one types, in the [data-hits] of its page; with "panel", below its
// field. It asks for the form's own page, after a pause, and never twice at once. Arrows walk along the hits.
const PAUSE_MS = 300;
const FEWEST = 2;
const DISTANCE = 4;

function panel(form, field) {
  const box = document.createElement("div");
  box.className = "rail__hits";
  box.popover = "manual";
  form.append(box);
  return {
    show(hits) {
      box.replaceChildren(hits);
      const { left, bottom } = field.getBoundingClientRect();
      box.style.left = `${left}px`;
      box.style.top = `${bottom + DISTANCE}px`;
      box.showPopover();
    },
    hide: () => box.matches(":popover-open") && box.hidePopover(),
    part: box,
  };
}

function page(form) {
  const hits = () => document.querySelector("#main [data-hits]");
  return {
    show(fresh) {
      hits().replaceWith(fresh);
      history.replaceState(null, "", address(form));
    },
    hide: () => null,
    get part() {
      return hits();
    },
  };
}

const address = (form) => `${form.action}?${new URLSearchParams(new FormData(form))}`;

function build(form) {
  const field = form.querySelector('[type="search"]');
  const place = form.dataset.searches === "page" ? page(form) : panel(form, field);
  const status = document.createElement("p");
  status.className = "kern-sr-only";
  status.setAttribute("role", "status");
  form.append(status);
  let timer = 0;
  let asked = new AbortController();
  let last = field.value.trim();

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const answer = await fetch(address(form), { signal: asked.signal, redirect: "error" }).catch(() => null);
    const text = answer?.ok ? await answer.text().catch(() => "") : "";
    const hits = new DOMParser().parseFromString(text, "text/html").querySelector("#main [data-hits]");
    if (!hits || field.value.trim() !== last) return;
    place.show(document.adoptNode(hits));
    status.textContent = hits.dataset.said ?? "";
  }

  field.addEventListener("input", () => {
    const words = field.value.trim();
    if (words === last) return;
    last = words;
    clearTimeout(timer);
    if (words.length < FEWEST) {
      asked.abort();
      place.hide();
    } else {
      timer = setTimeout(ask, PAUSE_MS);
    }
  });

  function walk(event) {
    const stops = [field, ...(place.part?.querySelectorAll("a") ?? [])].filter((each) => each.checkVisibility?.() ?? true);
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  addEventListener("keydown", (event) => {
    if (!form.contains(event.target) && !place.part?.contains(event.target)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event);
    if (event.key === "Escape" && event.target.matches("a")) field.focus();
    if (event.key === "Escape") place.hide();
  });
  form.addEventListener("focusout", (event) => !form.contains(event.relatedTarget) && place.hide());
}

if ("popover" in HTMLElement.prototype) document.querySelectorAll("[data-searches]").forEach(build);
