// A programme of more rooms than fit: which of them are in sight, and two buttons that bring the others.
const SLACK = 8;

function watch(frame) {
  const line = frame.previousElementSibling;
  const sentence = line.querySelector("[data-in-sight]");
  const [before, after] = line.querySelectorAll("[data-steps] button");
  const heads = [...frame.querySelectorAll(".timetable__room")];
  const axis = () => heads[0].offsetLeft;

  const tell = () => {
    const { left } = frame.getBoundingClientRect();
    const inSight = heads.map((head) => head.getBoundingClientRect()).map(
      (head) => head.width > 0 && head.left >= left + axis() - SLACK && head.right <= left + frame.clientWidth + SLACK,
    );
    const first = inSight.indexOf(true) + 1;
    const last = inSight.lastIndexOf(true) + 1;
    sentence.textContent = first ? sentence.dataset.inSight.replace("{first}", first).replace("{last}", last) : "";
    before.disabled = frame.scrollLeft <= SLACK;
    after.disabled = frame.scrollLeft >= frame.scrollWidth - frame.clientWidth - SLACK;
  };

  const step = (way) => {
    const width = heads[1].offsetLeft - heads[0].offsetLeft;
    const many = Math.max(1, Math.floor((frame.clientWidth - axis()) / width));
    frame.scrollBy({ left: way * many * width });
  };

  before.addEventListener("click", () => step(-1));
  after.addEventListener("click", () => step(1));
  frame.addEventListener("scroll", tell, { passive: true });
  new ResizeObserver(tell).observe(frame); // also when its day is chosen
  line.querySelector("[data-steps]").hidden = false;
}

for (const frame of document.querySelectorAll("[data-rooms]")) watch(frame);
