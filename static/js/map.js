// Maps: a built-in ground (static/js/outlines.js) or tiles, where the operator set a server; on it, points that
// open a card.
// Without this file the same places stand beside the map in words.
"use strict";

(() => {
  if (!window.L) return;
  const KM_PER_DEGREE = 111.195;
  const CARDS_AT_ONCE = 6;
  const RADII = { least: 0.1, most: 500 };
  const inARow = new Intl.ListFormat(document.documentElement.lang || "fr");

  const begin = (frame) => {
    const { latitude, longitude, zoom, tiles, attribution } = frame.dataset;
    for (const words of frame.querySelectorAll(".map-words")) words.classList.add("visually-hidden");
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(frame, {
      center: [Number(latitude), Number(longitude)],
      zoom: Number(zoom),
      minZoom: 4,
      maxZoom: 18,
      scrollWheelZoom: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
    });
    map.attributionControl.setPrefix(false);
    if (tiles) L.tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(map);
    else {
      map.attributionControl.addAttribution(attribution);
      window.outlines.begin(map, frame.dataset.outlines, frame.dataset.here).catch(() => {});
    }
    frame.addEventListener("click", () => map.scrollWheelZoom.enable(), { once: true });
    return map;
  };

  const pin = (latitude, longitude) =>
    L.circleMarker([latitude, longitude], { radius: 10, className: "map-pin", color: null, fillColor: null });

  const reachable = (marker, label, open) => {
    const shape = marker.getElement();
    if (!shape) return;
    shape.setAttribute("tabindex", "0");
    shape.setAttribute("role", "button");
    shape.setAttribute("aria-label", label);
    shape.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
  };

  // One place: the listing's public point.
  for (const frame of document.querySelectorAll("[data-map][data-marker]")) {
    const map = begin(frame);
    const place = [Number(frame.dataset.latitude), Number(frame.dataset.longitude)];
    L.circle(place, { radius: 400, className: "map-radius", color: null, fillColor: null, interactive: false }).addTo(map);
    pin(...place).addTo(map);
  }

  // A territory: its own outline, marked.
  for (const frame of document.querySelectorAll("[data-map][data-here]")) begin(frame);

  // The results of a search, and a search of where the map is moved.
  for (const frame of document.querySelectorAll("[data-map][data-search]")) {
    const form = document.getElementById(frame.dataset.search);
    const map = begin(frame);
    const layer = L.layerGroup().addTo(map);
    let searchedHere = false;
    let moving = false;

    const open = async (marker, addresses) => {
      try {
        const answers = await Promise.all(addresses.slice(0, CARDS_AT_ONCE).map((address) => fetch(address)));
        if (!answers.every((answer) => answer.ok)) throw new Error("a card is missing");
        const cards = await Promise.all(answers.map((answer) => answer.text()));
        marker.bindPopup(cards.join(""), { minWidth: 270, maxWidth: 270 }).openPopup();
      } catch {
        marker.bindPopup(frame.dataset.missing).openPopup();
      }
    };

    const look = (results) => {
      const { latitude, longitude, radius } = results.dataset;
      if (!latitude) return null;
      const centre = [Number(latitude), Number(longitude)];
      const options = { radius: Number(radius) * 1000, className: "map-radius", color: null, fillColor: null, interactive: false };
      L.circle(centre, options).addTo(layer);
      return L.latLng(centre).toBounds(Number(radius) * 2000);
    };

    const show = async () => {
      const results = document.getElementById("results");
      layer.clearLayers();
      if (!results || !results.dataset.points) return;
      const answer = await fetch(results.dataset.points);
      if (!answer.ok) return;
      const found = await answer.json();
      let bounds = look(results);
      const points = L.latLngBounds([]);
      // Listings of one site stand at one point: one pin opens them all.
      const sites = new Map();
      for (const { geometry, properties } of found.features) {
        const key = geometry.coordinates.join();
        sites.set(key, [...(sites.get(key) || []), { ...properties, place: geometry.coordinates }]);
      }
      for (const listings of sites.values()) {
        const [longitude, latitude] = listings[0].place;
        const marker = pin(latitude, longitude).addTo(layer);
        const opened = () => open(marker, listings.map((each) => each.card));
        marker.on("click", opened);
        const words = listings.map(({ title, mass, distance }) => [title, mass, distance].filter(Boolean).join(", "));
        reachable(marker, inARow.format(words), opened);
        points.extend([latitude, longitude]);
      }
      if (!bounds && points.isValid()) bounds = points.pad(0.1);
      if (bounds && !searchedHere) {
        moving = true;
        map.fitBounds(bounds, { animate: false, maxZoom: 12 });
        moving = false;
      }
      searchedHere = false;
    };

    const searchHere = () => {
      if (moving || !form) return;
      const centre = map.getCenter().wrap();
      const bounds = map.getBounds();
      const half = Math.min(
        (bounds.getNorth() - bounds.getSouth()) / 2,
        ((bounds.getEast() - bounds.getWest()) / 2) * Math.cos((centre.lat * Math.PI) / 180),
      );
      const radius = Math.min(RADII.most, Math.max(RADII.least, half * KM_PER_DEGREE));
      form.elements.near.value = `${centre.lat.toFixed(5)},${centre.lng.toFixed(5)}`;
      form.elements.near_for.value = "";
      form.elements.place.value = "";
      form.elements.radius_km.value = radius < 10 ? radius.toFixed(1) : String(Math.round(radius));
      searchedHere = true;
      form.requestSubmit();
    };

    // Only people's own moves search: a popup that shifts the view, or a fit, does not.
    map.on("dragend", searchHere);
    frame.addEventListener("wheel", () => map.once("zoomend", searchHere), { passive: true });
    for (const button of frame.querySelectorAll(".leaflet-control-zoom a")) {
      button.addEventListener("click", () => map.once("zoomend", searchHere));
    }
    document.addEventListener("htmx:afterSettle", (event) => {
      if (event.target.id === "results") show();
    });
    document.addEventListener("htmx:historyRestore", show);
    show();
  }
})();
