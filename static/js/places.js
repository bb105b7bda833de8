// How few places are left, when it matters: asked for once the page is there, so the page is the same for everyone.
async function fill(line) {
  const answer = await fetch(line.dataset.places).catch(() => null);
  if (answer?.ok) {
    const { places, link, invitation } = await answer.json();
    for (const { sentence, full } of places.filter((each) => each.sentence)) {
      const part = document.createElement(full ? "span" : "strong");
      if (full) part.className = "tag tag--outlined";
      part.textContent = sentence;
      line.append(part, " ");
    }
    if (places.some((each) => each.full && each.sentence)) {
      const way = document.createElement("a");
      way.href = link;
      way.textContent = invitation;
      line.append(way);
    }
  }
}

document.querySelectorAll("[data-places]").forEach(fill);
