// Rows with a position can be dragged (by SortableJS) or moved with buttons. Their positions are saved with the form.
(() => {
  const POSITION = "input[name$='-position']";
  const status = document.createElement("p");
  status.className = "order-status";
  status.setAttribute("role", "status");

  const position = (row) => row.querySelector(POSITION);
  const siblings = (row) => [...row.parentElement.children].filter((other) => position(other) && !other.matches(".empty-form"));
  const title = (row) => (row.querySelector(".inline_label, th a, th") || row).textContent.trim().slice(0, 60);

  const renumber = (row) => {
    const rows = siblings(row);
    const inList = Boolean(row.closest("#result_list"));
    const numbers = rows.map((other) => Number(position(other).value)).sort((a, b) => a - b);
    let last = 0;
    rows.forEach((other, index) => {
      last = inList ? Math.max(numbers[index], last + 1) : index + 1;
      position(other).value = last;
    });
    position(row).dispatchEvent(new Event("change", { bubbles: true }));
    status.textContent = `${title(row)}: position ${rows.indexOf(row) + 1} of ${rows.length}. Save to keep this order.`;
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
