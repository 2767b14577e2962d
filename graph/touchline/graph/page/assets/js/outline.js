// The graph as a list, for screen readers and for anyone who would rather read: the same entities and claims as are drawn.
const outline = T.byId("outline");
const items = new Map(), lines = new Map();

const outlineLine = (claim) => {
  const target = claim.o === null ? claim.value : T.entities[claim.o].name;
  const text = `${T.predicate(claim.predicate).label} ${T.shorten(target, 100)}: ${T.statusStyle(claim.status).label}, ${T.plural(claim.reports, "article", "articles")}${claim.disputed ? ", contradicted" : ""}`;
  const line = el("li", {}, el("button", { type: "button", "data-claim": claim.key, textContent: text, onclick: () => { T.showClaim(claim.number); T.byId("card").focus(); } }));
  lines.set(claim.number, line);
  return line;
};

const fill = () => {
  const rows = T.entities.map((entity, number) => {
    const own = entity.claims.map((n) => T.claims[n]).filter((claim) => claim.s === number).sort(newestFirst);
    const row = el("li", { "data-entity": entity.id }, el("button", { type: "button", className: "entity", onclick: () => { T.choose(`n${number}`, { reveal: true }); T.byId("card").focus(); } },
      T.glyph(entity.type), `${T.shorten(entity.name, 100)} (${T.typeStyle(entity.type).label})`), own.length ? el("ul", {}, ...own.map(outlineLine)) : null);
    items.set(`n${number}`, row);
    return row;
  });
  outline.replaceChildren(el("h2", { textContent: "The graph as a list" }), el("p", { id: "outline-count" }), el("ul", { className: "entities" }, ...rows));
};

T.syncOutline = () => {
  if (!items.size) fill();
  for (const [id, row] of items) row.hidden = !T.shown.nodes.has(id);
  let count = 0;
  for (const [number, line] of lines) {
    const claim = T.claims[number], edge = T.edgeOfClaim.get(number);
    line.hidden = !T.claimOn(claim) || (edge !== undefined && !T.shown.edges.has(edge.id));
    if (!line.hidden && T.shown.nodes.has(`n${claim.s}`)) count += 1;
  }
  T.byId("outline-count").textContent = `${T.plural(T.shown.nodes.size, "entity", "entities")} and ${T.plural(count, "claim", "claims")} shown.`;
};

T.openOutline = (open) => {
  document.body.classList.toggle("with-outline", open);
  T.byId("show-outline").setAttribute("aria-expanded", String(open));
  if (open) outline.focus();
};
