// Keys for the reviewer. Every ruling is a form or a link of the page; a key presses it.

const field = document.getElementById("r-field");
const value = document.getElementById("r-value");
const wants = document.getElementById("r-wants");

function tellWants() {
  if (field && wants) wants.textContent = field.selectedOptions[0]?.dataset.wants ?? "";
}

// Words selected in a sentence; what is selected elsewhere on the page is nobody's value.
let picked = "";
document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  const node = chosen?.anchorNode;
  const inside = (node instanceof Element ? node : node?.parentElement)?.closest(".quotable");
  if (chosen && !chosen.isCollapsed) picked = inside ? chosen.toString().replace(/\s+/g, " ").trim() : "";
});

function correct(code) {
  if (!field || !value) return;
  if (code) field.value = code;
  if (picked) value.value = picked.slice(0, value.maxLength);
  tellWants();
  document.getElementById("correct").scrollIntoView({ block: "center" });
  // With a value chosen, its field is the next question.
  (picked && !code ? field : value).focus();
}

// Words by keyboard: v begins, arrows go from word to word, Shift takes more, Escape ends.
const told = document.getElementById("r-picked");
let selecting = false;
function beginWords() {
  const place = document.querySelector(".text.whole, .coding .text, .quotable blockquote");
  const first = place && document.createTreeWalker(place, NodeFilter.SHOW_TEXT).nextNode();
  if (!first) return false;
  const chosen = document.getSelection();
  chosen.collapse(first, 0);
  chosen.modify("extend", "forward", "word");
  place.scrollIntoView({ block: "center" });
  selecting = true;
  return true;
}
function moveWords(key, widen) {
  const chosen = document.getSelection();
  const forward = key === "ArrowRight" || key === "ArrowDown";
  const step = key === "ArrowUp" || key === "ArrowDown" ? "line" : "word";
  if (widen) { chosen.modify("extend", forward ? "forward" : "backward", step); return; }
  if (forward) chosen.collapseToEnd(); else chosen.collapseToStart();
  if (!forward || step === "line") chosen.modify("move", forward ? "forward" : "backward", step);
  chosen.modify("extend", "forward", "word");
}
document.addEventListener("selectionchange", () => {
  if (selecting && told) told.textContent = picked ? `Selected: ${picked}` : "";
});

// Words selected in a text that is coded become the words of the event that is filled in.
const takers = [...document.querySelectorAll("[data-takes-words]")];
let filled = takers.at(-1);
document.addEventListener("focusin", (event) => {
  const block = event.target.closest?.("fieldset");
  filled = block?.querySelector("[data-takes-words]") ?? filled;
});
function takeWords() {
  if (!filled || !picked) return false;
  filled.value = picked.slice(0, filled.maxLength);
  filled.focus();
  return true;
}

field?.addEventListener("change", tellWants);
tellWants();
document.querySelectorAll(".with-script").forEach((each) => { each.hidden = false; });
const asked = new URLSearchParams(location.search).get("field");
if (asked && field && [...field.options].some((each) => each.value === asked) && location.hash === "#correct") correct(asked);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-field]");
  if (!link) return;
  event.preventDefault();
  correct(link.dataset.field);
});

function press(key) {
  if (key === "c" && value) { correct(""); return true; }
  if (key === "c" && filled) return takeWords();
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  const hash = target.getAttribute("href") ?? "";
  if (hash.startsWith("#")) {
    const heading = document.querySelector(hash);
    heading?.scrollIntoView({ block: "center" });
    (heading?.parentElement.querySelector("input:not([type=hidden]), button") ?? heading)?.focus();
  } else {
    target.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { selecting = false; document.activeElement?.blur(); return; }
  const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || (event.repeat && !selecting)) return;
  // Enter sends the answer only where nothing else has the focus that it could press.
  if (event.key === "Enter" && document.activeElement?.closest("a, button, summary, label")) return;
  if (selecting && event.key.startsWith("Arrow")) {
    moveWords(event.key, event.shiftKey);
    event.preventDefault();
    return;
  }
  if (event.key === "v" ? beginWords() : press(event.key)) event.preventDefault();
});

// A ruling is sent once, however long the key is held.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((each) => { delete each.dataset.sent; });
});
