// What somebody writes on the desk is kept in this browser until it is saved, and offered again.
(() => {
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } };
  const write = (key, drafts) => {
    try {
      if (drafts.length) localStorage.setItem(key, JSON.stringify(drafts)); else localStorage.removeItem(key);
    } catch { /* the browser is full or keeps nothing: saving still works */ }
  };

  const sent = JSON.parse(sessionStorage.getItem("desk-sent") || "null");
  if (sent && document.querySelector(".messagelist .success")) write(sent.key, read(sent.key).filter((draft) => draft.at !== sent.at));
  if (!document.querySelector("#login-form")) sessionStorage.removeItem("desk-sent");

  const box = document.querySelector("[data-keep]");
  const form = box && (box.matches("form") ? box : box.querySelector("form[method=post]"));
  if (!form) return;
  const key = `desk:${box.dataset.keep}:${location.pathname}`;
  const own = ["csrfmiddlewaretoken", "_offer"];
  const fields = () => [...new FormData(form)].filter(([name, value]) => !own.includes(name) && typeof value === "string");
  const text = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== "_opened"));
  const start = text(fields());
  const at = Date.now();
  let older = read(key).filter((draft) => text(draft.fields) !== start);
  const keep = () => {
    const changed = shownAgain || text(fields()) !== start;
    write(key, changed ? [...older, { at, fields: fields() }] : older);
  };
  // A form that comes back with faults holds text that is saved nowhere else.
  const shownAgain = Boolean(box.querySelector(".errornote"));
  keep();

  let timer;
  const soon = () => { clearTimeout(timer); timer = setTimeout(keep, 300); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("formset:added", soon);
  document.addEventListener("formset:removed", soon);
  addEventListener("pagehide", () => { clearTimeout(timer); if (!form.dataset.sent) keep(); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
    form.dataset.sent = "yes";
    sessionStorage.setItem("desk-sent", JSON.stringify({ key, at }));
  });

  const notice = document.getElementById("kept");
  const offer = () => {
    notice.hidden = shownAgain || !older.length;
    if (older.length) notice.querySelector("time").textContent = new Date(older.at(-1).at).toLocaleString();
  };
  const fillIn = (draft) => {
    for (const field of form.elements) {
      const values = draft.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && !["hidden", "submit"].includes(field.type)) field.value = values[0];
    }
    keep();
    offer();
  };
  const putBack = () => {
    const draft = older.pop();
    if ("keepHere" in box.dataset) { fillIn(draft); return; }
    const again = document.createElement("form");
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    again.method = "post";
    for (const [name, value] of [...draft.fields, ["_offer", "1"], [token.name, token.value]]) {
      const input = document.createElement("textarea");
      Object.assign(input, { name, value, hidden: true });
      again.append(input);
    }
    document.body.append(again);
    again.submit();
  };
  if (!notice) return;
  notice.querySelector("[value=back]").addEventListener("click", putBack);
  notice.querySelector("[value=away]").addEventListener("click", () => { older.pop(); keep(); offer(); form.querySelector("input:not([type=hidden])").focus(); });
  offer();
})();
