// <p data-counter="<id of a field>" data-limit>: how much is typed of what may be typed. It is read aloud only once it is too much.
for (const line of document.querySelectorAll("[data-counter]")) {
  const field = document.getElementById(line.dataset.counter);
  const limit = Number(line.dataset.limit);

  const count = () => {
    const number = [...field.value.trim()].length;
    const text = number > limit ? line.dataset.over.replace("{number}", number - limit) : line.dataset.within.replace("{number}", number);
    line.setAttribute("aria-live", number > limit ? "polite" : "off");
    line.classList.toggle("is-over", number > limit);
    if (line.textContent !== text) line.textContent = text;
  };

  field.addEventListener("input", count);
  field.form.addEventListener("change", count); // what a script has put into it
  count();
}
