// Beside each text: how it will look, its words and its links. Links are picked from a list.
(() => {
  const box = document.querySelector(".desk-item");
  const picker = document.getElementById("picker");
  if (!box || !picker) return;
  let writing;

  const show = (preview) => {
    clearTimeout(preview.timer);
    preview.timer = setTimeout(() => htmx.trigger(preview, "written"), 350);
  };
  const equip = (textarea) => {
    if (textarea.closest(".prose") || textarea.name.includes("__prefix__")) return;
    // Somebody may write here already. What is moved loses the focus, and the next letters would go nowhere.
    const { selectionStart: from, selectionEnd: to } = textarea;
    const written = document.activeElement === textarea;
    const field = document.createElement("div");
    field.className = "prose";
    textarea.before(field);
    field.append(textarea, document.getElementById("prose-tools").content.cloneNode(true));
    if (written) {
      textarea.focus({ preventScroll: true });
      textarea.setSelectionRange(from, to);
    }
    const preview = field.querySelector(".prose-preview");
    if (textarea.dataset.prose === "plain") field.querySelector(".prose-bar").remove();
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    const of = textarea.getAttribute("aria-label") || (label ? label.textContent.replace(/:\s*$/, "") : "this text");
    preview.setAttribute("aria-label", `Preview: ${of}`);
    field.querySelector(".prose-link")?.addEventListener("click", () => { writing = textarea; open(); });
    textarea.addEventListener("input", () => show(preview));
    htmx.process(field);
    seen.observe(textarea);
  };
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      seen.unobserve(entry.target);
      htmx.trigger(entry.target.closest(".prose").querySelector(".prose-preview"), "written");
    }
  });

  const open = () => {
    picker.showModal();
    const search = picker.querySelector("input");
    search.select();
    htmx.trigger(search, "search");
  };
  const insert = ({ link, title }) => {
    const { selectionStart: from, selectionEnd: to, value } = writing;
    const chosen = value.slice(from, to);
    writing.setRangeText(title ? `[${chosen || title}](${link})` : `${chosen}[${link}]`, from, to, "end");
    writing.dispatchEvent(new Event("input", { bubbles: true }));
  };
  picker.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    picker.close();
    if (button.dataset.link) insert(button.dataset);
    writing.focus();
  });
  picker.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [picker.querySelector("input"), ...picker.querySelectorAll("[data-link]")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });

  document.body.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches(".prose-preview")) return;
    const { value, dataset } = event.target.closest(".prose").querySelector("textarea");
    event.detail.parameters.text = value;
    if (dataset.prose) event.detail.parameters[dataset.prose] = "1";
  });
  // After the session has ended every answer is the login page: say so instead of showing it.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseURL.includes("/login/")) return;
    event.detail.shouldSwap = false;
    document.getElementById("logged-out").hidden = false;
  });
  // A link of the preview must not lead away from what is being written.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    for (const link of event.target.querySelectorAll(".prose-preview a, a[data-apart]")) link.target = "_blank";
  });
  document.addEventListener("formset:added", (event) => {
    for (const textarea of event.target.querySelectorAll("textarea[data-prose]")) equip(textarea);
  });
  for (const textarea of box.querySelectorAll("textarea[data-prose]")) equip(textarea);
})();
