// The built-in ground of a map without tiles: outlines and names of towns, fetched when the view needs them.
// Files are TopoJSON; static/outlines/index.json tells which layer is for which zoom, and where départements lie.
"use strict";

window.outlines = (() => {
  const NAMES_FROM_ZOOM = 5;
  // Fewest inhabitants of a town whose name is written, by zoom; the last holds for closer views.
  const LARGE = { 5: 400000, 6: 200000, 7: 90000, 8: 40000, 9: 20000, 10: 10000, 11: 3000, 12: 800, 13: 0 };
  const MOST_NAMES = 40;
  const LETTER_PX = 7;
  const LINE_PX = 22;
  const FAR_M = 1500000;

  const read = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  };

  // The lines of a topology as [latitude, longitude] corners, and what turns its objects into them.
  const opened = (topology) => {
    const { scale, translate } = topology.transform;
    const place = (x, y) => [y * scale[1] + translate[1], x * scale[0] + translate[0]];
    const lines = topology.arcs.map((steps) => {
      let [x, y] = [0, 0];
      return steps.map(([right, up]) => place((x += right), (y += up)));
    });
    const line = (number) => (number < 0 ? [...lines[~number]].reverse() : lines[number]);
    const ring = (numbers) => numbers.flatMap((number, nth) => (nth ? line(number).slice(1) : line(number)));
    const polygons = (shape) => (shape.type === "Polygon" ? [shape.arcs] : shape.arcs).map((rings) => rings.map(ring));
    return {
      shapes: (name) => (topology.objects[name] ? topology.objects[name].geometries : []),
      area: (shapes) => shapes.flatMap(polygons),
      // Every line once: borders that two shapes share are not drawn twice.
      mesh: (shapes) => [...new Set(shapes.flatMap((shape) => shape.arcs.flat(3)).map((n) => (n < 0 ? ~n : n)))].map(line),
      borders: () => (topology.objects.borders ? topology.objects.borders.arcs.map(ring) : []),
      towns: (topology.towns || []).map(([name, x, y, people]) => [name, ...place(x, y).reverse(), people]),
    };
  };

  // The layer in which a territory stands whole, by the first word of its key.
  const LAYER_OF = { country: "country", region: "regions", departement: "departements", epci: "epci" };

  const bare = (className) => ({ className, color: null, fillColor: null, interactive: false });

  const begin = async (map, address, here) => {
    const from = new URL(address, document.baseURI);
    const index = await read(from);
    const ground = L.layerGroup().addTo(map);
    const names = L.layerGroup().addTo(map);
    const pane = map.createPane("ground");
    pane.classList.add("map-ground");
    const known = new Map();
    const towns = [];
    const shown = new Map();

    const fill = (corners, className) => L.polygon(corners, { ...bare(className), pane: "ground" });
    const lines = (corners, className) => L.polyline(corners, { ...bare(className), pane: "ground" });

    const drawn = (file, topology) => {
      const parts = opened(topology);
      towns.push(...parts.towns);
      const communes = parts.shapes("communes");
      const level = communes.length ? "departement" : file.split(".")[0];
      const shapes = parts.shapes(level);
      const layers = [fill(parts.area(shapes), "map-land"), lines(parts.mesh(shapes), "map-border")];
      if (communes.length) layers.splice(1, 0, lines(parts.mesh(communes), "map-line"), lines(parts.borders(), "map-border"));
      const marked = communes.filter(({ id }) => here === `commune:${id}`);
      if (marked.length) layers.push(fill(parts.area(marked), "map-outline-here"));
      return L.layerGroup(layers);
    };

    const layer = (file) => {
      if (!known.has(file)) {
        known.set(
          file,
          read(new URL(file, from)).then(
            (topology) => drawn(file.replace(/^.*\//, ""), topology),
            () => known.delete(file) && null,
          ),
        );
      }
      return known.get(file);
    };

    const wanted = () => {
      const zoom = map.getZoom();
      const upper = index.layers.find(({ zooms }) => zoom <= zooms[1]);
      if (upper) return [upper.file];
      const view = map.getBounds();
      return index.communes
        .filter(({ box: [west, south, east, north] }) => view.intersects([[south, west], [north, east]]))
        .map(({ file }) => file);
    };

    const write = () => {
      names.clearLayers();
      const zoom = map.getZoom();
      if (zoom < NAMES_FROM_ZOOM) return;
      const least = LARGE[zoom] || 0;
      const view = map.getBounds();
      const taken = [];
      const seen = new Set();
      for (const [name, longitude, latitude, people] of towns.sort((one, other) => other[3] - one[3])) {
        if (people < least || taken.length >= MOST_NAMES) break;
        if (seen.has(`${name} ${latitude.toFixed(2)}`) || !view.contains([latitude, longitude])) continue;
        const { x, y } = map.latLngToContainerPoint([latitude, longitude]);
        const half = (name.length * LETTER_PX) / 2;
        if (taken.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < LINE_PX)) continue;
        taken.push({ x, y, half });
        seen.add(`${name} ${latitude.toFixed(2)}`);
        const text = document.createElement("span");
        text.textContent = name;
        const icon = L.divIcon({ className: "map-town", html: text, iconSize: null });
        L.marker([latitude, longitude], { icon, interactive: false, keyboard: false, pane: "ground" }).addTo(names);
      }
    };

    let turn = 0;
    const look = async () => {
      const mine = ++turn;
      const files = wanted();
      const layers = await Promise.all(files.map(layer));
      if (mine !== turn) return;
      for (const [file, drawing] of shown) {
        if (files.includes(file)) continue;
        ground.removeLayer(drawing);
        shown.delete(file);
      }
      files.forEach((file, nth) => {
        if (!layers[nth] || shown.has(file)) return;
        shown.set(file, layers[nth]);
        ground.addLayer(layers[nth]);
      });
      write();
    };

    towns.push(...(await read(new URL(index.towns, from))));
    const home = here && LAYER_OF[here.split(":")[0]];
    const file = home && index.layers.find((each) => each.file.startsWith(`${home}.`)).file;
    if (file) {
      const parts = opened(await read(new URL(file, from)));
      const corners = parts.area(parts.shapes(home).filter(({ id }) => id === here));
      const area = fill(corners, "map-outline-here");
      // What lies overseas of the territory's own point is marked, but not what the view is for.
      const near = corners.filter(([[corner]]) => map.getCenter().distanceTo(corner) < FAR_M);
      if (near.length) map.fitBounds(L.polygon(near).getBounds(), { animate: false });
      await look();
      area.addTo(map).bringToFront();
      map.on("moveend", () => look().then(() => area.bringToFront()));
      return;
    }
    map.on("moveend", look);
    await look();
  };

  return { begin };
})();
