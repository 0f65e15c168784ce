// Fills latitude and longitude from the device's own position, where it has one. Without this script they are typed.
"use strict";

for (const place of document.querySelectorAll("[data-position]")) {
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => place.querySelector(`[name=${name}]`));
  if (!navigator.geolocation || !latitude || !longitude) continue;

  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary";
  button.textContent = place.dataset.positionLabel;
  const told = document.createElement("p");
  told.className = "help";
  told.setAttribute("role", "status");
  place.append(button, told);

  // Six decimals are a tenth of a metre: more would only pretend.
  const written = (degrees) => degrees.toFixed(6).replace(".", window.numbers.decimal);

  button.addEventListener("click", () => {
    button.disabled = true;
    told.textContent = "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        latitude.value = written(coords.latitude);
        longitude.value = written(coords.longitude);
        button.disabled = false;
        latitude.focus();
      },
      () => {
        told.textContent = place.dataset.positionFault;
        button.disabled = false;
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}
