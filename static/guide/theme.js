// Takes up the colours that a reader chose before the page is drawn, and shows the switch, which needs this script.
(() => {
  const root = document.documentElement;
  const known = ["light", "dark"];

  function remembered() {
    try {
      const choice = localStorage.getItem("theme");
      return known.includes(choice) ? choice : "";
    } catch {
      return "";
    }
  }

  function apply(choice) {
    if (choice) root.dataset.theme = choice;
    else delete root.dataset.theme;
  }

  function remember(choice) {
    apply(choice);
    try {
      if (choice) localStorage.setItem("theme", choice);
      else localStorage.removeItem("theme");
    } catch {
      // Without storage the choice holds for this page.
    }
  }

  apply(remembered());
  addEventListener("DOMContentLoaded", () => {
    const box = document.querySelector(".theme");
    if (!box) return;
    for (const input of box.querySelectorAll("input")) {
      input.checked = input.value === remembered();
      input.addEventListener("change", () => remember(input.value));
    }
    box.hidden = false;
  });
})();
