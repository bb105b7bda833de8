// <p data-unsaved data-words="…"> in a guarded form says from the first change on that something is not saved yet.
for (const state of document.querySelectorAll("form [data-unsaved]")) {
  state.closest("form").addEventListener("input", () => {
    if (state.textContent !== state.dataset.words) {
      state.textContent = state.dataset.words;
    }
  });
}
