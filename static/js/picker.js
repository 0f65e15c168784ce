// A long select becomes a field to type in: the server answers with options that mean the words, in any language.
// Without this file the select stays as it is.
"use strict";

(() => {
  const WAIT_MS = 120;

  const begin = (select) => {
    const input = document.createElement("input");
    const list = document.createElement("div");
    const word = document.createElement("p");
    const box = document.createElement("div");
    const label = document.querySelector(`label[for="${select.id}"]`);
    const tip = select.dataset.tip || "";
    let offered = []; // the options on show
    let active = -1;
    let asked = null; // the request under way
    let timer = 0;
    let understanding = null; // what is typed being understood

    const named = (option) => option.dataset.name || (option.value ? option.textContent.trim() : "");
    const chosen = () => select.selectedOptions[0] || select.options[0];
    const isOpen = () => !list.hidden;
    const show = () => {
      input.value = named(chosen());
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

    const halt = () => {
      window.clearTimeout(timer);
      timer = 0;
      if (asked) asked.abort();
      asked = null;
    };

    const close = () => {
      halt();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
      offered = [];
    };

    const choose = (value) => {
      close();
      word.textContent = tip;
      if (select.value !== value) {
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      show();
    };

    // Resolves to whether the options for what is typed are on show; the first one is marked for words.
    const ask = async (text) => {
      halt();
      const own = new AbortController();
      asked = own;
      try {
        const answer = await fetch(`${select.dataset.picker}?q=${encodeURIComponent(text)}`, { signal: own.signal });
        const options = await answer.text();
        if (!answer.ok || asked !== own) return false;
        list.innerHTML = options;
      } catch {
        return false;
      }
      asked = null;
      active = -1;
      offered = [...list.querySelectorAll("[role=option]")];
      list.hidden = offered.length === 0;
      input.setAttribute("aria-expanded", String(isOpen()));
      word.textContent = offered.length ? tip : select.dataset.none;
      const present = offered.findIndex((option) => option.dataset.value === select.value);
      mark(text ? (offered.length ? 0 : -1) : present);
      return true;
    };

    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => ask(input.value.trim()), WAIT_MS);
    };

    // What stands there counts: words mean the first material found, nothing means none.
    const understand = async () => {
      const text = input.value.trim();
      if (text === named(chosen())) return close();
      if (!text) return choose(select.options[0].value);
      const isShown = timer || asked || !isOpen() ? await ask(text) : true;
      if (isShown && offered[active]) return choose(offered[active].dataset.value);
      close();
      word.textContent = tip;
      return show();
    };

    const accept = () => {
      understanding ||= understand().finally(() => {
        understanding = null;
      });
      return understanding;
    };

    input.addEventListener("input", later);
    input.addEventListener("change", (event) => event.stopPropagation());
    input.addEventListener("click", () => {
      if (isOpen()) return;
      input.select();
      ask("");
    });
    input.addEventListener("blur", () => accept());
    input.addEventListener("keydown", (event) => {
      const last = offered.length - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen()) ask(input.value.trim() === named(chosen()) ? "" : input.value.trim());
        else if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
        else mark(active > 0 ? active - 1 : last);
      } else if (event.key === "Enter" && (isOpen() || input.value.trim() !== named(chosen()))) {
        event.preventDefault();
        if (offered[active] && !timer && !asked) choose(offered[active].dataset.value);
        else accept();
      } else if (event.key === "Escape" && (isOpen() || input.value !== named(chosen()))) {
        event.preventDefault();
        close();
        show();
      }
    });
    // The field keeps the focus while an option is pressed.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(option.dataset.value);
    });
    // Words typed just before the button is pressed are understood first.
    select.form.addEventListener(
      "submit",
      async (event) => {
        if (input.value.trim() === named(chosen())) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        await accept();
        select.form.requestSubmit(event.submitter);
      },
      true,
    );
    select.addEventListener("change", show);
    window.addEventListener("pageshow", show);

    input.type = "text";
    input.className = "form-select";
    input.autocomplete = "off";
    input.spellcheck = false;
    input.placeholder = select.dataset.hint || chosen().textContent;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    }
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", `${select.id}-list`);
    list.id = `${select.id}-list`;
    list.className = "picker-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", select.dataset.list);
    word.className = "help";
    word.textContent = tip;
    word.setAttribute("role", "status");
    box.className = "picker";

    // The label and links to faults lead to what is seen.
    input.id = `${select.id}-field`;
    if (label) label.htmlFor = input.id;
    for (const link of document.querySelectorAll(`a[href="#${select.id}"]`)) link.hash = input.id;
    select.hidden = true;
    select.before(box);
    box.append(input, list, word, select);
    show();
  };

  document.querySelectorAll("select[data-picker]").forEach(begin);
})();
