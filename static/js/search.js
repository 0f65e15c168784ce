// The search form: the browser's own position, and a clean address in the bar.
"use strict";

(() => {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const { near, near_for: nearFor, place } = form.elements;

  // Another place typed over the present one takes its turn.
  place.addEventListener("input", () => {
    near.value = "";
    nearFor.value = "";
  });

  // Empty fields say nothing, so the address that is shared does not carry them.
  form.addEventListener("htmx:configRequest", (event) => {
    const parameters = event.detail.parameters;
    for (const name of Object.keys(parameters)) {
      if (parameters[name] === "") delete parameters[name];
    }
  });
  // Answers that explain a faulty search are shown like any other.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });

  const button = form.querySelector("[data-position]");
  const word = form.querySelector("[data-position-word]");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      (found) => {
        button.removeAttribute("aria-busy");
        word.textContent = "";
        near.value = `${found.coords.latitude.toFixed(5)},${found.coords.longitude.toFixed(5)}`;
        nearFor.value = "";
        place.value = "";
        form.requestSubmit();
      },
      () => {
        button.removeAttribute("aria-busy");
        word.textContent = button.dataset.refused;
      },
      { maximumAge: 300000, timeout: 10000 },
    );
  });
})();
