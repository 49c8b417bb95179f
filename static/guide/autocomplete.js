// Select2 calls its box by what is chosen alone: say the label of the field too.
(() => {
  const name = (root) => {
    for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.nextElementSibling.querySelector("[role=combobox]");
      if (!box || box.id) continue;
      const label = document.querySelector(`label[for="${select.id}"]`);
      box.id = `${select.id}-box`;
      box.setAttribute("aria-label", select.getAttribute("aria-label") || (label ? label.textContent : ""));
      box.setAttribute("aria-labelledby", `${box.id} ${box.getAttribute("aria-labelledby")}`);
      const chosen = box.querySelector("[role=textbox]");  // no field of its own: nothing is typed there
      for (const attribute of ["role", "aria-readonly"]) chosen?.removeAttribute(attribute);
    }
  };
  addEventListener("load", () => django.jQuery(() => name(document)));  // after Select2, which begins there too
  document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
})();
