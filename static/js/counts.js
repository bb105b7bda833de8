// <span data-counts="110" data-words="{number} of at most 110 characters"> in the hint of a field follows what is typed there.
for (const count of document.querySelectorAll(".field [data-counts]")) {
  const field = count.closest(".field").querySelector("input, textarea");
  field.addEventListener("input", () => {
    const number = [...field.value].length;
    count.textContent = count.dataset.words.replace("{number}", number);
    count.classList.toggle("is-too-long", number > Number(count.dataset.counts));
  });
}
