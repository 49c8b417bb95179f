// Marks the current part of the page in the table of contents. Without this script its links still work.
(() => {
  const toc = document.getElementById("contents");
  const currentTitle = document.querySelector(".bar .here");
  const links = [...toc.querySelectorAll('a[href^="#"]')];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));

  function markCurrent() {
    const line = innerHeight * 0.12;  // the last section that starts above this line is current
    let current = 0;
    sections.forEach((section, index) => {
      if (section.getBoundingClientRect().top < line) current = index;
    });
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    if (currentTitle) currentTitle.textContent = links[current].textContent;
  }

  const observer = new IntersectionObserver(markCurrent, { rootMargin: "0px 0px -88% 0px" });
  sections.forEach((section) => observer.observe(section));
  toc.addEventListener("click", (event) => {
    if (event.target.closest("a") && toc.matches(":popover-open")) toc.hidePopover();
  });
})();
