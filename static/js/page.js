// Small comforts of every page. Without this file everything works; nothing here is needed to act.
"use strict";

// Numbers as the reader types and reads them; what two fashions read differently is left to the server to ask about.
window.numbers = (() => {
  const language = document.documentElement.lang || "fr";
  const parts = new Intl.NumberFormat(language).formatToParts(1234567.8);
  const sign = (type) => parts.find((part) => part.type === type).value;
  const plural = new Intl.PluralRules(language);

  const read = (text) => {
    const bare = text.replace(/[\s\u00a0\u202f’']/g, "");
    const twofold = /^[1-9]\d{0,2}([.,])\d{3}$/.exec(bare);
    if (twofold && twofold[1] === sign("group")) return null;
    for (const [group, mark] of [",.", ".,"]) {
      const grouped = new RegExp(`^[1-9]\\d{0,2}(?:(?:[${group}]\\d{3})+[${mark}]\\d+|(?:[${group}]\\d{3}){2,})$`);
      if (grouped.test(bare)) return Number(bare.replaceAll(group, "").replace(",", "."));
    }
    return /^\d+([.,]\d+)?$/.test(bare) ? Number(bare.replace(",", ".")) : null;
  };
  const write = (number, most = 3) => new Intl.NumberFormat(language, { maximumFractionDigits: most }).format(number);

  return { read, write, decimal: sign("decimal"), isOne: (count) => plural.select(count) === "one" };
})();

(() => {
  // A menu closes when one presses Escape or goes elsewhere.
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });

  // Errors of a form are announced and shown first.
  const summary = document.querySelector("[data-fault-summary]");
  if (summary) summary.focus();

  // Waiting shows: the button pressed turns until the answer comes.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || !button || event.target.method !== "post") return;
    if (button.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  });
})();
