// The button that prints; without script the style sheet leaves it out.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
