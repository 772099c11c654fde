// Map and timeline together: days are chosen on the timeline by dragging or by the arrow keys, and
// the server draws the map of those days.
const figure = document.querySelector("figure[data-brush]");

const periodsOf = (svg) => [...svg.querySelectorAll("a[data-from]")];

function mark(chosen) {
  figure.querySelectorAll("svg.chart").forEach((svg) => {
    periodsOf(svg).forEach((bar, at) => {
      const inside = chosen && at >= chosen[0] && at <= chosen[1];
      bar.classList.toggle("off", Boolean(chosen) && !inside);
      bar.classList.toggle("in", Boolean(inside));
    });
  });
}

let asking = null;

async function show(chosen, bars) {
  const address = new URL(location.href);
  address.searchParams.delete("from");
  address.searchParams.delete("to");
  if (chosen) {
    address.searchParams.set("from", bars[chosen[0]].dataset.from);
    address.searchParams.set("to", bars[chosen[1]].dataset.to);
  }
  history.replaceState(null, "", address);
  const part = new URL(address);
  part.searchParams.set("part", "true");
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(part, { signal: asking.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("mapped");
    if (!fresh) return;
    document.getElementById("mapped").replaceWith(document.importNode(fresh, true));
    document.dispatchEvent(new Event("mapdrawn"));
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function brush(svg) {
  const bars = periodsOf(svg);
  if (!bars.length) return;
  let begun = null;
  let chosen = null;
  let moved = false;

  const given = document.getElementById("mapped").dataset;
  if (given.from || given.to) {
    const first = bars.findIndex((bar) => !given.from || bar.dataset.to >= given.from);
    const last = bars.findLastIndex((bar) => !given.to || bar.dataset.from <= given.to);
    if (first >= 0 && last >= first) chosen = [first, last];
    mark(chosen);
  }

  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const scale = Number(svg.dataset.width) / box.width;
    const left = Number(svg.dataset.left);
    const x = (event.clientX - box.left) * scale - left;
    const step = (Number(svg.dataset.width) - left) / bars.length;
    return Math.max(0, Math.min(bars.length - 1, Math.floor(x / step)));
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    begun = at(event);
    moved = false;
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (begun === null) return;
    const here = at(event);
    moved = moved || here !== begun;
    chosen = [Math.min(begun, here), Math.max(begun, here)];
    mark(chosen);
  });
  svg.addEventListener("pointerup", () => {
    if (begun === null) return;
    if (!moved) {
      const same = chosen && chosen[0] === begun && chosen[1] === begun && svg.dataset.one === String(begun);
      chosen = same ? null : [begun, begun];
      svg.dataset.one = same ? "" : String(begun);
      mark(chosen);
    }
    begun = null;
    show(chosen, bars);
  });
  // A click on a bar chooses its period here instead of following its link.
  svg.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey) event.preventDefault(); });
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  // What the keys move stands beside the drawing, whose bars are links.
  const handle = document.createElement("div");
  handle.className = "brush-handle unseen";
  handle.tabIndex = 0;
  handle.setAttribute("role", "slider");
  handle.setAttribute("aria-label", "Days shown on the map");
  svg.before(handle);
  const say = () => {
    const words = chosen ? `${bars[chosen[0]].dataset.from} to ${bars[chosen[1]].dataset.to}` : "all days";
    handle.setAttribute("aria-valuetext", words);
    handle.setAttribute("aria-valuenow", String(chosen ? chosen[0] : 0));
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", String(bars.length - 1));
  };
  say();
  handle.addEventListener("keydown", (event) => {
    const size = chosen ? chosen[1] - chosen[0] : 0;
    const first = chosen ? chosen[0] : -1;
    const last = bars.length - 1;
    if (event.key === "ArrowRight" && event.shiftKey && chosen) chosen = [first, Math.min(last, chosen[1] + 1)];
    else if (event.key === "ArrowLeft" && event.shiftKey && chosen) chosen = [first, Math.max(first, chosen[1] - 1)];
    else if (event.key === "ArrowRight") { const to = Math.min(last - size, first + 1); chosen = [to, to + size]; }
    else if (event.key === "ArrowLeft") { const to = Math.max(0, first - 1); chosen = [to, to + size]; }
    else if (event.key === "Escape") chosen = null;
    else return;
    event.preventDefault();
    mark(chosen);
    say();
    show(chosen, bars);
  });
}

if (figure) {
  figure.querySelectorAll("svg.chart").forEach(brush);
  document.querySelector(".brush-hint").hidden = !figure.querySelector("svg.chart");
}
