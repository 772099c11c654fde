// Looks for words in the table of incidents. What is found is written as text, never as markup.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const rows = (window.concordIndex ?? []).map(([path, title, words]) => ({ path, title, words, plain: plain(`${title} ${words}`) }));
const form = document.getElementById("search");
const field = document.getElementById("words");
const list = document.getElementById("found");
const told = document.getElementById("told");
const MOST = 200;

function look() {
  const asked = plain(field.value).match(/[\p{L}\p{N}]+/gu) ?? [];
  list.replaceChildren();
  if (!asked.length) { told.textContent = `${rows.length.toLocaleString("en")} incidents. Every word must be found; the beginning of a word is enough.`; return; }
  const wanted = asked.map((word) => new RegExp(`(^|[^\\p{L}\\p{N}])${word}`, "u"));
  const fits = rows.filter((row) => wanted.every((each) => each.test(row.plain)));
  told.textContent = `${fits.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} incidents${fits.length > MOST ? `, the first ${MOST} shown` : ""}`;
  for (const row of fits.slice(0, MOST)) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = row.path;
    link.textContent = row.title;
    item.append(link);
    list.append(item);
  }
}

form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", look);
form.addEventListener("submit", (event) => { event.preventDefault(); look(); });
look();
