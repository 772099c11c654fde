// The document page: layers that can be shown and hidden, and the coding of what is pointed at.
const text = document.querySelector(".text");
const layers = document.querySelector(".layers");
const NAME = "concord-layers";

function shown() {
  return [...layers.querySelectorAll("input:checked")].map((box) => box.value);
}

function show() {
  text.dataset.layers = shown().join(" ");
  try { localStorage.setItem(NAME, text.dataset.layers); } catch { /* not kept, then */ }
}

if (text && layers) {
  let kept = null;
  try { kept = localStorage.getItem(NAME); } catch { /* none */ }
  if (kept !== null) {
    const names = kept.split(" ");
    layers.querySelectorAll("input").forEach((box) => { box.checked = names.includes(box.value); });
  }
  layers.hidden = false;
  layers.addEventListener("change", show);
  show();

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("role", "tooltip");
  tip.id = "coding-tip";
  document.body.append(tip);

  const point = (event) => {
    const piece = event.target.closest(".m");
    if (!piece) { tip.hidden = true; return; }
    if (piece.title) { piece.dataset.coding = piece.title; piece.removeAttribute("title"); }
    tip.textContent = piece.dataset.coding.split("; ").join("\n");
    tip.classList.add("lines");
    tip.hidden = false;
    const box = piece.getClientRects()[0];
    const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    const top = box.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
    tip.style.top = `${(top < 0 ? box.bottom + 6 : top) + window.scrollY}px`;
    piece.setAttribute("aria-describedby", tip.id);
  };
  // One stop for the Tab key; from there the arrows go from mark to mark.
  const marks = [...text.querySelectorAll(".m")];
  const stop = (at) => { marks.forEach((each, n) => { each.tabIndex = n === at ? 0 : -1; }); };
  stop(0);
  text.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: marks.length - 1 };
    const next = marks[steps[event.key]];
    if (at < 0 || !next) return;
    event.preventDefault();
    stop(steps[event.key]);
    next.focus();
  });
  text.addEventListener("focusin", (event) => { const at = marks.indexOf(event.target); if (at >= 0) stop(at); });

  text.addEventListener("pointerover", point);
  text.addEventListener("focusin", point);
  text.addEventListener("focusout", () => { tip.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
}
