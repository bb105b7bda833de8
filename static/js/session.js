// Two minutes before somebody's own page closes it says so, and one button keeps it open. Without script the page names
// the hour. The time left comes from the server, so a wrong clock does no harm; a device that slept looks again.
const line = document.querySelector("[data-session]");
const WARN_SECONDS = 120;
const LOOK_AGAIN_MS = 5_000;

if (line) {
  const dialog = line.querySelector("[data-session-dialog]");
  let endsAt = Date.now() + Number(line.dataset.seconds) * 1000;
  let noted = false;

  const show = (isOver) => {
    for (const part of dialog.querySelectorAll("[data-session-soon]")) part.hidden = isOver;
    for (const part of dialog.querySelectorAll("[data-session-over]")) part.hidden = !isOver;
    dialog.setAttribute("aria-labelledby", isOver ? "session-over" : "session-ends");
    if (!dialog.open) dialog.showModal();
  };

  const look = () => {
    const left = (endsAt - Date.now()) / 1000;
    if (left <= 0) {
      show(true);
      clearInterval(timer);
    } else if (left <= WARN_SECONDS && !noted) {
      noted = true;
      show(false);
    }
  };

  const stay = async () => {
    const answer = await fetch(line.dataset.session, { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return show(true);
    endsAt = Date.now() + (await answer.json()).seconds * 1000;
    noted = endsAt - Date.now() <= WARN_SECONDS * 1000; // four hours are over: it cannot be prolonged again
    dialog.close();
  };

  dialog.querySelector("[data-session-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-session-close]").addEventListener("click", () => dialog.close());
  document.addEventListener("visibilitychange", look);
  const timer = setInterval(look, LOOK_AGAIN_MS);
}
