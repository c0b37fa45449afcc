/* What the pages of a book can do: tell the facts of a number, and search. It asks for nothing over
   the network and evaluates no text as a program. Not here: any number or word of the book. */
"use strict";
(() => {
  const data = document.getElementById("facts");
  const facts = data ? JSON.parse(data.textContent) : null;

  /* Facts: the cell under the pointer or with the focus tells what its number is. */
  function tellFacts() {
    const box = document.createElement("div");
    box.id = "fact";
    box.setAttribute("role", "tooltip");
    box.hidden = true;
    document.body.append(box);
    let shown = null;
    let leaving = 0;

    const add = (tag, text) => {
      const line = document.createElement(tag);
      line.textContent = text;
      box.append(line);
    };

    function fill(id) {
      const [exact, status, origin, role] = facts.cells[id];
      const [name, meaning] = facts.measures[id.split(":", 1)[0]] || ["", ""];
      const words = facts.words;
      box.replaceChildren();
      if (name) add("strong", name);
      if (meaning) add("span", meaning);
      if (exact) add("span", words.exact + words.colon + exact);
      add("span", words.status + words.colon + status);
      add("span", words.origin + words.colon + origin);
      if (role) add("span", words[role] + words.colon + facts.snapshots[role]);
      add("span", words.id + words.colon + id);
    }

    function place(element) {
      const at = element.getBoundingClientRect();
      const room = document.documentElement.clientWidth;
      const left = Math.min(Math.max(at.left, 8), Math.max(8, room - box.offsetWidth - 8));
      const below = at.bottom + box.offsetHeight + 8 < window.innerHeight;
      const top = below || at.top < box.offsetHeight + 8 ? at.bottom + 4 : at.top - box.offsetHeight - 4;
      box.style.left = `${left + window.scrollX}px`;
      box.style.top = `${top + window.scrollY}px`;
    }

    function show(element) {
      clearTimeout(leaving);
      if (shown === element) return;
      hide();
      const id = element.dataset.cell;
      if (!facts.cells[id]) return;
      fill(id);
      box.hidden = false;
      place(element);
      element.setAttribute("aria-describedby", "fact");
      shown = element;
    }

    function hide() {
      clearTimeout(leaving);
      if (shown) shown.removeAttribute("aria-describedby");
      shown = null;
      box.hidden = true;
    }

    const later = () => {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 250);
    };
    const cellOf = (event) => (event.target.closest ? event.target.closest("[data-cell]") : null);

    document.addEventListener("pointerover", (event) => {
      const cell = cellOf(event);
      if (cell) show(cell);
      else if (box.contains(event.target)) clearTimeout(leaving);
      else if (shown && shown !== document.activeElement) later();
    });
    document.addEventListener("focusin", (event) => {
      const cell = cellOf(event);
      if (cell) show(cell);
      else hide();
    });
    document.addEventListener("focusout", (event) => {
      if (cellOf(event)) later();
    });
    document.addEventListener("click", (event) => {
      const cell = cellOf(event);
      if (cell) show(cell);
      else if (!box.contains(event.target)) hide();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
    });
  }

  /* One stop of the Tab key for a table, a paragraph or a figure; arrow keys move inside. */
  function moveByArrows() {
    for (const group of document.querySelectorAll("tbody, main p, main li, main dd, .drawing svg")) {
      const cells = group.querySelectorAll("[data-cell]");
      cells.forEach((cell, place) => cell.setAttribute("tabindex", place ? "-1" : "0"));
      if (cells.length) group.addEventListener("keydown", (event) => move(event, group));
    }
  }

  function move(event, group) {
    const cell = event.target.closest("[data-cell]");
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
    const next = target(event.key, cell, group);
    if (!next) return;
    event.preventDefault();
    group.querySelectorAll('[tabindex="0"][data-cell]').forEach((c) => c.setAttribute("tabindex", "-1"));
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  function target(key, cell, group) {
    const all = [...group.querySelectorAll("[data-cell]")];
    const place = all.indexOf(cell);
    if (key === "Home") return all[0];
    if (key === "End") return all[all.length - 1];
    if (key === "ArrowRight") return all[place + 1];
    if (key === "ArrowLeft") return all[place - 1];
    if (key !== "ArrowUp" && key !== "ArrowDown") return null;
    const row = cell.closest("tr");
    if (!row) return all[place + (key === "ArrowDown" ? 1 : -1)];
    return inOtherRow(row, cell, key === "ArrowDown");
  }

  /* The cell below or above; the next group of rows is a body of its own. */
  function inOtherRow(row, cell, down) {
    const rows = [...row.closest("table").tBodies].flatMap((body) => [...body.rows]);
    const fromRight = row.cells.length - cell.cellIndex;
    let place = rows.indexOf(row) + (down ? 1 : -1);
    for (; rows[place]; place += down ? 1 : -1) {
      const found = rows[place].cells[rows[place].cells.length - fromRight];
      if (found && found.dataset.cell) return found;
    }
    return null;
  }

  /* Search: every word has to be in the entry; titles come before rows, as in the index. */
  function search() {
    const form = document.querySelector("form.search");
    const query = document.getElementById("query");
    const results = document.getElementById("results");
    const entries = window.techmarketSearch || [];
    const plain = (text) => text.normalize("NFKC").toLowerCase();
    const texts = entries.map(([title, where]) => plain(`${title} ${where}`));
    const words = results.dataset;
    const most = 40;

    function line(tag, text) {
      const element = document.createElement(tag);
      element.textContent = text;
      return element;
    }

    function find() {
      const wanted = plain(query.value).split(/\s+/).filter(Boolean);
      results.replaceChildren();
      results.hidden = wanted.length === 0;
      if (results.hidden) return;
      const found = entries.filter((_, place) => wanted.every((word) => texts[place].includes(word)));
      const count = found.length ? words.found.replace("{}", found.length) : words.nothing;
      results.append(line("p", count));
      const list = document.createElement("ul");
      for (const [title, where, address] of found.slice(0, most)) {
        const item = document.createElement("li");
        const link = line("a", title);
        link.href = address;
        item.append(link);
        if (where) item.append(line("small", where));
        list.append(item);
      }
      if (found.length) results.append(list);
    }

    query.addEventListener("input", find);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      find();
      const first = results.querySelector("a");
      if (first) first.focus();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      results.hidden = true;
      query.focus();
    });
    document.addEventListener("click", (event) => {
      if (!form.contains(event.target)) results.hidden = true;
      else if (event.target.closest("#results a")) results.hidden = true;
    });
  }

  if (facts) {
    tellFacts();
    moveByArrows();
  }
  search();
})();
