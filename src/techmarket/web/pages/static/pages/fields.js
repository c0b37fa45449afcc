// Fields of forms: codes found by typing, amounts said in 万元 and capitals.
// Without this script a list of codes is a native one, and a typed code or label is read by the server.
// Not here: what a form saves or checks (htmx attributes in the templates).
"use strict";

const later = (wait, act) => {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), wait);
  };
};

// A combobox over a native list (small lists) or over an address that is asked (large ones).
// What is sent is the code that was chosen, or the text as typed if it is none of the choices.
class Combobox {
  constructor(control) {
    this.nothing = control.dataset.nothing;
    this.address = control.tagName === "SELECT" ? "" : control.dataset.combobox;
    this.choices = this.address ? [] : this.choicesOf(control);
    this.sent = document.createElement("input");
    this.sent.type = "hidden";
    this.sent.name = control.name;
    this.input = this.address ? control : this.inputFor(control);
    this.sent.value = control.dataset.code || control.value;
    this.input.removeAttribute("name");
    this.box = document.createElement("div");
    this.box.className = "code-field";
    control.replaceWith(this.box);
    this.list = document.createElement("ul");
    this.list.className = "listbox";
    this.list.id = `${this.input.id}-list`;
    this.list.role = "listbox";
    this.list.hidden = true;
    this.list.setAttribute("aria-label", document.querySelector(`label[for="${this.input.id}"]`)?.textContent || "");
    this.box.append(this.input, this.sent, this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"],
      ["aria-expanded", "false"], ["aria-controls", this.list.id], ["autocomplete", "off"]])
      this.input.setAttribute(name, value);
    this.at = -1;
    this.timer = 0;
    this.asked = null;
    this.steps = 0;
    this.taken = false;
    this.listen();
  }

  choicesOf(select) {
    return [...select.options]
      .filter((one) => one.value && !one.disabled)
      .map((one) => ({ code: one.value, text: one.textContent, path: one.dataset.path || "" }));
  }

  inputFor(select) {
    const input = document.createElement("input");
    for (const one of select.attributes)
      if (!["name", "data-combobox", "data-nothing"].includes(one.name)) input.setAttribute(one.name, one.value);
    const chosen = select.selectedOptions[0];
    input.value = chosen && chosen.value ? chosen.textContent : "";
    input.placeholder = select.options[0].textContent;
    input.spellcheck = false;
    return input;
  }

  listen() {
    const ask = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.open(this.input.value), this.address ? 150 : 0);
    };
    this.input.addEventListener("input", (event) => {
      this.send(this.input.value);
      this.unmark();
      if (!event.isComposing) ask();
    });
    this.input.addEventListener("compositionend", ask);
    this.input.addEventListener("click", () => this.list.hidden && this.open(""));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // The list would lose the click if the field lost the focus before it.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.shown[[...this.list.children].indexOf(option)]);
    });
  }

  // Arrows and Enter that are pressed before the choices are here count once they are.
  async open(query, step = 0) {
    clearTimeout(this.timer);
    this.timer = 0;
    const asked = (this.asked = Symbol());
    this.steps = step;
    this.taken = false;
    const shown = this.address ? await this.fetched(query) : this.filtered(query);
    if (asked !== this.asked) return;
    this.asked = null;
    if (document.activeElement !== this.input) return;
    this.shown = shown;
    this.at = -1;
    this.list.replaceChildren(...shown.map((one, place) => this.option(one, place)));
    if (!shown.length) {
      const line = document.createElement("li");
      line.className = "nothing";
      line.textContent = this.nothing;
      this.list.append(line);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
    for (let left = Math.abs(this.steps); left; left -= 1) this.move(Math.sign(this.steps));
    this.steps = 0;
    if (this.taken && this.at >= 0) this.choose(this.shown[this.at]);
  }

  filtered(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    return this.choices.filter((one) => {
      const text = `${one.text} ${one.path}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }

  async fetched(query) {
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(query)}`);
      return answer.ok ? (await answer.json()).choices : [];
    } catch {
      return []; // The line is down; the typed text is read when the form is sent.
    }
  }

  option(one, place) {
    const line = document.createElement("li");
    line.role = "option";
    line.id = `${this.list.id}-${place}`;
    line.setAttribute("aria-selected", "false");
    line.textContent = one.text;
    if (one.path) {
      const path = document.createElement("span");
      path.className = "path";
      path.textContent = one.path;
      line.append(path);
    }
    return line;
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (this.asked) this.steps += step;
      else if (this.timer) this.open(this.input.value, step);
      else if (this.list.hidden) this.open(this.input.value);
      else this.move(step);
    } else if (event.key === "Enter" && this.asked && this.steps) {
      event.preventDefault();
      this.taken = true;
    } else if (event.key === "Enter" && !this.list.hidden && this.at >= 0) {
      event.preventDefault();
      this.choose(this.shown[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab" && !this.list.hidden && this.at >= 0) {
      this.choose(this.shown[this.at]);
    }
  }

  unmark() {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = -1;
    this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    if (!this.shown.length) return;
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = (this.at + step + this.shown.length + (this.at < 0 && step < 0 ? 1 : 0)) % this.shown.length;
    const line = this.list.children[this.at];
    line.setAttribute("aria-selected", "true");
    line.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", line.id);
  }

  choose(one) {
    this.input.value = one.text;
    this.send(one.code);
    this.close();
    for (const name of ["input", "change"]) this.sent.dispatchEvent(new Event(name, { bubbles: true }));
  }

  send(text) {
    const same = (this.shown || this.choices).find((one) => one.text === text || one.code === text);
    this.sent.value = same ? same.code : text;
  }

  close() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.asked = null;
    this.list.hidden = true;
    this.at = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

const echoing = (input) => {
  const echo = document.getElementById(`${input.id}-echo`);
  const say = later(250, async () => {
    const asked = input.value;
    try {
      const answer = await fetch(`${input.dataset.echo}?amount=${encodeURIComponent(asked)}`);
      if (answer.ok && input.value === asked) echo.textContent = await answer.text();
    } catch {
      echo.textContent = ""; // The line is down; the amount is read when the form is sent.
    }
  });
  input.addEventListener("input", say);
};

const ready = (root) => {
  for (const one of root.querySelectorAll("select[data-combobox], input[data-combobox][name]")) new Combobox(one);
  for (const one of root.querySelectorAll("input[data-echo]:not([data-echoing])")) {
    one.dataset.echoing = "1";
    echoing(one);
  }
};
document.addEventListener("DOMContentLoaded", () => ready(document));
document.addEventListener("htmx:load", (event) => ready(event.detail.elt.parentElement || document));
