// Keeps unsaved text of the admin's forms in localStorage, and offers to restore it.
(() => {
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } };
  const write = (key, drafts) => {
    try {
      if (drafts.length) localStorage.setItem(key, JSON.stringify(drafts)); else localStorage.removeItem(key);
    } catch { /* storage is full or disabled: saving the form still works */ }
  };

  const sent = JSON.parse(sessionStorage.getItem("desk-sent") || "null");
  if (sent && document.querySelector(".messagelist .success")) write(sent.key, read(sent.key).filter((draft) => draft.at !== sent.at));
  if (!document.querySelector("#login-form")) sessionStorage.removeItem("desk-sent");

  const box = document.querySelector("[data-draft-user]");
  const form = box && (box.matches("form") ? box : box.querySelector("form[method=post]"));
  if (!form) return;
  const key = `desk:${box.dataset.draftUser}:${location.pathname}`;
  const notStored = ["csrfmiddlewaretoken", "_restored"];
  const fields = () => [...new FormData(form)].filter(([name, value]) => !notStored.includes(name) && typeof value === "string");
  const serialize = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== "_opened"));
  const initial = serialize(fields());
  const at = Date.now();
  let olderDrafts = read(key).filter((draft) => serialize(draft.fields) !== initial);
  const store = () => {
    const changed = hasErrors || serialize(fields()) !== initial;
    write(key, changed ? [...olderDrafts, { at, fields: fields() }] : olderDrafts);
  };
  // The text of a form that comes back with errors is stored nowhere else.
  const hasErrors = Boolean(box.querySelector(".errornote"));
  store();

  let timer;
  const storeSoon = () => { clearTimeout(timer); timer = setTimeout(store, 300); };
  form.addEventListener("input", storeSoon);
  form.addEventListener("change", storeSoon);
  document.addEventListener("formset:added", storeSoon);
  document.addEventListener("formset:removed", storeSoon);
  addEventListener("pagehide", () => { clearTimeout(timer); if (!form.dataset.sent) store(); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    store();
    if (event.submitter?.formTarget === "_blank") return; // a preview: the form stays open, and nothing is saved
    form.dataset.sent = "yes";
    sessionStorage.setItem("desk-sent", JSON.stringify({ key, at }));
  });

  const notice = document.getElementById("draft-notice");
  const updateNotice = () => {
    notice.hidden = hasErrors || !olderDrafts.length;
    if (olderDrafts.length) notice.querySelector("[data-draft-time]").textContent = new Date(olderDrafts.at(-1).at).toLocaleString();
  };
  const fillIn = (draft) => {
    for (const field of form.elements) {
      const values = draft.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && !["hidden", "submit"].includes(field.type)) field.value = values[0];
    }
    store();
    updateNotice();
  };
  const restore = () => {
    const draft = olderDrafts.pop();
    if ("restoreInPlace" in box.dataset) { fillIn(draft); return; }
    const restoreForm = document.createElement("form");
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    restoreForm.method = "post";
    for (const [name, value] of [...draft.fields, ["_restored", "1"], [token.name, token.value]]) {
      const input = document.createElement("textarea");
      Object.assign(input, { name, value, hidden: true });
      restoreForm.append(input);
    }
    document.body.append(restoreForm);
    restoreForm.submit();
  };
  if (!notice) return;
  notice.querySelector("[value=restore]").addEventListener("click", restore);
  notice.querySelector("[value=discard]").addEventListener("click", () => { olderDrafts.pop(); store(); updateNotice(); form.querySelector("input:not([type=hidden])").focus(); });
  updateNotice();
})();
