// Adds a live preview beside each text field, and a dialog to insert links and sources.
(() => {
  const box = document.querySelector(".desk-item");
  const picker = document.getElementById("picker");
  if (!box || !picker) return;
  let target;  // the text field that the dialog inserts into

  const refreshSoon = (preview) => {
    clearTimeout(preview.timer);
    preview.timer = setTimeout(() => htmx.trigger(preview, "text-changed"), 350);
  };
  const addPreview = (textarea) => {
    if (textarea.closest(".text-with-preview") || textarea.name.includes("__prefix__")) return;
    // Moving the field takes its focus away, so restore it if somebody is typing already.
    const { selectionStart: from, selectionEnd: to } = textarea;
    const hadFocus = document.activeElement === textarea;
    const field = document.createElement("div");
    field.className = "text-with-preview";
    textarea.before(field);
    field.append(textarea, document.getElementById("text-preview-tools").content.cloneNode(true));
    if (hadFocus) {
      textarea.focus({ preventScroll: true });
      textarea.setSelectionRange(from, to);
    }
    const preview = field.querySelector(".text-preview");
    if (textarea.dataset.preview === "plain") field.querySelector(".text-toolbar").remove();
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    const name = textarea.getAttribute("aria-label") || (label ? label.textContent.replace(/:\s*$/, "") : "this text");
    preview.setAttribute("aria-label", `Preview: ${name}`);
    field.querySelector(".insert-link")?.addEventListener("click", () => { target = textarea; openPicker(); });
    textarea.addEventListener("input", () => refreshSoon(preview));
    htmx.process(field);
    visible.observe(textarea);
  };
  const visible = new IntersectionObserver((entries) => {
    for (const entry of entries.filter(({ isIntersecting }) => isIntersecting)) {
      visible.unobserve(entry.target);
      htmx.trigger(entry.target.closest(".text-with-preview").querySelector(".text-preview"), "text-changed");
    }
  });

  const openPicker = () => {
    picker.showModal();
    const search = picker.querySelector("input");
    search.select();
    htmx.trigger(search, "search");
  };
  const insert = ({ link, title }) => {
    const { selectionStart: from, selectionEnd: to, value } = target;
    const chosen = value.slice(from, to);
    target.setRangeText(title ? `[${chosen || title}](${link})` : `${chosen}[${link}]`, from, to, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  picker.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    picker.close();
    if (button.dataset.link) insert(button.dataset);
    target.focus();
  });
  picker.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const focusable = [picker.querySelector("input"), ...picker.querySelectorAll("[data-link]")];
    const next = focusable[focusable.indexOf(document.activeElement) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });

  document.body.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches(".text-preview")) return;
    const { value, dataset } = event.target.closest(".text-with-preview").querySelector("textarea");
    event.detail.parameters.text = value;
    if (dataset.preview) event.detail.parameters[dataset.preview] = "1";
  });
  // When the session has expired, every response is the login page. Show a message in its place.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseURL.includes("/login/")) return;
    event.detail.shouldSwap = false;
    document.getElementById("logged-out").hidden = false;
  });
  // Open links of previews in a new tab, so that they do not lead away from the form.
  document.body.addEventListener("htmx:afterSwap", (event) => {
    for (const link of event.target.querySelectorAll(".text-preview a, a[data-new-tab]")) link.target = "_blank";
  });
  document.addEventListener("formset:added", (event) => {
    for (const textarea of event.target.querySelectorAll("textarea[data-preview]")) addPreview(textarea);
  });
  for (const textarea of box.querySelectorAll("textarea[data-preview]")) addPreview(textarea);
})();
