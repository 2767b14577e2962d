// The legend, which is also the filter: a toggle for each entity type, predicate group and status, with counts.
const legend = T.byId("legend");

const tally = (items, keyOf) => {
  const counts = new Map();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) || 0) + 1);
  return counts;
};

const toggle = (kind, id, mark, label, count) => {
  const box = el("input", { type: "checkbox", checked: true, "data-kind": kind, "data-id": id });
  box.addEventListener("change", () => T.setOff(kind, id, !box.checked));
  return el("label", { className: "toggle" }, box, mark, el("span", { className: "name", textContent: T.shorten(label, 40) }), el("span", { className: "count", textContent: String(count) }));
};

const only = (kind, id) => {
  const all = [...legend.querySelectorAll(`input[data-kind="${kind}"]`)].map((box) => box.dataset.id);
  const alone = all.every((other) => T.state.off[kind].has(other) === (other !== id));
  T.state.off[kind] = new Set(alone ? [] : all.filter((other) => other !== id));
  T.update();
};

const block = (title, rows) => (rows.length ? el("fieldset", {}, el("legend", { textContent: title }), ...rows) : null);

const TOPS = [60, 120, 250, 500, 1000, 2000];
/** How many of the best-connected entities are drawn, where there are many. */
const tops = () => {
  if (!T.data.first) return null;
  const choices = TOPS.filter((n) => n < T.rawNodes.length).map((n) => el("option", { value: String(n), textContent: `${n.toLocaleString("en")} best-connected` }));
  const choice = el("select", { id: "top", "aria-label": "How many entities are drawn", onchange: () => { T.state.top = Number(choice.value); T.update(); T.firstView(); } },
    ...choices, el("option", { value: "0", textContent: `all ${T.rawNodes.length.toLocaleString("en")}` }));
  return block("Shown at once", [choice, el("p", { className: "hint", textContent: "Search finds every entity and brings its neighbours in." })]);
};

T.drawLegend = () => {
  const types = tally(T.entities, (entity) => entity.type), groups = tally(T.claims, T.groupOf), states = tally(T.claims, (claim) => claim.status);
  const lone = el("label", { className: "toggle" }, el("input", { type: "checkbox", id: "lone", onchange: (event) => { T.state.lone = event.target.checked; T.update(); } }),
    el("span", { className: "name", textContent: "Entities without a link" }), el("span", { className: "count", textContent: String(T.loneNodes.length) }));
  legend.replaceChildren(...[
    tops(),
    block("Entities", T.data.style.types.map((style) => toggle("type", style.id, T.glyph(style.id), style.plural, types.get(style.id) || 0))),
    block("Status of the claim", T.data.style.statuses.filter((s) => states.has(s.id)).map((s) => toggle("status", s.id, T.stroke(s.id), s.label, states.get(s.id)))),
    block("What is claimed", T.data.style.groups.filter((g) => groups.has(g.id)).map((g) => toggle("group", g.id, null, g.label, groups.get(g.id)))),
    T.loneNodes.length && T.loneNodes.length < T.rawNodes.length ? block("More", [lone]) : null,
    T.claims.length ? el("p", { className: "hint", textContent: "Wider lines: more articles. A number: claims in one line. “!”: articles contradict one another. Double-click a row to see it alone." }) : null,
  ].filter(Boolean));
  for (const label of legend.querySelectorAll(".toggle")) {
    const box = label.querySelector("input[data-kind]");
    if (box) label.addEventListener("dblclick", (event) => { event.preventDefault(); only(box.dataset.kind, box.dataset.id); });
  }
};

T.syncLegend = () => {
  for (const box of legend.querySelectorAll("input[data-kind]")) box.checked = !T.state.off[box.dataset.kind].has(box.dataset.id);
  const lone = T.byId("lone");
  if (lone) lone.checked = T.state.lone;
  const top = T.byId("top");
  if (top) top.value = String(T.state.top);
};

T.syncFocus = () => {
  const bar = T.byId("focus"), { focus, depth } = T.state;
  bar.hidden = !focus;
  if (!focus) { bar.replaceChildren(); return; }
  bar.replaceChildren(el("span", { textContent: `Around ${T.shorten(T.entity(focus).name, 40)}` }),
    ...[1, 2, 3].map((n) => el("button", { type: "button", "data-depth": n, "aria-pressed": String(n === depth), "aria-label": `${T.plural(n, "step", "steps")} away`, textContent: String(n), onclick: () => T.setFocus(focus, n) })),
    el("button", { type: "button", id: "unfocus", textContent: "Show all", onclick: () => T.setFocus(null, 1) }));
};
