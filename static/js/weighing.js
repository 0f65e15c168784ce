// Shows the net weight while gross and tare are typed; without this the net is worked out on the server.
"use strict";

for (const box of document.querySelectorAll("[data-weighing]")) {
  const gross = box.querySelector("[data-gross]");
  const tare = box.querySelector("[data-tare]");
  const shown = box.querySelector("[data-net]");
  const grams = (field) => {
    const kilograms = window.numbers.read(field.value);
    return kilograms === null ? null : Math.round(kilograms * 1000);
  };
  const show = () => {
    const full = grams(gross);
    const empty = tare.value.trim() === "" ? 0 : grams(tare);
    const known = full !== null && empty !== null && full >= empty;
    shown.hidden = !known;
    if (known) {
      shown.textContent = `${shown.dataset.net} ${window.numbers.write((full - empty) / 1000)}\u00a0kg`;
    }
  };
  box.addEventListener("input", show);
  show();
}
