// After a refused save, puts the focus on the first field that has to be corrected.
addEventListener("load", () => {
  const field = document.querySelector("#content [aria-invalid=true]:not([type=hidden])");
  if (!field) return;
  const target = field.nextElementSibling?.querySelector(".select2-selection") || field;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
});
