// A pose that is added on the page has to be shown to htmx, which looked at the page when it was loaded.
document.addEventListener("formset:added", (event) => htmx.process(event.target));
