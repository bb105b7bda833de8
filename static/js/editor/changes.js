// Part of a board that is here already: what changed is put into place, everything else stays as it is.
import { columns, piece, root, tray } from "./page.js";
import { putBack, setAside } from "./pieces.js";

const PARTS = [".subnav", ".editor__bar", ".editor__notices", "#checks", "[data-foot]"];

export function merge(news) {
  for (const name of PARTS) {
    root().querySelector(name)?.replaceWith(...news.querySelectorAll(name));
  }
  root().querySelector("[data-checks-foot]")?.remove();
  root().querySelector("#checks").before(...news.querySelectorAll("[data-checks-foot]"));
  around(news.querySelector("[data-tray]"));
  pieces(news);
  Object.assign(root().dataset, { revision: news.dataset.revision, seen: news.dataset.seen });
  delete root().dataset.saving;
}

// The tray's words are new, its pieces stay.
function around(fresh) {
  const old = tray();
  fresh.open = old.open;
  fresh.querySelector(".editor__pieces").replaceWith(old.querySelector(".editor__pieces"));
  old.replaceWith(fresh);
}

function pieces(news) {
  const lists = [...news.querySelectorAll("[data-list]")];
  const old = [...news.dataset.gone.split(" "), ...lists.flatMap((list) => [...list.children].map((each) => each.id.slice("item-".length)))];
  for (const uuid of old) {
    piece(uuid)?.remove();
  }
  for (const each of root().querySelectorAll(".piece--target")) {
    each.remove();
  }
  for (const each of root().querySelectorAll("[data-ghost]")) {
    putBack(each);
  }
  for (const each of news.dataset.aside.split(" ").filter(Boolean)) {
    const [uuid, lane, lanes] = each.split(":");
    setAside(piece(uuid), Number(lane), Number(lanes));
  }
  for (const list of lists) {
    const home = columns()[Number(list.dataset.list)] ?? tray().querySelector(".editor__pieces");
    for (const each of [...list.children]) {
      const before = piece(each.dataset.after);
      each.removeAttribute("data-after");
      if (before) {
        before.after(each);
      } else {
        home.prepend(each);
      }
    }
  }
}
