// Places by typing: communes, postcodes and localities are offered under the field, with what tells namesakes apart.
// Without this file the text is sent as it stands, and the answer offers the choice.
"use strict";

(() => {
  const WAIT_MS = 120;
  const MOST = 8;

  const begin = (input) => {
    const list = document.createElement("div");
    const word = document.createElement("p");
    const box = document.createElement("div");
    const { form } = input;
    const { near, near_for: nearFor, postcode, town, chosen_for: chosenFor } = form.elements;
    let offered = []; // the places on show
    let active = -1;
    let asked = null; // the request under way
    let timer = 0;

    const isOpen = () => !list.hidden;
    const said = (name, count) => (input.dataset[name] || "").replace("%", count);

    // How many places are offered is only told to those who do not see them: the page would jump at each letter.
    const tell = (sentence, isForAll) => {
      word.textContent = sentence;
      word.className = isForAll ? "help" : "visually-hidden";
    };

    const mark = (place) => {
      const before = list.children[active];
      if (before) before.setAttribute("aria-selected", "false");
      active = place;
      const option = list.children[active];
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
      if (asked) asked.abort();
      asked = null;
    };

    const close = () => {
      halt();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
    };

    // The search looks from the point itself, for as long as the words beside it stay the same.
    const takePoint = (place) => {
      near.value = `${place.latitude.toFixed(5)},${place.longitude.toFixed(5)}`;
      nearFor.value = place.label;
    };

    // A site takes the commune itself, for as long as postcode and town stay the same.
    const takeCommune = (place) => {
      if (place.postcode || input === postcode) postcode.value = place.postcode;
      town.value = place.name;
      chosenFor.value = [postcode.value.trim(), town.value.trim()].filter(Boolean).join(" ");
      const asking = document.getElementById("commune");
      if (asking) asking.remove();
      const hidden = form.querySelector("input[type=hidden][name=commune]") || document.createElement("input");
      hidden.type = "hidden";
      hidden.name = "commune";
      hidden.value = place.commune;
      form.append(hidden);
    };

    const choose = (place) => {
      close();
      input.value = place.label;
      if (town) takeCommune(place);
      else if (near) takePoint(place);
      // Beside a commune's bare name it is told which one of that name was chosen.
      tell(`${said("chosen")} ${place.label}`, Boolean(town));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };

    const drawn = (place, number) => {
      const option = document.createElement("div");
      option.className = "picker-option under";
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = place.label;
      return option;
    };

    const show = (places) => {
      // Of an address only the commune is known: putting that in its place would lose the street.
      offered = places.filter((place) => place.kind !== "address");
      active = -1;
      input.removeAttribute("aria-activedescendant");
      list.replaceChildren(...offered.map(drawn));
      list.hidden = offered.length === 0 || document.activeElement !== input;
      input.setAttribute("aria-expanded", String(isOpen()));
      const isGuess = offered.length > 0 && offered[0].guess;
      const count = offered.length ? said(offered.length === 1 ? "one" : "several", offered.length) : "";
      tell(isGuess ? said("guess") : count, isGuess);
    };

    const typed = () => {
      const text = input.value.trim();
      const isTown = input === town && postcode.value.trim();
      return isTown && text ? `${postcode.value.trim()} ${text}` : text;
    };

    const ask = async () => {
      halt();
      const text = typed();
      if (!text) {
        show([]);
        return;
      }
      const own = new AbortController();
      asked = own;
      const query = new URLSearchParams({ q: text, limit: MOST, typing: "true" });
      try {
        const answer = await fetch(`${input.dataset.places}?${query}`, { signal: own.signal });
        const { items } = answer.ok ? await answer.json() : { items: [] };
        if (asked === own) show(items);
      } catch {
        return; // asked anew meanwhile, or out of reach: what is typed is sent as it stands
      }
      if (asked === own) asked = null;
    };

    input.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(ask, WAIT_MS);
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
    // The field keeps the focus while a place is pressed.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) choose(offered[[...list.children].indexOf(option)]);
    });

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
    list.setAttribute("aria-label", input.dataset.list);
    word.className = "visually-hidden";
    word.setAttribute("role", "status");
    box.className = "picker";
    input.before(box);
    box.append(input, list);
    box.after(word);
  };

  document.querySelectorAll("input[data-places]").forEach(begin);
})();
