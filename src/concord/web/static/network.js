// The years of the network as a slider: the arrow keys go from year to year.
const years = document.querySelector(".years-nav ul");
if (years) {
  const links = [...years.querySelectorAll("a")];
  const at = links.findIndex((link) => link.getAttribute("aria-current"));
  const label = document.createElement("label");
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = String(links.length - 1);
  slider.value = String(Math.max(0, at));
  label.className = "slider";
  const words = document.createElement("span");
  const say = () => { words.textContent = links[Number(slider.value)].textContent; };
  say();
  label.append("Year ", slider, words);
  years.parentElement.prepend(label);
  slider.addEventListener("input", say);
  slider.addEventListener("change", () => { location.href = links[Number(slider.value)].href; });
}
