// Rows with a position can be dragged (by SortableJS) or moved with buttons. Their positions are saved with the form.
(() => {
  const POSITION = "input[name$='-position']:not([type=hidden])";
  const status = document.createElement("p");
  status.className = "order-status";
  status.setAttribute("role", "status");

  const position = (row) => row.querySelector(POSITION);
  const siblings = (row) => [...row.parentElement.children].filter((other) => position(other) && !other.matches(".empty-form"));
  const title = (row) => (row.querySelector(".inline_label, th a, th") || row).textContent.trim().slice(0, 60);

  // As position_between in Python: the number with the fewest decimals between two others, so that only one row changes.
  const between = (before, after) => {
    for (let decimals = 0; decimals < 7; decimals += 1) {
      const middle = Number(((before + after) / 2).toFixed(decimals));
      if (before < middle && middle < after) return middle;
    }
    return undefined;
  };
  // Give the row at `index` a number between its neighbours; rows below it with the number of that above make room.
  const place = (rows, index) => {
    const number = (at) => rows[at] && Number(position(rows[at]).value);
    // Beside the first or last row that is shown there may be others, on another page or filtered out.
    let last = number(index - 1) ?? Math.max(0, number(index + 1) - 1);
    let end = index + 1;
    while (number(end) <= last) end += 1;
    const next = number(end) ?? Math.floor(last) + 1;
    for (const other of rows.slice(index, end)) position(other).value = last = between(last, next) ?? last;
  };
  const renumber = (row) => {
    const rows = siblings(row);
    const index = rows.indexOf(row);
    if (row.closest("#result_list")) place(rows, index);
    else rows.forEach((other, at) => { position(other).value = at + 1; });
    position(row).dispatchEvent(new Event("change", { bubbles: true }));
    status.textContent = `${title(row)}: position ${index + 1} of ${rows.length}. Save to keep this order.`;
  };
  const move = (row, by, button) => {
    const rows = siblings(row);
    const other = rows[rows.indexOf(row) + by];
    if (!other) { status.textContent = by < 0 ? "This is the first already." : "This is the last already."; return; }
    if (by < 0) other.before(row); else other.after(row);
    renumber(row);
    button.focus();
  };
  // Its own dragging, not the browser's, is the same for a mouse and a finger, and scrolls the page at its edges.
  const sortable = new WeakSet();
  const makeSortable = (list) => {
    if (sortable.has(list)) return;
    sortable.add(list);
    Sortable.create(list, {
      handle: ".order-handle", draggable: ".order-row", forceFallback: true, fallbackTolerance: 3, animation: 120,
      chosenClass: "order-dragged", scrollSensitivity: 80, onUpdate: ({ item }) => renumber(item),
    });
  };

  const addTools = (row) => {
    if (row.querySelector(".order-tools")) return;
    const tools = document.getElementById("order-tools").content.firstElementChild.cloneNode(true);
    const [, up, down] = tools.children;
    up.addEventListener("click", () => move(row, -1, up));
    down.addEventListener("click", () => move(row, 1, down));
    position(row).after(tools);
    row.classList.add("order-row");
    makeSortable(row.parentElement);
  };
  const addAllTools = (root) => {
    const found = [...root.querySelectorAll(POSITION)].filter((input) => !input.name.includes("__prefix__"));
    for (const input of found) addTools(input.closest("tr, .inline-related"));
    return found;
  };

  // A list that is sorted by another column cannot be reordered.
  const isSorted = document.getElementById("result_list") && new URLSearchParams(location.search).has("o");
  if (isSorted || !document.getElementById("order-tools")) return;
  if (addAllTools(document).length) document.getElementById("content").append(status);
  document.addEventListener("formset:added", (event) => {
    const row = event.target;
    if (!position(row)) return;
    addTools(row);
    position(row).value = siblings(row).length;
    if (!status.isConnected) document.getElementById("content").append(status);
  });
})();
