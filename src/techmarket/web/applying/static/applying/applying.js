// The form of an application while somebody types; every page works without it.
// Not here: fields of forms in general (pages/site.js).
"use strict";
(() => {
  const form = document.getElementById("form");
  let sending = 0;
  let waiting = null;

  // Saving by hand waits until what was saved by itself has been answered.
  form?.addEventListener("submit", (event) => {
    if (!sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter;
  }, true);
  const saves = (event) => event.detail.requestConfig?.verb === "post";
  document.addEventListener("htmx:beforeRequest", (event) => { if (saves(event)) sending += 1; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!saves(event)) return;
    sending -= 1;
    if (!sending && waiting) {
      const button = waiting;
      waiting = null;
      setTimeout(() => form.requestSubmit(button), 0);
    }
  });

  // Who sells and who buys decides what else is asked: the page is shown again.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-reloads]")) form.requestSubmit(form.querySelector("button[value=save]"));
  });
  // Enter in the box in which a party is looked for looks for it.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-quiet]")) return;
    event.preventDefault();
    htmx.trigger(event.target, "input");
  });

  // What somebody is typing into is never replaced.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.contains(document.activeElement)) event.detail.shouldSwap = false;
  });

  // Questions come and go with the answers, and each shows how it is judged.
  document.addEventListener("judged", (event) => {
    for (const [id, told] of Object.entries(event.detail)) {
      const asked = document.getElementById(`${id}-asked`);
      const field = document.getElementById(`${id}-field`);
      const control = document.getElementById(id);
      if (asked && !asked.contains(document.activeElement)) asked.hidden = !told.applies;
      if (field) {
        field.classList.toggle("wrong", told.look === "wrong");
        field.classList.toggle("doubtful", told.look === "doubtful");
      }
      if (control?.matches("input, select")) {
        if (told.look === "wrong") control.setAttribute("aria-invalid", "true");
        else control.removeAttribute("aria-invalid");
      }
    }
  });

  // A file that is too large is told of before it is sent.
  const file = document.querySelector("input[type=file][data-most]");
  file?.addEventListener("change", () => {
    const large = [...file.files].some((one) => one.size > Number(file.dataset.most));
    const place = document.getElementById("file-wrong");
    place.replaceChildren();
    if (!large) return;
    const told = document.createElement("p");
    told.className = "error";
    told.textContent = file.dataset.tooLarge;
    place.append(told);
    file.value = "";
  });
})();
