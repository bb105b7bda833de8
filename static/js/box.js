// <a data-box>: the form of that page (data-boxed) opens in a box above this one, and leads back here when it is sent.
// Where it cannot be had, and without script, the page itself opens.
for (const link of document.querySelectorAll("a[data-box]")) {
  const box = document.createElement("dialog");
  box.className = "keys keys--card";

  const open = async () => {
    const answer = await fetch(link.href).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page && page.querySelector("[data-boxed]");
    if (!form) {
      location.assign(link.href);
      return;
    }
    box.setAttribute("aria-label", link.textContent.trim());
    box.replaceChildren(document.adoptNode(form));
    form.querySelector("[data-box-close]").addEventListener("click", (event) => {
      event.preventDefault();
      box.close();
    });
    document.body.append(box);
    box.showModal();
    form.querySelector("textarea").focus();
  };

  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}
