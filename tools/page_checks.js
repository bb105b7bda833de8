// What a page must be for everyone, measured where it is open. Each finding is one line that begins with its rule.
({
  /** What sticks out of a page that is `width` px wide, apart from what scrolls inside its own box or is only read out. */
  sideways(width) {
    const found = [];
    if (document.documentElement.scrollWidth > width) found.push(`reflow: the page is ${document.documentElement.scrollWidth} px wide at ${width} px`);
    const scrolls = (each) => /auto|scroll/.test(getComputedStyle(each).overflowX);
    const isHeld = (each) => {
      for (let box = each.parentElement; box && box !== document.body; box = box.parentElement) if (scrolls(box) || (box.offsetWidth === 1 && box.offsetHeight === 1)) return true;
      return false;
    };
    for (const each of document.body.querySelectorAll(":not(svg *)")) {
      const box = each.getBoundingClientRect();
      if (box.width <= 1 || !each.checkVisibility() || each.closest("[aria-hidden=true]")) continue;
      if ((box.right > width + 0.5 || box.left < -0.5) && !isHeld(each)) found.push(this.line("reflow", each, `at ${width} px`));
    }
    return found.slice(0, 5);
  },

  /** What is wrong with language, headings, landmarks and the order of focus. */
  structure(lang) {
    const found = [];
    const shown = (selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility());
    const expect = (holds, sentence) => holds || found.push(`structure: ${sentence}`);
    expect(document.documentElement.lang === lang, `the page says it is ${document.documentElement.lang}, not ${lang}`);
    expect(document.title.trim(), "the page has no title");
    expect(shown("h1").length === 1, `${shown("h1").length} first headings`);
    shown("h1, h2, h3, h4, h5, h6").reduce((above, heading) => {
      const level = Number(heading.tagName[1]);
      expect(level <= above + 1, `h${above} is followed by h${level}: ${heading.textContent.trim().slice(0, 60)}`);
      return level;
    }, 1);
    expect(shown("main, [role=main]").length === 1, "there is not exactly one main");
    const ofThePage = (selector) => shown(selector).filter((each) => !each.closest("main, article, section, aside, nav"));
    expect(ofThePage("header").length === 1, `${ofThePage("header").length} banners`);
    expect(ofThePage("footer").length <= 1, "more than one footer");
    const names = shown("nav").map((each) => each.getAttribute("aria-label") ?? document.getElementById(each.getAttribute("aria-labelledby"))?.textContent);
    expect(names.every(Boolean), "a navigation without a name");
    expect(new Set(names).size === names.length, `two navigations of one name: ${names.join(", ")}`);
    expect(!document.querySelector("[tabindex]:not([tabindex='0'], [tabindex='-1'])"), "an order of focus that is not the page's");
    return [...found, ...this.native()];
  },

  /** What still looks as the browser draws it, beside what is ours. */
  native() {
    const isNative = (each) => {
      const { appearance, display, listStyleType } = getComputedStyle(each);
      return each.matches("summary") ? display === "list-item" && listStyleType !== "none" : appearance !== "none";
    };
    const every = document.querySelectorAll("select, progress, meter, summary, input:is([type=checkbox], [type=radio])");
    return [...every].filter((each) => each.checkVisibility() && isNative(each)).slice(0, 5).map((each) => this.line("native", each));
  },

  /**
   * What axe could find something at, each kind of it once: how an element is made, and in which colours a text is read.
   * Two pages of the same parts have the same faults, but for those of `structure`.
   */
  parts() {
    return [...new Set([...this.made().values()].flat())];
  },

  /** What is wrong with the structure, what sticks out, and the parts. */
  glance(lang, width) {
    return [[...this.structure(lang), ...this.sideways(width)], this.parts()];
  },

  /** Remember where one of these parts is: what is around it, or the whole page where one is outside its `main`. */
  mark(parts) {
    const isOne = new Set(parts);
    const places = [...this.made()].filter(([, made]) => made.some((part) => isOne.has(part))).map(([each]) => each.parentElement);
    const isOfMain = places.length > 0 && places.every((each) => each.closest("main")); // none: the page has changed since
    window.places = isOfMain ? { include: [...new Set(places)] } : document;
  },

  /**
   * The parts that each element is: what kind it is, where that matters inside of what, and what it lacks; with each thing that
   * it says of itself; and the colours in which its text is read. Where all of them are known, axe has looked at the like.
   */
  made() {
    const elements = [...document.querySelectorAll("body *")].filter((each) => !each.closest("svg") || each.matches("svg"));
    const times = Map.groupBy(elements.filter((each) => each.id), (each) => each.id);
    const styles = document.querySelector("link[rel=stylesheet]")?.href;
    const lacks = (each) => [
      each.matches("a, button, summary, th, h1, h2, h3, h4, h5, h6, label, legend, caption, li, td") && !each.textContent.trim() && "words",
      each.matches("a, button, input, select, textarea") && Math.min(each.offsetWidth, each.offsetHeight) < 24 && `size in ${styles}`,
      each.labels?.length === 0 && "a label",
      each.matches("a:not([href])") && "an address",
      !each.matches("[alt], [aria-label], [aria-labelledby], [title]") && "a name",
      times.get(each.id)?.length > 1 && "an id of its own",
      ...["for", "form", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls"].filter((name) => each.getAttribute(name)?.split(/\s+/).some((id) => !times.has(id))),
    ].filter(Boolean);
    const around = ({ parentElement: each }) => each.matches("a, button, summary, label, details, fieldset, select, ul, ol, dl, table, table *, body, [role]") && [each.tagName, each.getAttribute("role")];
    const saysOf = (each) => each.getAttributeNames().filter((name) => /^(aria-|lang|alt|title|for|tabindex|scope|autocomplete|hidden|open|disabled|href|target)/.test(name)).sort()
      .map((name) => (/^(tabindex|scope|lang|autocomplete|aria-(current|hidden|expanded|live|pressed))$/.test(name) ? `${name}=${each.getAttribute(name)}` : name));
    const hasText = (each) => each.matches("input, select, textarea") || [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    return new Map(elements.map((each) => {
      const kind = [each.tagName, each.getAttribute("type"), each.getAttribute("role")].join(" ");
      const says = saysOf(each);
      const together = says.filter((word) => each.matches("[role]") || /^(aria-hidden|tabindex)/.test(word));
      const isRead = hasText(each) && each.checkVisibility();
      const made = [kind, around(each), isRead, together, lacks(each)].join(" ");
      return [each, [made, ...says.map((word) => `${kind} says ${word}`), ...(isRead ? [this.colours(each, hasText(each.parentElement))] : [])]];
    }));
  },

  /** What decides how well the text of an element can be read; of a link also how it stands out from the text around it. */
  colours(element, isInText) {
    const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const isOff = Boolean((element.control ?? element).closest(":disabled, [aria-disabled=true]"));
    const { color, fontSize, fontWeight, opacity, textDecorationLine } = getComputedStyle(element);
    const isLarge = Number.parseFloat(fontSize) >= (fontWeight >= 700 ? 18.6 : 24);
    const around = element.matches("a") && isInText && [getComputedStyle(element.parentElement).color, textDecorationLine];
    const said = ["colours", scheme, color, isLarge, opacity, isOff, around];
    for (let each = element; each; each = each.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(each);
      if (backgroundImage !== "none") return [...said, "a picture"].join(" ");
      if (backgroundColor !== "rgba(0, 0, 0, 0)") return [...said, backgroundColor].join(" ");
    }
    return said.join(" ");
  },

  /** Remember how everything looks that Tab can reach, before it has the focus. */
  prepare() {
    const fields = "input:not([type=hidden]), select, textarea, button";
    const isStop = (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true });
    const stops = [...document.querySelectorAll(`a[href], ${fields}, summary, iframe, [tabindex='0']`)].filter(isStop);
    document.activeElement.blur(); // also that at which the page begins
    window.looks = new Map(stops.map((each) => [each, this.look(each)]));
    window.reached = new Set();
    window.last = null;
    return stops.length;
  },

  /** Whether Tab has come to the end of the page, and what is wrong with where it stands. */
  async stop() {
    const here = document.activeElement;
    const isInside = here === window.last; // a date has several stops, and so has a frame
    if (isInside) return { end: here === document.body, found: [] };
    if (window.reached.has(here)) return { end: true, found: [] };
    window.last = here;
    if (here === document.body) return { end: false, found: [] }; // past the end; a page may begin in its middle
    window.reached.add(here);
    const found = await this.hidden(20);
    const isFrame = here.matches("iframe"); // no style of its page knows of a focus inside it, where it is shown
    if (!isFrame && window.looks.get(here) === this.look(here)) found.push(this.line("focus-invisible", here));
    return { end: false, found };
  },

  /** What has the focus, if nobody can see it; a page that scrolls softly has a while, twentieths of a second, to bring it into sight. */
  async hidden(patience = 200) {
    const here = document.activeElement;
    for (let wait = 0; wait < patience && !this.isToBeSeen(here); wait += 1) await new Promise((done) => setTimeout(done, 50));
    return here === document.body || this.isToBeSeen(here) ? [] : [this.line("focus-hidden", here)];
  },

  /** What Tab should have reached and did not. */
  missed() {
    const isOneOfAGroup = (each) => each.type === "radio" && [...window.reached].some((other) => other.name === each.name);
    const missed = [...window.looks.keys()].filter((each) => !window.reached.has(each) && !isOneOfAGroup(each) && each.checkVisibility());
    return missed.slice(0, 5).map((each) => this.line("focus-order", each, "is never reached"));
  },

  isToBeSeen(element) {
    const boxes = [element, ...(element.labels ?? [])].flatMap((each) => [...each.getClientRects()]).filter((box) => box.width > 1);
    const hits = (x, y) => {
      const top = document.elementFromPoint(x, y);
      return top && [element, ...(element.labels ?? [])].some((each) => each.contains(top));
    };
    return boxes.some((box) => {
      const [left, right] = [Math.max(box.left + 2, 0), Math.min(box.right - 2, innerWidth - 1)];
      const [top, bottom] = [Math.max(box.top + 2, 0), Math.min(box.bottom - 2, innerHeight - 1)];
      return left <= right && top <= bottom && [[0.5, 0.5], [0, 0], [1, 1], [0, 1], [1, 0]].some(([x, y]) => hits(left + x * (right - left), top + y * (bottom - top)));
    });
  },

  look(element) {
    const around = [element, element.parentElement, element.nextElementSibling, ...(element.labels ?? []), element.closest("li, tr")];
    const style = (each, pseudo) => {
      const { outline, outlineOffset, boxShadow, border, backgroundColor, color, textDecoration } = getComputedStyle(each, pseudo);
      return [outline, outlineOffset, boxShadow, border, backgroundColor, color, textDecoration].join();
    };
    return around.filter(Boolean).map((each) => style(each) + style(each, "::before") + style(each, "::after")).join();
  },

  line(rule, element, more = "") {
    return `${rule}: ${element.outerHTML.replace(/\s+/g, " ").slice(0, 140)} ${more}`.trim();
  },
})
