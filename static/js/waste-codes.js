// Waste codes by typing: a number, its beginning, or words of any language; the material's usual codes come first.
// Without this file the field takes a number, its usual codes are offered by the browser, and the whole list is a link away.
"use strict";

(() => {
  const WAIT_MS = 120;

  const begin = (input) => {
    const list = document.createElement("div");
    const word = document.createElement("p");
    const box = document.createElement("div");
    const label = document.querySelector(`label[for="${input.id}"]`);
    const { form } = input;
    let offered = []; // the options on show
    let active = -1;
    let asked = null; // the request under way
    let timer = 0;

    const isOpen = () => !list.hidden;
    const material = () => {
      const field = form.elements.material;
      return field ? field.value : "";
    };

    const mark = (place) => {
      if (offered[active]) offered[active].setAttribute("aria-selected", "false");
      active = place;
      const option = offered[active];
      if (!option) {
        input.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    };

    const close = () => {
      window.clearTimeout(timer);
      if (asked) asked.abort();
      asked = null;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
      offered = [];
    };

    const choose = (option) => {
      input.value = option.dataset.value;
      close();
      word.textContent = option.dataset.name;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const ask = async () => {
      window.clearTimeout(timer);
      if (asked) asked.abort();
      const own = new AbortController();
      asked = own;
      const text = input.value.trim();
      const query = new URLSearchParams({ q: text, material: material() });
      try {
        const answer = await fetch(`${input.dataset.wasteCodes}?${query}`, { signal: own.signal });
        if (!answer.ok) return;
        list.innerHTML = await answer.text();
      } catch {
        return; // asked anew meanwhile, or out of reach: a number can still be typed
      }
      if (asked !== own) return;
      asked = null;
      active = -1;
      offered = [...list.querySelectorAll("[role=option]")];
      list.hidden = offered.length === 0 || document.activeElement !== input;
      input.setAttribute("aria-expanded", String(isOpen()));
      word.textContent = text && !offered.length ? input.dataset.none : "";
    };

    input.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT_MS);
    });
    input.addEventListener("click", () => {
      if (!isOpen()) ask();
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const last = offered.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen()) ask();
        else if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
        else mark(active > 0 ? active - 1 : last);
      } else if (event.key === "Enter" && isOpen() && offered[active]) {
        event.preventDefault();
        choose(offered[active]);
      } else if (event.key === "Escape" && isOpen()) {
        event.preventDefault();
        close();
      }
    });
    // The field keeps the focus while an option is pressed.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option);
    });

    input.removeAttribute("list"); // the browser's own suggestions would stand over these
    input.autocomplete = "off";
    input.spellcheck = false;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", `${input.id}-list`);
    list.id = `${input.id}-list`;
    list.className = "picker-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    if (label) list.setAttribute("aria-label", label.textContent.trim());
    word.className = "help";
    word.setAttribute("role", "status");
    box.className = "picker";
    input.before(box);
    box.append(input, list);
    box.after(word);
  };

  document.querySelectorAll("input[data-waste-codes]").forEach(begin);
})();
