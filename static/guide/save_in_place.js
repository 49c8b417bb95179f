// Ctrl+S saves and continues. After that, or after the button for it, the page is where it was.
(() => {
  const button = document.querySelector(".submit-row [name=_continue]");
  const key = `desk-scroll:${location.pathname}`;
  const at = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (at && !document.querySelector(".errornote")) addEventListener("load", () => scrollTo(0, Number(at)));
  if (!button) return;
  button.form.addEventListener("submit", ({ submitter }) => {
    if (submitter === button) sessionStorage.setItem(key, String(scrollY));
  });
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    button.click();
  });
})();
