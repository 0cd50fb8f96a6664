/* Saves each section by itself, keeps what is not saved yet on this device, and says how it stands.
   Everything works without this file. */
(() => {
  "use strict";
  const saved = new URLSearchParams(location.search).get("saved");
  if (saved) {
    /* The server has all that this window held. */
    try {
      for (const name of Object.keys(localStorage)) if (name.endsWith("/" + saved)) localStorage.removeItem(name);
    } catch { /* nothing was kept */ }
    history.replaceState(null, "", location.pathname + location.hash);
  }
  const form = document.getElementById("report");
  if (!form) return;
  const words = form.dataset;
  const overall = document.getElementById("state");
  const own = form.elements.window.value;
  const WAIT = 3000, AGAIN = 15000;
  const sections = new Map();
  let stopped = false, leaving = false;

  const say = (section, text, kind) => {
    for (const place of [section.state, overall]) {
      place.hidden = !text;
      place.className = "status " + kind;
      if (place.textContent !== text) place.textContent = text;
    }
  };

  const fields = (section) => [...section.element.querySelectorAll("[name]:not(button)")];

  /* What stands in the section's inputs, by name; radios and boxes as the list of those ticked. */
  const values = (section) => {
    const found = {};
    for (const field of fields(section)) {
      const list = (found[field.name] ||= []);
      if (!/radio|checkbox/.test(field.type) || field.checked) list.push(field.value);
    }
    return found;
  };

  const fill = (section, found) => {
    for (const field of fields(section)) {
      const list = found[field.name];
      if (!list) continue;
      if (/radio|checkbox/.test(field.type)) field.checked = list.includes(field.value);
      else if (list.length) field.value = list[0];
      if (list[0]) field.closest("details")?.setAttribute("open", "");
    }
  };

  const key = (section) => words.key + section.name + "/" + own;
  const keep = (section) => {
    try {
      localStorage.setItem(key(section), JSON.stringify({ at: Date.now(), values: values(section) }));
    } catch { /* a full or forbidden store: the page itself still holds the text */ }
  };
  /* A page that is being left may be followed by one read before the answer came: that one compares. */
  const forget = (section) => {
    if (leaving) return;
    try {
      for (const name of [key(section), section.restored]) if (name) localStorage.removeItem(name);
    } catch { /* nothing was kept */ }
  };

  /* The newest copy that an earlier window could not save. */
  const restore = (section) => {
    let newest = null;
    try {
      for (const name of Object.keys(localStorage)) {
        if (!name.startsWith(words.key + section.name + "/")) continue;
        const copy = JSON.parse(localStorage.getItem(name));
        if (!newest || copy.at > newest.at) newest = { ...copy, name };
      }
    } catch { return; }
    if (!newest || JSON.stringify(newest.values) === JSON.stringify(values(section))) return;
    section.restored = newest.name;
    section.element.setAttribute("open", "");
    fill(section, newest.values);
    say(section, words.restored, "at-risk");
    changed(section, 0);
  };

  const problems = (section, found) => {
    for (const place of section.element.querySelectorAll(".problem")) {
      const code = place.id.slice(section.name.length + 1, -":problem".length);
      const text = (found[code] || [""])[0];
      place.textContent = text;
      place.hidden = !text;
      place.closest(".field").classList.toggle("error", Boolean(text));
    }
  };

  /* A figure far from last year's asks why; what was said of it stays in sight. */
  const jumps = (section, found) => {
    for (const place of section.element.querySelectorAll("[data-jump]")) {
      const text = found[place.dataset.jump] || "";
      place.querySelector("strong").textContent = text;
      place.hidden = !text && !place.querySelector("input").value;
    }
  };

  /* Of women and men, or of the groups that are given, the total, as long as nobody typed another. */
  const sumOf = (place) => {
    const typed = [...place.querySelectorAll("input:not([data-total])")].map((part) => part.value.trim());
    const given = typed.filter(Boolean);
    const enough = place.dataset.sum === "all" ? given.length === typed.length : given.length;
    if (!enough || !given.every((part) => /^\d{1,12}$/.test(part))) return "";
    return String(given.reduce((made, part) => made + Number(part), 0));
  };
  const sum = (place) => {
    const total = place.querySelector("[data-total]");
    if (total.value === (total.dataset.made || "")) total.value = total.dataset.made = sumOf(place);
  };
  for (const place of form.querySelectorAll("[data-sum]")) {
    const total = place.querySelector("[data-total]"), made = sumOf(place);
    if (made && total.value === made) total.dataset.made = made;
  }

  /* A section that a link leads to is open. */
  const open = (hash) => {
    let place = hash && document.getElementById(hash.slice(1));
    if (place && !place.matches("details")) place = place.parentElement;
    for (; place; place = place.parentElement) if (place.matches("details")) place.setAttribute("open", "");
  };
  document.addEventListener("click", ({ target }) => open(target.closest('a[href^="#"]')?.hash));
  addEventListener("hashchange", () => open(location.hash));
  open(location.hash);

  for (const button of form.querySelectorAll("[data-start-from]")) {
    const text = button.closest(".beside").querySelector("textarea");
    button.hidden = false;
    button.addEventListener("click", () => {
      text.value = [text.value, button.previousElementSibling.innerText].filter(Boolean).join("\n\n");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
  }

  const take = (section, answer) => {
    if (answer.state === "saved") {
      for (const name of ["version", "seen"]) form.elements[section.name + "-" + name].value = answer[name];
      problems(section, answer.lacking);
      jumps(section, answer.jumps);
      if (section.dirty) return;
      forget(section);
      say(section, answer.text, answer.kind);
    } else if (answer.state === "problem") {
      problems(section, answer.problems);
      say(section, answer.text, "off-track");
    } else {
      section.conflict = true;
      forget(section);
      say(section, answer.text, "at-risk");
      const link = Object.assign(document.createElement("a"), { href: answer.url, textContent: words.compare });
      section.state.append(" ", link);
    }
  };

  /* The outline: how far each step and each section of this step has come. */
  const outline = (found) => {
    for (const [kind, marks] of [["step", found.steps], ["mark", found.marks]])
      for (const [name, said] of Object.entries(marks)) {
        for (const mark of document.querySelectorAll(`[data-${kind}="${name}"]`))
          [mark.textContent, mark.className] = [said.text, "status " + said.status];
      }
    for (const place of document.querySelectorAll("[data-share]")) place.textContent = found.share;
  };

  const later = (section, text) => {
    section.dirty = true;
    say(section, text, "off-track");
    clearTimeout(section.timer);
    section.timer = setTimeout(send, AGAIN, section);
  };

  /* A page that waited long may hold a token from before a new sign-in: read a fresh one. */
  const renew = async () => {
    const page = await (await fetch(location.pathname, { credentials: "same-origin" })).text();
    const token = new DOMParser().parseFromString(page, "text/html").querySelector("#report [name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return Boolean(token);
  };

  const post = (section) => {
    const body = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "window"]) body.append(name, form.elements[name].value);
    for (const [name, list] of Object.entries(values(section))) for (const value of list) body.append(name, value);
    const headers = { "X-Autosave": "1", Accept: "application/json" };
    return fetch(location.pathname, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" });
  };

  /* What the server said in words of its own: in JSON, or as the heading and first sentence of a page. */
  const refusal = async (answer) => {
    const text = await answer.text();
    try {
      const found = JSON.parse(text);
      return [found.title, found.detail].filter(Boolean).join(" ");
    } catch { /* a page */ }
    const page = new DOMParser().parseFromString(text, "text/html");
    return ["h1", "main p"].map((place) => page.querySelector(place)?.textContent.trim()).filter(Boolean).join(". ");
  };

  /* The line works: the server answered, and did not take it.  What may pass is tried again later. */
  const refused = async (section, answer) => {
    const said = (await refusal(answer).catch(() => "")) || answer.status;
    const text = `${words.refused} ${said}`;
    if (answer.status === 503) return later(section, words.unavailable);
    if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) return later(section, text);
    section.refused = true;
    keep(section);
    say(section, text, "off-track");
  };

  const answered = async (section, answer) => {
    if (answer.type === "opaqueredirect") return later(section, words.signedout);
    const isOurs = (answer.headers.get("Content-Type") || "").includes("application/json");
    const found = isOurs ? await answer.clone().json().catch(() => ({})) : {};
    if (found.locked) {
      stopped = true;
      say(section, found.locked, "off-track");
    } else if (answer.ok && found.sections?.[section.name]) {
      take(section, found.sections[section.name]);
      outline(found);
    } else await refused(section, answer);
  };

  const send = async (section) => {
    if (section.busy || section.conflict || stopped || !section.dirty) return;
    section.busy = true;
    section.dirty = section.refused = false;
    say(section, words.saving, "");
    let answer = null;
    try {
      answer = await post(section);
      if (answer.status === 403 && (await renew())) answer = await post(section);
    } catch {
      later(section, words.offline);
    }
    if (answer) await answered(section, answer);
    section.busy = false;
    if (section.dirty) wait(section, answer?.ok ? WAIT : AGAIN);
  };

  const wait = (section, time) => {
    clearTimeout(section.timer);
    section.timer = setTimeout(send, time, section);
  };
  const changed = (section, time) => {
    if (section.conflict) return;
    section.dirty = true;
    wait(section, time);
  };

  for (const element of form.querySelectorAll("[data-section]")) {
    const name = element.dataset.section;
    const section = { name, element, state: document.getElementById(name + ":state") };
    sections.set(element, section);
    restore(section);
  }
  form.addEventListener("input", (event) => {
    leaving = false;
    const section = sections.get(event.target.closest("[data-section]"));
    if (!section || section.conflict) return;
    const place = event.target.closest("[data-sum]");
    if (place && !("total" in event.target.dataset)) sum(place);
    keep(section);
    say(section, words.typing, "");
    changed(section, WAIT);
  });
  form.addEventListener("submit", () => {
    stopped = true;
    for (const section of sections.values()) clearTimeout(section.timer);
  });
  addEventListener("online", () => sections.forEach((section) => section.dirty && wait(section, 0)));
  addEventListener("pagehide", () => sections.forEach((section) => section.dirty && keep(section)));
  addEventListener("beforeunload", () => { leaving = true; });
  addEventListener("pageshow", () => { stopped = leaving = false; });
})();
