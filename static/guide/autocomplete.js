// Accessible names for Select2 fields: Select2 names a field by its selected value only, so this adds the label.
(() => {
  const addLabels = (root) => {
    for (const select of root.querySelectorAll("select.select2-hidden-accessible")) {
      const box = select.nextElementSibling.querySelector("[role=combobox]");
      if (!box || box.id) continue;
      const label = document.querySelector(`label[for="${select.id}"]`);
      box.id = `${select.id}-box`;
      box.setAttribute("aria-label", select.getAttribute("aria-label") || (label ? label.textContent : ""));
      box.setAttribute("aria-labelledby", `${box.id} ${box.getAttribute("aria-labelledby")}`);
      const selected = box.querySelector("[role=textbox]");  // shows the selected value: it is no text box
      for (const attribute of ["role", "aria-readonly"]) selected?.removeAttribute(attribute);
    }
  };
  addEventListener("load", () => django.jQuery(() => addLabels(document)));  // after Select2, which starts on load too
  document.addEventListener("formset:added", (event) => setTimeout(() => addLabels(event.target)));
})();
