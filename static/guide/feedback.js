// Opens the feedback form in place. htmx is loaded only when somebody opens the form. Without this script the link
// leads to a page with the same form.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-htmx-src]");
  const opensElsewhere = event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || window.htmx || opensElsewhere) return;
  event.preventDefault();
  if (location.hash) {
    link.href += "&anchor=" + encodeURIComponent(location.hash.slice(1));
    link.dataset.hxGet = link.getAttribute("href");
  }
  const script = document.createElement("script");
  script.src = link.dataset.htmxSrc;
  script.onload = () => {
    htmx.process(document.body);
    link.click();
  };
  script.onerror = () => location.assign(link.href);
  document.head.append(script);
});

// Without a network the form stays as it is and shows a message.
document.addEventListener("htmx:sendError", (event) => {
  const message = event.target.querySelector("[data-send-error]");
  if (message) message.hidden = false;
});
