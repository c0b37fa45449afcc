// Shortcuts of the queues and of the page of a contract. Every one of them has a link or a button;
// they rest while somebody types, and can be turned off.
"use strict";
(() => {
  const off = "techmarket.keys.off";
  const rows = [...document.querySelectorAll("[data-row]")];
  const onOff = document.querySelector("[data-keys-on]");
  const remembered = () => { try { return localStorage.getItem(off) === "1"; } catch { return false; } };
  const remember = (value) => { try { localStorage.setItem(off, value); } catch { /* private window */ } };
  let isOff = remembered();
  let at = -1;

  if (onOff) {
    onOff.checked = !isOff;
    onOff.addEventListener("change", () => { isOff = !onOff.checked; remember(isOff ? "1" : "0"); });
  }

  const tickAll = document.querySelector("[data-tick-all]");
  if (tickAll) {
    tickAll.hidden = false;
    tickAll.addEventListener("click", () => {
      const ticks = [...document.querySelectorAll("[data-tick]")];
      const all = ticks.every((one) => one.checked);
      ticks.forEach((one) => { one.checked = !all; });
    });
  }

  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");

  const go = (step) => {
    if (!rows.length) return;
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows.forEach((row, place) => row.classList.toggle("is-here", place === at));
    rows[at].querySelector("[data-open]").focus();
  };

  document.addEventListener("keydown", (event) => {
    if (isOff || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j" || event.key === "k") {
      go(event.key === "j" ? 1 : -1);
    } else if (event.key === "x" && at >= 0) {
      const tick = rows[at].querySelector("[data-tick]");
      if (!tick) return;
      tick.checked = !tick.checked;
    } else {
      const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
      if (!found) return;
      if (found.matches("input, textarea, select, summary")) {
        found.closest("details")?.setAttribute("open", "");
        found.focus();
      } else {
        found.click();
      }
    }
    event.preventDefault();
  });
})();
