// Marks in the contents the part that is being read. Without this script the contents still open and lead there.
(() => {
  const contents = document.getElementById("contents");
  const here = document.querySelector(".bar .here");
  const links = [...contents.querySelectorAll("a")];
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));

  function mark() {
    const line = innerHeight * 0.12;
    let current = 0;
    parts.forEach((part, index) => {
      if (part.getBoundingClientRect().top < line) current = index;
    });
    links.forEach((link, index) => {
      if (index === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    here.textContent = links[current].textContent;
  }

  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -88% 0px" });
  parts.forEach((part) => observer.observe(part));
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
  });
})();
