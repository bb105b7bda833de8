// [data-passkey="get"]: a button that signs in by a passkey; [data-passkey="create"]: a form that adds one. Both show themselves
// where the browser can do that. The answer of the device is sent as a form, so that the page that follows is the server's.
const hasName = !/^[\d.]+$|^\[/.test(location.hostname); // devices make no passkeys for a bare IP address
const supported =
  hasName && window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential.parseRequestOptionsFromJSON;

// The form that is sent: the part itself, or one made of its token.
const formOf = (part) => {
  if (part instanceof HTMLFormElement) {
    return part;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = part.dataset.action;
  for (const [name, value] of [["csrf_token", document.querySelector("input[name='csrf_token']").value], ["answer", ""]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  part.append(form);
  return form;
};

const ask = async (part, form) => {
  const response = await fetch(part.dataset.options, { method: "POST", body: new FormData(form) });
  const said = await response.json();
  if (!response.ok) {
    throw new Error(said.trouble);
  }
  return part.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(said) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(said) });
};

const answer = async (part, form) => {
  const trouble = part.querySelector("[data-trouble]");
  trouble.textContent = "";
  try {
    const credential = await ask(part, form);
    form.elements.answer.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch (error) {
    // the device says no by an exception of its own; the server by a sentence
    trouble.textContent = error instanceof DOMException ? part.dataset.refused : error.message;
  }
};

for (const part of document.querySelectorAll("[data-passkey]")) {
  part.hidden = !supported;
  document.querySelector("[data-no-passkey]")?.toggleAttribute("hidden", Boolean(supported));
  const form = supported && formOf(part);
  const [source, kind] = form === part ? [part, "submit"] : [part.querySelector("button"), "click"];
  source.addEventListener(kind, (event) => {
    event.preventDefault();
    answer(part, form);
  });
}
