// <nav data-index>: of its links to parts of this page the one whose part is being read is marked, and stays so as the page scrolls.
for (const index of document.querySelectorAll("[data-index]")) {
  const links = [...index.querySelectorAll("a[href^='#']")];
  const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
  const mark = () => {
    const line = window.innerHeight / 3;
    const isAtEnd = window.scrollY > 0 && window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2;
    const begun = parts.filter((part) => part && part.getBoundingClientRect().top <= line).length;
    const current = isAtEnd ? links.length - 1 : Math.max(begun - 1, 0);
    links.forEach((link, number) => {
      if (number === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", mark, { passive: true });
  addEventListener("resize", mark);
  mark();
}
