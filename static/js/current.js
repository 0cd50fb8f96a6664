/* Brings the current entry of a row or list that scrolls into view.  Without this file, people scroll themselves. */
for (const list of document.querySelectorAll("[data-scroll-to-current]")) {
  const show = () => {
    const entry = list.querySelector("[aria-current]");
    if (!entry) return;
    list.scrollLeft = entry.offsetLeft - (list.clientWidth - entry.offsetWidth) / 2;
    list.scrollTop = entry.offsetTop - (list.clientHeight - entry.offsetHeight) / 2;
  };
  list.addEventListener("toggle", show);
  /* An entry of this page: the list gives way to it. */
  list.addEventListener("click", ({ target }) => target.closest('a[href^="#"]') && list.removeAttribute("open"));
  show();
}

/* Writes the date that was chosen beside its input, in words. */
const language = document.documentElement.lang;
const words = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { dateStyle: "long", timeZone: "UTC" });
document.addEventListener("input", ({ target }) => {
  if (target.type !== "date") return;
  markEmpty(target);
  const place = document.getElementById(`${target.id}:words`);
  if (place) place.textContent = target.value ? words.format(new Date(target.value)) : place.dataset.none;
});

/* An empty input shows the browser's pattern of days and months only while somebody types in it. */
const markEmpty = (input) => input.toggleAttribute("data-empty", !input.value && !input.validity.badInput);
document.querySelectorAll('input[type="date"]').forEach(markEmpty);
