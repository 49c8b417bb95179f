// Copies a link, such as that to a routine. Without this script the button is hidden; the address bar has the same link.
document.documentElement.classList.add("script");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const status = button.parentElement.querySelector("[data-copy-status]");
  try {
    await navigator.clipboard.writeText(new URL(button.dataset.copy, location));
    status.textContent = "Copied.";
  } catch {
    status.textContent = "Your browser does not allow it. Please copy the address by hand.";
  }
  status.hidden = false;
});
