// A field above a table of results that shows only the rows with a word in them. Without this script the whole
// table is there.
for (const field of document.querySelectorAll("[data-filters]")) {
  const table = document.getElementById(field.dataset.filters);
  const input = field.querySelector("input");
  if (!table || !input) continue;
  field.hidden = false;
  input.addEventListener("input", () => {
    const wish = input.value.trim().toLowerCase();
    for (const row of table.tBodies[0].rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wish);
    }
  });
}
