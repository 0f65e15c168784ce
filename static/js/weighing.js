// Shows the net weight while gross and tare are typed; without this the net is worked out on the server.
"use strict";

for (const box of document.querySelectorAll("[data-weighing]")) {
  const gross = box.querySelector("[data-gross]");
  const tare = box.querySelector("[data-tare]");
  const shown = box.querySelector("[data-net]");
  const grams = (field) => {
    const text = field.value.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
    return /^\d+(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1000) : null;
  };
  const show = () => {
    const full = grams(gross);
    const empty = tare.value.trim() === "" ? 0 : grams(tare);
    const known = full !== null && empty !== null && full >= empty;
    shown.hidden = !known;
    if (known) {
      const net = ((full - empty) / 1000).toLocaleString(document.documentElement.lang || "fr");
      shown.textContent = `${shown.dataset.net} ${net} kg`;
    }
  };
  box.addEventListener("input", show);
  show();
}
