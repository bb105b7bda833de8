// [data-track-colour]: a picker, colours to choose from, and how the track would look. The same steps as events.rules.places.
const shares = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
const mixed = (colour, other, share) => {
  const theirs = shares(other);
  const mix = (part, at) => Math.round(part * share + theirs[at] * (1 - share));
  return `#${shares(colour).map((part, at) => mix(part, at).toString(16).padStart(2, "0")).join("")}`;
};
const linear = (part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const brightness = (colour) => {
  const [red, green, blue] = shares(colour).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const ratio = (one, other) => {
  const [low, high] = [brightness(one), brightness(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};
const faces = (colour) => ({
  "light-bar": colour,
  "light-letter": "#ffffff",
  "light-ground": mixed(colour, "#ffffff", 0.1),
  "light-text": mixed(colour, "#131525", 0.78),
  "dark-bar": mixed(colour, "#ffffff", 0.52),
  "dark-letter": "#131525",
  "dark-ground": mixed(colour, "#131525", 0.24),
  "dark-text": mixed(colour, "#ffffff", 0.4),
});

for (const part of document.querySelectorAll("[data-track-colour]")) {
  const field = part.querySelector("input[name='colour']");
  const label = part.querySelector("label[hidden]");
  const picker = label.querySelector("input");
  const words = part.querySelector("[data-words]");
  const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const show = () => {
    const colour = field.value.trim();
    if (!/^#[0-9a-f]{6}$/i.test(colour)) {
      words.textContent = "";
      return;
    }
    const found = faces(colour);
    picker.value = colour.toLowerCase();
    part.querySelectorAll("[data-face]").forEach((each) => each.setAttribute("fill", found[each.dataset.face]));
    const pairs = ["light", "dark"].flatMap((scheme) => [
      ratio(found[`${scheme}-letter`], found[`${scheme}-bar`]),
      ratio(found[`${scheme}-text`], found[`${scheme}-ground`]),
    ]);
    const least = Math.floor(Math.min(...pairs) * 10) / 10;
    words.textContent = (least < 4.5 ? words.dataset.low : words.dataset.words).replace("{contrast}", format.format(least));
  };
  const choose = (colour) => {
    field.value = colour.toUpperCase();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  label.hidden = false;
  field.addEventListener("input", show);
  picker.addEventListener("input", () => choose(picker.value));
  part.addEventListener("click", (event) => {
    const button = event.target.closest("[data-colour]");
    if (button) {
      choose(button.dataset.colour);
    }
  });
  show();
}
