// Items under way, by pointer or by keys: where they were, where they would go, what would be wrong there.
import { chosen, chooseNone, clock, columns, fill, inSight, instant, minutes, root, say, span, words } from "./page.js";
import { putBack } from "./pieces.js";
import { own, send, settle } from "./sync.js";

const WAIT = 120; // before asking what would be wrong there
let current = null;

export const carried = () => current;

export function pickUp(lead, how) {
  current?.cancel();
  current = new Carry(lead, how);
  return current;
}

class Carry {
  constructor(lead, { aloud = false, alone = false } = {}) {
    this.aloud = aloud;
    const together = chosen();
    const taken = !alone && together.includes(lead) ? [lead, ...together.filter((each) => each !== lead)] : [lead];
    const rooms = columns();
    this.items = taken.map((element) => ({
      element,
      uuid: element.dataset.item,
      name: element.dataset.name,
      revision: element.dataset.revision, // what was seen when it was picked up
      at: "at" in element.dataset ? Number(element.dataset.at) : null,
      column: Math.max(0, rooms.indexOf(element.parentElement)),
      length: Number(element.dataset.length),
    }));
    for (const { uuid } of this.items) {
      own.delete(uuid);
    }
    [this.lead] = this.items;
    const seen = this.lead.at === null ? inSight() : this.lead; // what comes from the tray begins where one looks
    this.at = seen.at;
    this.column = seen.column;
    this.length = this.lead.length;
    this.off = this.lead.at === null;
    this.day = root().dataset.day;
    this.shift = 0;
    for (const { element, at, length } of this.items) {
      const time = element.querySelector(".piece__time");
      element.dataset.ghost ??= time?.textContent ?? ""; // what it says again when it is put back
      if (time && at !== null) {
        time.textContent = fill(words.before, { time: span(at, length) });
      }
    }
    this.bubble = document.createElement("div");
    this.bubble.className = "editor__bubble";
    this.bubble.setAttribute("aria-hidden", "true"); // the live region says the same
    document.body.append(this.bubble);
    if (aloud) {
      this.off = false;
      this.show();
      say(fill(words.picked, { item: this.lead.name, place: this.place() }));
    }
  }

  // To these minutes and that column, as far as there is a board; true when it is somewhere else now.
  to({ at = this.at, column = this.column, length, off = false }) {
    const start = length === undefined ? this.within(at) : Math.max(0, at);
    const long = Math.min(Math.max(length ?? this.length, 1), length === undefined ? 24 * 60 : minutes() - start);
    const wanted = [start, this.beside(column), long, off];
    const was = [this.at, this.column, this.length, this.off];
    if (wanted.every((value, index) => value === was[index])) {
      return false;
    }
    [this.at, this.column, this.length, this.off] = wanted;
    this.show();
    this.ask();
    return true;
  }

  // As early or late as everything that moves together stays on the board.
  within(at) {
    const placed = this.items.filter((item) => item !== this.lead && item.at !== null && this.lead.at !== null);
    const before = placed.map((item) => this.lead.at - item.at);
    const after = placed.map((item) => item.at + item.length - this.lead.at);
    const latest = minutes() - Math.max(this.length, ...after);
    return Math.max(0, ...before, Math.min(at, latest));
  }

  // The column, as far as everything that moves together has one.
  beside(column) {
    const placed = this.items.filter((item) => item.at !== null);
    const left = Math.max(0, ...placed.map((item) => this.lead.column - item.column));
    const right = Math.max(0, ...placed.map((item) => item.column - this.lead.column));
    return Math.max(left, Math.min(column, columns().length - 1 - right));
  }

  // To where the next free stretch begins in which it fits, on this day; after the last one comes the first.
  async toNextFree() {
    const answer = await fetch(`${root().dataset.free.replace("UUID", this.lead.uuid)}`);
    const rooms = columns().map((room) => room.dataset.column);
    const begins = instant(0).getTime();
    const spots = (answer.ok ? await answer.json() : [])
      .map(([start, room]) => ({ at: (Date.parse(start) - begins) / 60_000, column: rooms.indexOf(String(room)) }))
      .filter(({ at, column }) => at >= 0 && at + this.length <= minutes() && column >= 0)
      .sort((one, other) => one.at - other.at || one.column - other.column);
    const next = spots.find(({ at, column }) => at > this.at || (at === this.at && column > this.column)) ?? spots[0];
    if (next && current === this) {
      this.to(next);
    } else if (current === this) {
      say(words.nowhere);
    }
  }

  toDay(tab) {
    this.day = tab.dataset.dayTab;
    this.shift = Number(tab.dataset.shift);
    this.ask();
  }

  // Where each item would be. What came from the tray follows one after the other.
  places() {
    let after = this.at + this.length;
    return this.items.map((item) => {
      if (item === this.lead) {
        return { item, at: this.at, column: this.column, length: this.length };
      }
      const column = item.column + this.column - this.lead.column;
      if (item.at === null || this.lead.at === null) {
        const at = after;
        after += item.length;
        return { item, at, column: this.column, length: item.length };
      }
      return { item, at: item.at + this.at - this.lead.at, column, length: item.length };
    });
  }

  show() {
    const rooms = columns();
    for (const { item, at, column, length } of this.places()) {
      item.target ??= this.target(item);
      item.target.hidden = this.off || this.shift !== 0;
      if (item.target.parentElement !== rooms[column]) {
        rooms[column].append(item.target);
      }
      item.target.style.setProperty("--at", at);
      item.target.style.setProperty("--length", length);
      item.target.querySelector(".piece__time").textContent = span(at, length);
    }
    if (this.aloud) {
      this.lead.target?.scrollIntoView({ block: "nearest", inline: "nearest" }); // a pointer scrolls at the edges
    }
    this.bubbleAt();
  }

  target(item) {
    const copy = item.element.cloneNode(true);
    copy.removeAttribute("id");
    copy.removeAttribute("data-item");
    copy.removeAttribute("data-ghost");
    copy.removeAttribute("data-chosen");
    copy.setAttribute("aria-hidden", "true");
    copy.inert = true;
    copy.className = `${[...copy.classList].filter((name) => !/^lanes?-/.test(name)).join(" ")} piece--target`;
    if (!copy.querySelector(".piece__time")) {
      const time = document.createElement("p");
      time.className = "piece__time";
      copy.querySelector("div").append(time);
    }
    return copy;
  }

  place() {
    if (this.off) {
      return words.tray;
    }
    const room = columns()[this.column].dataset.roomName;
    const time = fill(words.span, { start: clock(this.at), end: clock(this.at + this.length) });
    return fill(words.at, { room, time });
  }

  moves() {
    const rooms = columns();
    return this.places().map(({ item, at, column, length }) => {
      const start = this.off ? "" : `${instant(at + this.shift).toISOString().slice(0, 16)}Z`;
      const room = this.off ? "" : rooms[column].dataset.column;
      return () => [item.uuid, own.get(item.uuid) ?? item.revision, start, length, room].join(";");
    });
  }

  // A moment later, the server says in words what would be wrong here.
  ask() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.asked = new AbortController();
    this.tell(null);
    this.waiting = setTimeout(async () => {
      const query = new URLSearchParams(this.moves().map((move) => ["move", move()]));
      try {
        const answer = await fetch(`${root().dataset.clashes}?${query}`, { signal: this.asked.signal });
        this.tell(answer.ok ? await answer.json() : []);
      } catch (error) {
        if (error.name !== "AbortError") {
          this.tell([]);
        }
      }
    }, WAIT);
  }

  tell(found) {
    const where = this.place();
    const lines = [where, ...(found?.length ? found : [])];
    this.bubble.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      }),
    );
    this.bubble.toggleAttribute("data-clash", Boolean(found?.length));
    for (const { target } of this.items) {
      target?.toggleAttribute("data-clash", Boolean(found?.length));
    }
    this.bubbleAt();
    if (this.aloud && found) {
      say(lines.join(". "));
    }
  }

  bubbleAt() {
    if (this.off || this.shift || !this.lead.target?.isConnected) {
      this.bubble.hidden = true;
      return;
    }
    this.bubble.hidden = !this.bubble.textContent;
    const there = this.lead.target.getBoundingClientRect();
    const here = this.bubble.getBoundingClientRect();
    const right = there.right + 8 + here.width < innerWidth;
    const x = right ? there.right + 8 : Math.max(8, there.left - here.width - 8);
    const y = Math.min(Math.max(8, there.top), innerHeight - here.height - 8);
    this.bubble.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  // Put down here: nothing is sent when nothing changed.
  async drop() {
    const { lead } = this;
    const moved = this.off ? lead.at !== null : lead.at !== this.at || lead.column !== this.column || lead.length !== this.length || this.shift !== 0;
    if (!moved) {
      this.cancel();
      return;
    }
    const moves = this.moves();
    this.end();
    say(words.saving);
    const uuids = this.items.map((item) => item.uuid);
    if (await send(moves, this.day, uuids)) {
      chooseNone();
    } else {
      this.remove();
    }
  }

  cancel() {
    this.end();
    this.remove();
    say(fill(words.cancelled, { item: this.lead.name }));
    settle();
  }

  end() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.bubble.remove();
    current = null;
  }

  // Everything looks as before.
  remove() {
    for (const { element, target } of this.items) {
      target?.remove();
      putBack(element);
    }
  }
}
