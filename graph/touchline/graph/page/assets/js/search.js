// Search by name or alias, without regard to case and accents; arrow keys, Enter and Escape.
const input = T.byId("search");
const list = T.byId("suggestions");
const names = T.entities.map((entity, number) => ({ number, name: T.fold(entity.name), all: [entity.name, ...entity.aliases].map(T.fold) }));
let found = [], active = -1;

/** Numbers of the entities that match, best first: whole name, start of the name, start of a word, anywhere; then rank. */
T.find = (text) => {
  const wanted = T.fold(text);
  if (!wanted) return [];
  const score = ({ name, all }) => {
    if (all.includes(wanted)) return 0;
    if (name.startsWith(wanted)) return 1;
    if (all.some((form) => form.startsWith(wanted) || form.includes(` ${wanted}`))) return 2;
    return all.some((form) => form.includes(wanted)) ? 3 : 9;
  };
  return names.map((entry) => [score(entry), entry.number]).filter(([points]) => points < 9).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, number]) => number);
};

const mark = (index) => {
  active = index;
  [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
  if (active >= 0 && found.length) { input.setAttribute("aria-activedescendant", `option-${active}`); list.children[active].scrollIntoView({ block: "nearest" }); }
  else input.removeAttribute("aria-activedescendant");
};

const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(-1); };

const pick = (number) => {
  close();
  input.value = "";
  T.choose(`n${number}`, { reveal: true, open: true });
};

const suggest = () => {
  found = T.find(input.value).slice(0, 8);
  list.replaceChildren(...found.map((number, i) => {
    const entity = T.entities[number];
    return el("li", { id: `option-${i}`, role: "option", "aria-selected": "false", "data-entity": entity.id, onmousedown: (event) => { event.preventDefault(); pick(number); } },
      T.glyph(entity.type), el("span", { className: "name", textContent: T.shorten(entity.name, 60) }), el("span", { className: "count", textContent: T.plural(entity.claims.length, "claim", "claims") }));
  }));
  if (!found.length && input.value.trim()) list.append(el("li", { className: "none", role: "option", "aria-disabled": "true", textContent: "Nothing by this name" }));
  list.hidden = !list.children.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  mark(found.length ? 0 : -1);
};

input.addEventListener("input", suggest);
input.addEventListener("focus", () => { if (input.value) suggest(); });
input.addEventListener("blur", close);
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (found.length) mark((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
  } else if (event.key === "Enter" && active >= 0 && found.length) { event.preventDefault(); pick(found[active]); }
  else if (event.key === "Escape") { event.stopPropagation(); input.value = ""; close(); T.byId("graph").focus(); }
});
