// Beside each measure a button that puts its name into the formula edited last; without it names are copied by hand.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const fields = ["numerator", "denominator"].map((name) => document.querySelector(`[name=${name}]`)).filter(Boolean);
  let last = fields[0];
  for (const field of fields) {
    field.setSelectionRange(field.value.length, field.value.length);
    field.addEventListener("focus", () => { last = field; });
  }
  for (const name of document.querySelectorAll("[data-measure]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...name.childNodes);
    button.className = "underline cursor-pointer";
    button.addEventListener("click", () => {
      last.setRangeText(name.dataset.measure, last.selectionStart, last.selectionEnd, "end");
      last.dispatchEvent(new Event("input", { bubbles: true }));
      last.focus();
    });
    name.append(button);
  }
});
