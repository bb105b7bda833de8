// The sentences of the plan's script, in the language of the page.
export const words = JSON.parse(document.querySelector("[data-live][data-words]")?.dataset.words ?? "{}");
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_hole, name) => values[name]);
