// [data-accent]: a colour picker beside the text field, and a preview that follows what is typed. The same steps as events.rules.palette.
const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const luminance = (colour) => {
  const [red, green, blue] = parts(colour).map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
};
const lightened = (colour, share) =>
  "#" + parts(colour).map((part) => Math.round(part * share + 255 * (1 - share)).toString(16).padStart(2, "0")).join("");
const inTheDark = (colour) => {
  if (colour.toLowerCase() === "#004b76") {
    return "#80cdec";
  }
  for (let share = 45; share > 0; share -= 1) {
    const step = lightened(colour, share / 100);
    if (contrast(step, "#131525") >= 7 && contrast(step, "#06202e") >= 4.5) {
      return step;
    }
  }
  return "#ffffff";
};

for (const part of document.querySelectorAll("[data-accent]")) {
  const field = part.querySelector("input[name='accent']");
  const label = part.querySelector("label[hidden]");
  const picker = label.querySelector("input");
  const words = part.querySelector("[data-accent-words]");
  const decimal = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const show = () => {
    const colour = field.value.trim() || field.placeholder;
    if (!/^#[0-9a-f]{6}$/i.test(colour)) {
      words.textContent = "";
      return;
    }
    picker.value = colour.toLowerCase();
    const measured = Math.floor(contrast(colour, "#ffffff") * 10) / 10;
    const sentence = measured < 4.5 ? words.dataset.accentLow : words.dataset.accentWords;
    words.textContent = sentence.replace("{contrast}", decimal.format(measured));
    part.querySelectorAll(".is-light").forEach((each) => each.setAttribute("fill", colour));
    part.querySelectorAll(".is-dark").forEach((each) => each.setAttribute("fill", inTheDark(colour)));
  };
  label.hidden = false;
  field.addEventListener("input", show);
  picker.addEventListener("input", () => {
    field.value = picker.value.toUpperCase();
    show();
  });
  show();
}
