// The listing's form: the material suggests its codes and units, and the conversion is worked out while typing.
// Without this file a press of "choose this material" does the same.
"use strict";

(() => {
  const data = document.getElementById("suggestions");
  const material = document.querySelector("select[name=material]");
  if (!data || !material) return;
  const { materials, codes: labels, names, fixed } = JSON.parse(data.dataset.suggestions);
  const form = material.form;
  const { quantity, unit, kg_per_unit: weight } = form.elements;
  const told = form.querySelector("[data-conversion]");
  const codes = document.getElementById("waste-codes");
  const codesHelp = document.getElementById("waste_code-help");
  const weightHelp = document.getElementById("kg_per_unit-help");
  const { read, write, isOne } = window.numbers;

  for (const passage of form.querySelectorAll("[data-without-script]")) passage.remove();

  const said = (kilograms) => (kilograms >= 1000 ? `${write(kilograms / 1000)}\u00a0t` : `${write(kilograms)}\u00a0kg`);
  const row = () => {
    const known = materials[material.value];
    return known ? known.units.find(([name]) => name === unit.value) : null;
  };
  const usual = () => (row() && row()[1] ? row()[1] / 1000 : null);

  const convert = () => {
    const isFixed = fixed.includes(unit.value);
    const field = weight.closest(".field");
    field.hidden = isFixed;
    if (weightHelp) weightHelp.textContent = (row() && row()[2]) || data.dataset.weightHelp;
    weight.placeholder = !isFixed && usual() ? write(usual()) : "";
    const count = read(quantity.value);
    const each = read(weight.value) || usual();
    const isKnown = !isFixed && count && each;
    told.hidden = !isKnown;
    if (!isKnown) return;
    const name = names[unit.value][isOne(count) ? 0 : 1];
    told.textContent = `${write(count)}\u00a0${name} × ${write(each)}\u00a0kg ≈ ${said(count * each)}`;
  };

  const suggest = () => {
    const known = materials[material.value];
    codes.replaceChildren();
    const usualCodes = known ? known.codes.map((code) => `${code} (${labels[code]})`) : [];
    if (codesHelp) {
      const said = `${data.dataset.codesHelp} ${usualCodes.join(data.dataset.joint)}`;
      codesHelp.textContent = usualCodes.length ? said : data.dataset.noCodesHelp;
    }
    if (!known) return;
    for (const code of known.codes) {
      const option = document.createElement("option");
      option.value = code;
      option.textContent = labels[code];
      codes.append(option);
    }
    const chosen = unit.value;
    const order = known.units.map(([name]) => name);
    const rank = (option) => (order.includes(option.value) ? order.indexOf(option.value) : order.length);
    const options = [...unit.options].sort((one, other) => rank(one) - rank(other));
    unit.replaceChildren(...options);
    unit.value = quantity.value ? chosen : options[0].value;
    convert();
  };

  material.addEventListener("change", suggest);
  for (const field of [quantity, unit, weight]) field.addEventListener("input", convert);
  convert();
})();
