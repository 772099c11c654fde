"use strict";
// The page is whole without this script: it adds a filter, sorting, opening in print and by link.
(function () {
  const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

  function openTarget() {
    // Our ids are plain ASCII: a fragment that needs decoding is not one of them.
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    for (let node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") node.open = true;
    }
    const own = target.querySelector("details");
    if (own && target.dataset.opens !== undefined) own.open = true;
    target.scrollIntoView({ block: "start" });
  }

  function openForPrint() {
    const opened = all("details:not([open])");
    opened.forEach((each) => { each.open = true; });
    window.addEventListener("afterprint", () => {
      opened.forEach((each) => { each.open = false; });
    }, { once: true });
  }

  function addFilter(table) {
    const box = document.getElementById("filter");
    const told = document.getElementById("filter-told");
    const bodies = Array.from(table.tBodies);
    box.addEventListener("input", () => {
      const wanted = box.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const body of bodies) {
        const text = body.textContent.toLocaleLowerCase();
        const keep = wanted.every((word) => text.includes(word));
        body.hidden = !keep;
        if (keep) shown += 1;
      }
      told.textContent = wanted.length ? shown + " of " + bodies.length + " shown" : "";
    });
  }

  function addSorting(table) {
    all("th[data-sort]", table).forEach((head) => {
      // Not a button element: browsers leave those out of the header that print repeats.
      const button = document.createElement("span");
      button.className = "sorter";
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sortBy(table, head));
      button.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        sortBy(table, head);
      });
    });
  }

  function sortBy(table, head) {
    const key = head.dataset.sort;
    const down = head.getAttribute("aria-sort") !== "descending";
    all("th[data-sort]", table).forEach((each) => each.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const order = (a, b) => {
      const left = a.dataset[key];
      const right = b.dataset[key];
      const numbers = key === "killed";
      return numbers ? Number(left) - Number(right) : left.localeCompare(right);
    };
    const bodies = Array.from(table.tBodies).sort(order);
    if (down) bodies.reverse();
    table.append(...bodies);
  }

  const table = document.getElementById("incident-table");
  if (table) {
    document.getElementById("tools").hidden = false;
    addFilter(table);
    addSorting(table);
    const openAll = document.getElementById("open-all");
    openAll.addEventListener("click", () => {
      const open = openAll.getAttribute("aria-pressed") !== "true";
      openAll.setAttribute("aria-pressed", String(open));
      openAll.textContent = open ? "Close all sources" : "Open all sources";
      all("tbody:not([hidden]) details", table).forEach((each) => { each.open = open; });
    });
  }
  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", openForPrint);
  openTarget();
})();
