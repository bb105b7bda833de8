// <form data-upload="<address where a file begins>">: a chosen PDF is sent in parts before the form is, and the form then
// names it. After a cut it goes on with the part that is missing. Without this the form carries the whole file.
const form = document.querySelector("form[data-upload]");
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15_000];
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

class Refused extends Error {}

async function send(address, fields) {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await fetch(address, { method: "POST", body, redirect: "error", headers: { Accept: "application/json" } });
  if (answer.ok) return answer.json();
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status < 500 && answer.status !== 429) {
    throw new Refused(isJson ? (await answer.json()).error : form.dataset.failed);
  }
  throw new TypeError("try again"); // as when there is no network
}

async function again(act, show) {
  for (const ms of PAUSES_MS) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      show(form.dataset.waits);
      await pause(ms);
    }
  }
  throw new Refused(form.dataset.failed);
}

async function upload(file, show) {
  if ((await file.slice(0, 5).text()) !== "%PDF-") throw new Refused(form.dataset.other);
  const begun = await again(() => send(form.dataset.upload, { name: file.name, size: file.size }), show);
  const address = `${form.dataset.upload}/${begun.upload}`;
  let number = begun.next;
  while (number < begun.parts) {
    const piece = file.slice(number * begun.part_bytes, (number + 1) * begun.part_bytes);
    show(form.dataset.sends, number / begun.parts);
    number = (await again(() => send(`${address}/${number}`, { file: new File([piece], "part") }), show)).next;
  }
  return begun.upload;
}

function start() {
  const field = form.elements.file;
  const bar = form.querySelector("[data-upload-bar]");
  const words = form.querySelector("[data-upload-words]");
  const most = Number(form.dataset.most);
  const button = form.querySelector("button[type='submit']");
  const show = (sentence, part) => {
    bar.hidden = false;
    if (words.textContent !== sentence) words.textContent = sentence;
    if (part !== undefined) bar.querySelector("progress").value = part;
  };
  const refuse = (sentence) => {
    show(sentence);
    button.disabled = false;
    bar.classList.add("is-refused");
    field.focus();
  };
  field.addEventListener("change", () => {
    form.elements.upload.value = "";
    bar.classList.remove("is-refused");
    bar.hidden = true;
    if (field.files[0]?.size > most) refuse(form.dataset.heavy);
  });
  form.addEventListener("submit", async (event) => {
    const file = field.files[0];
    if (!file || form.elements.url?.value) return;
    event.preventDefault();
    if (file.size > most) return refuse(form.dataset.heavy);
    button.disabled = true;
    bar.classList.remove("is-refused");
    try {
      form.elements.upload.value = await upload(file, show);
      show(form.dataset.done, 1);
      field.disabled = true; // the form names the file and carries it no more
      form.submit();
    } catch (error) {
      refuse(error instanceof Refused ? error.message : form.dataset.failed);
    }
  });
}

if (form?.elements.file) start();
