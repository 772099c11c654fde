// Every page works without this script; it makes some things quicker.

// On a narrow screen the rail is folded at first.
const fold = document.querySelector(".rail-fold");
if (fold && window.matchMedia("(max-width: 60rem)").matches) fold.open = false;

// The bar at the top is wider than a narrow screen: the page that is open stands in sight.
document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// "/" goes to the search box, as in other applications, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("find")?.focus();
});

// What a page folds is part of it on paper.
window.addEventListener("beforeprint", () => {
  const folded = [...document.querySelectorAll("main details:not([open]):not(.change)")];
  folded.forEach((each) => { each.open = true; });
  window.addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }), { once: true });
});

// An empty field of a form is no condition: keep it out of the address.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "get") return;
  for (const field of event.target.querySelectorAll("input, select")) {
    if (!field.value) field.disabled = true;
  }
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form input:disabled, form select:disabled").forEach((each) => { each.disabled = false; });
});
