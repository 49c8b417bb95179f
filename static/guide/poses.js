// Lets htmx handle the forms of poses that are added after the page was loaded.
document.addEventListener("formset:added", (event) => htmx.process(event.target));
