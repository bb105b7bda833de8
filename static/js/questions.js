// <div data-only-if="q3" data-answers="yes">: a question that is asked only of those who gave one of these answers to an
// earlier question, or field. Hidden until then, and again when the answer changes; what was typed stays. The sentence that says for whom
// the question is goes, because now the page itself says so. Without this script everything is in sight.
const dependent = [...document.querySelectorAll("[data-only-if]")];

function isAsked(question) {
  const answers = question.dataset.answers.split(" ");
  const name = question.dataset.onlyIf;
  const given = document.querySelectorAll(`[name="${name}"]:checked, select[name="${name}"]`);
  return [...given].some((input) => answers.includes(input.value) && !input.closest("[data-only-if][hidden]"));
}

function update() {
  for (const question of dependent) {
    question.hidden = !isAsked(question); // in the page's order, so that a question that hides takes its own along
  }
}

for (const words of document.querySelectorAll("[data-only-if-words]")) {
  words.hidden = true;
}
if (dependent.length > 0) {
  document.addEventListener("change", update);
  update();
}
