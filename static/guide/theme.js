// Applies the colour theme that the reader chose, before the page is drawn. Shows the theme switch, which needs a script.
(() => {
  const root = document.documentElement;
  const themes = ["light", "dark"];

  function savedTheme() {
    try {
      const choice = localStorage.getItem("theme");
      return themes.includes(choice) ? choice : "";
    } catch {
      return "";
    }
  }

  function apply(choice) {
    if (choice) root.dataset.theme = choice;
    else delete root.dataset.theme;
  }

  function save(choice) {
    apply(choice);
    try {
      if (choice) localStorage.setItem("theme", choice);
      else localStorage.removeItem("theme");
    } catch {
      // Without storage the choice applies to this page only.
    }
  }

  apply(savedTheme());
  addEventListener("DOMContentLoaded", () => {
    const themeSwitch = document.querySelector(".theme");
    if (!themeSwitch) return;
    for (const input of themeSwitch.querySelectorAll("input")) {
      input.checked = input.value === savedTheme();
      input.addEventListener("change", () => save(input.value));
    }
    themeSwitch.hidden = false;
  });
})();
