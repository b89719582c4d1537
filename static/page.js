// What Streamlit's page leaves undone for some readers: words of its own in the reader's language, lists whose items stand in a list,
// tables moved sideways by keyboard too, open menus within a landmark, a place for files that says what it is. Looked at again whenever
// the page has changed, five times a second at most. The words come with the page (screen/style.py); there is nothing of the data here.
(() => {
  if (window.coopstats) return;
  window.coopstats = true;
  const PAUSE = 200;
  const NO_LETTERS = /^[\p{N}\p{P}\p{S}\p{Z}\p{Cf}]*$/u;
  const BOXES = '.stTable > div, .stTable, [class*="st-key-table_map"], pre';
  const born = new WeakMap();
  const narrow = window.matchMedia("(max-width: 640px)");

  // Streamlit's own words stay known, so that a switch of language finds them again.
  function word(element, read, write, said) {
    const now = read(element), was = born.get(element);
    const own = was && was.shown === now ? was.own : now;
    const [begins] = Object.keys(said).filter((text) => text.endsWith(" ") && own.startsWith(text));
    const [number = ""] = own.match(/\d+/) ?? [];
    const counted = number && said[own.replace(number, "#")]?.replace("#", number);
    const shown = said[own] || counted || (begins ? said[begins] + own.slice(begins.length) : own);
    if (shown !== now) write(element, shown);
    born.set(element, { own, shown });
  }

  function mend() {
    const said = JSON.parse(document.documentElement.dataset.said || "{}");
    for (const element of document.querySelectorAll("[aria-label]"))
      word(element, (e) => e.getAttribute("aria-label"), (e, text) => e.setAttribute("aria-label", text), said);
    for (const element of document.querySelectorAll('[data-testid="stSkipToContent"], [data-testid="stSidebarNavViewButton"]'))
      word(element, (e) => e.textContent, (e, text) => { e.textContent = text; }, said);
    // On narrow screens the items of the menu stand in parts of a list, not in the list itself: each part is the list.
    for (const list of document.querySelectorAll('[data-testid="stSidebarNavItems"]')) {
      list.setAttribute("role", "none");
      for (const item of list.querySelectorAll("li")) item.setAttribute("role", "none");
    }
    // An open menu is drawn at the end of the page, outside of all its parts: there it is a part of its own, named as what opened it.
    for (const menu of document.querySelectorAll('[data-floating-ui-portal] [role="menu"]')) {
      const place = menu.closest("[data-floating-ui-portal]");
      place.setAttribute("role", "navigation");
      place.setAttribute("aria-labelledby", menu.getAttribute("aria-labelledby"));
    }
    // Where a file is dropped is named and can be reached: that is no mere decoration.
    for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"]')) zone.setAttribute("role", "group");
    // On paper the address of a link to elsewhere is written out.
    for (const link of document.querySelectorAll("main a[href]")) link.toggleAttribute("data-outside", link.host !== location.host);
    // On a phone a row is a paragraph without headings: a figure or a dash in it needs its own.
    const rows = narrow.matches ? document.querySelectorAll('[class*="st-key-rows_"] table') : [];
    for (const table of rows) {
      const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent);
      for (const cell of table.querySelectorAll("tbody td:not(:first-child)")) {
        const text = cell.querySelector("p");
        if (!text) continue;
        if (NO_LETTERS.test(text.textContent)) text.dataset.of = (said["%"] ?? "% ").replace("%", heads[cell.cellIndex].trim());
        else delete text.dataset.of;
      }
    }
    for (const box of document.querySelectorAll(BOXES)) {
      sizes.observe(box);
      if (box.firstElementChild) sizes.observe(box.firstElementChild);
    }
  }

  // Whether a box holds more than it shows is asked when its size, or that of what is in it, has changed: then the browser knows,
  // while asking on every change of the page made it lay out the page once more.
  const sizes = new ResizeObserver((changed) => {
    for (const box of new Set(changed.flatMap(({ target }) => [target, target.parentElement]))) if (box?.matches(BOXES)) reach(box);
  });

  function reach(box) {
    const moves = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    const clipped = moves && /auto|scroll/.test(getComputedStyle(box).overflow);
    if (clipped && !box.hasAttribute("tabindex")) {
      box.tabIndex = 0;
      box.dataset.moves = "";
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Scrolls");
    } else if (!clipped && "moves" in box.dataset) {
      for (const name of ["tabindex", "role", "aria-label", "data-moves"]) box.removeAttribute(name);
    }
  }

  let due = false;
  function soon() {
    if (due) return;
    due = true;
    setTimeout(() => { due = false; mend(); }, PAUSE);
  }
  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["data-said", "aria-label"] });
  window.addEventListener("resize", soon);
  soon();
})();
