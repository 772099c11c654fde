// The map is moved at once by its view box; when it rests, the server draws what is now in sight.
const rad = Math.PI / 180;
const latitudeOf = (y) => (2 * Math.atan(Math.exp(y * rad)) - Math.PI / 2) / rad;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

let asking = null;
let resting = null;

async function draw(address) {
  asking?.abort();
  asking = new AbortController();
  const part = new URL(address);
  part.searchParams.set("part", "true");
  try {
    const answer = await fetch(part, { signal: asking.signal });
    if (answer.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("mapped");
    const old = document.getElementById("mapped");
    if (!fresh || !old) return;
    const held = old.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    old.replaceWith(document.importNode(fresh, true));
    history.replaceState(null, "", address);
    start();
    if (held) document.querySelector(held)?.focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

// Where the focus goes back to when the map has been drawn anew.
function nameOf(element) {
  if (element.dataset.move) return `[data-move="${element.dataset.move}"]`;
  return element.matches(".viewport") ? ".viewport" : null;
}

function start() {
  const port = document.querySelector(".viewport[data-zoom]");
  if (!port) return;
  const svg = [...port.querySelectorAll("svg.map")].find((each) => each.getClientRects().length) ?? null;
  port.addEventListener("click", (event) => {
    const move = event.target.closest("[data-move]");
    if (!move || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    draw(new URL(move.href));
  });
  if (!svg) return;
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const west = Number(svg.dataset.west);
  const north = Number(svg.dataset.north);
  const scale = Number(svg.dataset.scale);
  const box = { x: 0, y: 0, w: width, h: height };

  const show = () => { svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.w} ${box.h}`); };

  const settle = (wait) => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const longitude = west + (box.x + box.w / 2) / scale;
      const latitude = latitudeOf(north - (box.y + box.h / 2) / scale);
      // The wide drawing and the narrow one look at the same middle; the width is this one's.
      const address = new URL(location.href);
      address.searchParams.set("at", [longitude, latitude, box.w / scale].map((n) => n.toFixed(3)).join(","));
      address.search = address.search.replaceAll("%2C", ",");
      draw(address);
    }, wait);
  };

  const zoom = (factor, x, y) => {
    const w = Math.min(width * 16, Math.max(width / 64, box.w / factor));
    const part = w / box.w;
    box.x = x - (x - box.x) * part;
    box.y = y - (y - box.y) * part;
    box.w = w;
    box.h = (height / width) * w;
    show();
  };

  const pointOf = (event) => {
    const seen = svg.getBoundingClientRect();
    return [box.x + ((event.clientX - seen.left) / seen.width) * box.w, box.y + ((event.clientY - seen.top) / seen.height) * box.h];
  };

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 300), ...pointOf(event));
    settle(250);
  }, { passive: false });

  svg.addEventListener("dblclick", (event) => {
    if (event.target.closest("a")) return;
    event.preventDefault();
    zoom(2, ...pointOf(event));
    settle(120);
  });

  const down = new Map();
  let moved = 0;
  let spread = 0;
  const gap = () => { const [a, b] = [...down.values()]; return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY); };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    down.set(event.pointerId, event);
    moved = 0;
    if (down.size === 2) spread = gap();
    clearTimeout(resting);
  });
  svg.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) return;
    const seen = svg.getBoundingClientRect();
    const by = [event.clientX - last.clientX, event.clientY - last.clientY];
    moved += Math.abs(by[0]) + Math.abs(by[1]);
    down.set(event.pointerId, event);
    if (moved > 4 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
    if (down.size === 2) {
      const now = gap();
      const [a, b] = [...down.values()];
      if (spread) zoom(now / spread, ...pointOf({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 }));
      spread = now;
    } else if (event.pointerType !== "touch") {
      // One finger scrolls the page; two move the map.
      box.x -= (by[0] / seen.width) * box.w;
      box.y -= (by[1] / seen.height) * box.h;
      show();
    }
  });
  const up = (event) => {
    if (!down.delete(event.pointerId)) return;
    if (moved > 4) settle(event.pointerType === "touch" ? 150 : 60);
  };
  svg.addEventListener("pointerup", up);
  svg.addEventListener("pointercancel", up);
  // What was dragged was not clicked.
  svg.addEventListener("click", (event) => { if (moved > 4) event.preventDefault(); }, true);
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  port.tabIndex = 0;
  port.setAttribute("role", "group");
  port.setAttribute("aria-label", "Map: arrows move it, plus and minus bring it nearer and farther, 0 shows all");
  port.addEventListener("keydown", (event) => {
    if (event.target !== port || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] };
    if (steps[event.key]) {
      glide(box.x + steps[event.key][0] * box.w, box.y + steps[event.key][1] * box.h);
    } else if (event.key === "+" || event.key === "=") zoom(1.5, box.x + box.w / 2, box.y + box.h / 2);
    else if (event.key === "-") zoom(1 / 1.5, box.x + box.w / 2, box.y + box.h / 2);
    else if (event.key === "0") { document.querySelector('[data-move="all"]')?.click(); event.preventDefault(); return; }
    else return;
    event.preventDefault();
    settle(350);
  });

  let gliding = 0;
  function glide(x, y) {
    cancelAnimationFrame(gliding);
    if (still.matches) { box.x = x; box.y = y; show(); return; }
    const from = [box.x, box.y];
    const begun = performance.now();
    const step = (now) => {
      const part = Math.min(1, (now - begun) / 140);
      box.x = from[0] + (x - from[0]) * part;
      box.y = from[1] + (y - from[1]) * part;
      show();
      if (part < 1) gliding = requestAnimationFrame(step);
    };
    gliding = requestAnimationFrame(step);
  }
}

start();
// The timeline draws the map anew, too.
document.addEventListener("mapdrawn", start);
