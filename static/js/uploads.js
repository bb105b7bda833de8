// <form data-uploads>: several files are chosen at once and sent one after the other, each with how far it has come; a refused one says
// why. When all have arrived the page loads anew. Without this one file is sent at a time.
for (const form of document.querySelectorAll("[data-uploads]")) {
  const field = form.querySelector("input[type=file]");
  const list = form.querySelector("[data-uploads-list]");
  field.multiple = true;

  const row = (file) => {
    const line = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const state = document.createElement("span");
    name.className = "uploads__name";
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    state.className = "uploads__state";
    state.textContent = form.dataset.waiting;
    line.append(name, bar, state);
    list.append(line);
    return { bar, state };
  };

  const send = (file, bar) =>
    new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const content = new FormData(form);
      content.delete(field.name);
      content.append(field.name, file);
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      });
      request.addEventListener("load", () => resolve(request.status === 200 ? "" : request.response?.error || form.dataset.lost));
      request.addEventListener("error", () => resolve(form.dataset.lost));
      request.send(content);
    });

  const deliver = (file, bar) => (file.size > Number(form.dataset.most) ? form.dataset.heavy : send(file, bar));
  let isSending = false;

  form.addEventListener("submit", async (event) => {
    if (!field.files.length) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    list.replaceChildren();
    list.hidden = false;
    const rows = [...field.files].map((file) => ({ file, ...row(file) }));
    let failures = 0;
    for (const { file, bar, state } of rows) {
      const error = await deliver(file, bar);
      bar.value = 1;
      state.textContent = error || form.dataset.done;
      if (error) {
        state.dataset.failed = "";
        failures += 1;
      }
    }
    isSending = false;
    field.value = "";
    if (!failures) location.reload();
  });
}
