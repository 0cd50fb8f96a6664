/* Brings the current entry of a row that scrolls into view.  Without this file, people scroll themselves. */
for (const row of document.querySelectorAll("[data-scroll-to-current]")) {
  const entry = row.querySelector("[aria-current]");
  if (entry) row.scrollLeft = entry.offsetLeft - (row.clientWidth - entry.offsetWidth) / 2;
}
