// A page about long work says how far it has come, and loads anew when it is done. Without this it reloads by itself.
for (const part of document.querySelectorAll("[data-progress]")) {
  const bar = part.querySelector("progress");
  const state = part.querySelector("[data-progress-state]");
  const number = part.querySelector("[data-progress-number]");
  const look = async () => {
    try {
      const answer = await fetch(part.dataset.progress, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const now = await answer.json();
        if (now.is_over) {
          location.reload();
          return;
        }
        if (state.textContent !== now.state) state.textContent = now.state;
        if (bar) {
          bar.value = now.progress;
          number.textContent = now.progress;
        }
      }
    } catch {
      // no network at the moment: the next look may find it
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
