// A reason chosen on the page of a decline puts its texts into the fields, unless somebody has changed them.
for (const texts of document.querySelectorAll("[data-reasons]")) {
  const form = texts.closest("form");
  const ours = new Set([...texts.attributes].filter((each) => each.name.startsWith("data-")).map((each) => each.value));
  form.addEventListener("change", (event) => {
    if (event.target.name !== "reason") {
      return;
    }
    for (const language of ["de", "en"]) {
      const field = form.elements[`text_${language}`];
      if (ours.has(field.value.trim())) {
        field.value = texts.getAttribute(`data-${event.target.value}-${language}`);
      }
    }
  });
}
