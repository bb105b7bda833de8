// <form data-saves-itself>: what is typed is saved a moment later, in the background. Without this a button saves. Once a
// colleague has saved in between nothing is sent by itself any more: the button then shows both texts.
const PAUSE_MS = 1500;
const form = document.querySelector("form[data-saves-itself]");

if (form) {
  const state = form.querySelector("[data-unsaved]");
  let timer = null;
  let underway = null;
  let isStopped = form.dataset.guard === "unsaved";

  const settle = (sent, answer) => {
    form.elements.revision.value = answer.revision;
    const typed = [...form.elements].filter((each) => each.name && "defaultValue" in each && each.type !== "hidden");
    for (const field of typed) if (sent.get(field.name) === field.value) field.defaultValue = field.value;
    form.dispatchEvent(new Event(typed.some((field) => field.value !== field.defaultValue) ? "input" : "saved"));
  };

  const save = async () => {
    const sent = new FormData(form);
    const headers = { Accept: "application/json" };
    const reply = await fetch(form.action, { method: "POST", body: sent, headers }).catch(() => null);
    const answer = reply?.headers.get("Content-Type")?.startsWith("application/json") ? await reply.json() : null;
    if (reply?.status === 409) isStopped = true;
    if (reply?.ok && answer) settle(sent, answer);
    if (answer) state.textContent = answer.message;
  };

  form.addEventListener("input", (event) => {
    if (event.target === form) return;
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(() => {
      underway = (underway ?? Promise.resolve()).then(save).finally(() => {
        underway = null;
      });
    }, PAUSE_MS);
  });

  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!underway) return;
    event.preventDefault();
    underway.then(() => form.requestSubmit(event.submitter));
  });
}
