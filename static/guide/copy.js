// Copies the link of a routine. Without this script the button stays hidden: the address bar does the same.
document.documentElement.classList.add("script");
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const said = button.parentElement.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "Your browser does not allow it. Copy the address of this page instead.";
  }
  said.hidden = false;
});
