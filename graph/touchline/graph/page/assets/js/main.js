// What happens on a click, a key or a button; then the first view.
const graph = T.byId("graph");

/** Draw everything anew from the state; `keep` leaves the address as it is. */
T.update = ({ keep = false } = {}) => {
  T.paint();
  T.drawCard();
  T.syncLegend();
  T.syncFocus();
  T.syncOutline();
  T.byId("empty").hidden = T.rawNodes.length > 0;
  if (!keep) T.writeAddress();
};

/** Select a node (or nothing). `open` lifts filters and focus that hide it; `reveal` moves it into view. */
T.choose = (id, { reveal = false, open = false } = {}) => {
  const before = T.state.focus, uncovered = T.byId("card").hidden;
  Object.assign(T.state, { node: id, edge: null, claim: null });
  if (id && open && !T.visible().nodes.has(id)) {
    const far = T.state.top && T.number(id) >= T.state.top, alone = T.edgesOf.get(id).length === 0;
    Object.assign(T.state, { ...T.blank(), node: id, lone: alone, focus: far && !alone ? id : null });
  }
  T.update();
  if (id && (T.state.focus !== before || (T.state.focus && uncovered))) T.fit();
  else if (id) T.reveal(id, { closer: reveal });
};

T.showEdge = (id) => {
  Object.assign(T.state, { node: null, edge: id, claim: null });
  T.update();
  T.revealEdge(id);
};

T.showClaim = (number) => {
  const edge = T.edgeOfClaim.get(number);
  Object.assign(T.state, { node: null, edge: edge ? edge.id : null, claim: number });
  if (edge && !T.visible().edges.has(edge.id)) Object.assign(T.state, { ...T.blank(), edge: edge.id, claim: number, top: 0 });
  T.update();
  if (edge) T.revealEdge(edge.id);
};

T.setOff = (kind, id, off) => {
  if (off) T.state.off[kind].add(id);
  else T.state.off[kind].delete(id);
  T.update();
};

T.setFocus = (id, depth) => {
  Object.assign(T.state, { focus: id, depth });
  T.update();
  T.fit();
};

T.reset = () => {
  T.state = T.blank();
  T.update();
  T.firstView();
};

/** Everything where symbols stay big enough to tell apart; else the part around the best-connected entity. */
T.firstView = () => {
  const smallest = T.rawNodes.length > 30 ? 0.32 : 0.05;
  T.fit(T.shown.nodes, { furthest: 0.05, animate: false });
  if (T.network.getScale() >= smallest) return;
  const spots = Object.values(T.network.getPositions([...T.shown.nodes])), hub = T.network.getPositions(["n0"]).n0, stage = graph;
  const inside = (axis, length) => {
    const along = spots.map((spot) => spot[axis]), half = (length / 2 - 50) / smallest;
    const low = Math.min(...along) + half, high = Math.max(...along) - half;
    return low > high ? (low + high) / 2 : Math.min(high, Math.max(low, hub[axis]));
  };
  T.moveTo({ x: inside("x", stage.clientWidth), y: inside("y", stage.clientHeight) }, smallest, false);
};

T.network.on("click", ({ nodes, edges }) => {
  if (nodes.length) T.choose(nodes[0]);
  else if (edges.length) T.showEdge(edges[0]);
  else if (T.state.node || T.state.edge || T.state.claim !== null) T.choose(null);
});
T.network.on("doubleClick", ({ nodes }) => { if (nodes.length) T.setFocus(nodes[0], 1); });
T.network.on("dragging", () => T.forgetLabels());
T.network.on("dragEnd", () => { T.forgetLabels(); T.paint(); });

const tip = T.byId("tip");
const showTip = (text, { x, y }) => {
  tip.textContent = text;
  tip.hidden = false;
  tip.style.left = `${Math.min(x + 14, graph.clientWidth - tip.offsetWidth - 8)}px`;
  tip.style.top = `${Math.min(y + 14, graph.clientHeight - tip.offsetHeight - 8)}px`;
  graph.classList.add("over");
};
const hideTip = () => { tip.hidden = true; graph.classList.remove("over"); };
const about = (claim) => `${T.shorten(T.entities[claim.s].name, 40)} ${T.predicate(claim.predicate).label} ${T.shorten(T.entities[claim.o].name, 40)} (${T.statusStyle(claim.status).label.toLowerCase()}, ${T.plural(claim.reports, "article", "articles")})`;
T.network.on("hoverNode", ({ node, pointer }) => showTip(`${T.shorten(T.entity(node).name, 80)} · ${T.plural(T.entity(node).claims.length, "claim", "claims")}`, pointer.DOM));
T.network.on("hoverEdge", ({ edge, pointer }) => showTip(T.claimsOn(T.rawEdges[T.number(edge)]).map(about).join("\n"), pointer.DOM));
for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) T.network.on(event, hideTip);

const zoom = (factor) => T.network.moveTo({ scale: T.network.getScale() * factor });
const pan = (dx, dy) => {
  const at = T.network.getViewPosition(), scale = T.network.getScale();
  T.network.moveTo({ position: { x: at.x + dx / scale, y: at.y + dy / scale } });
};
const KEYS = { ArrowLeft: () => pan(-80, 0), ArrowRight: () => pan(80, 0), ArrowUp: () => pan(0, -80), ArrowDown: () => pan(0, 80), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: () => T.fit() };
graph.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=text]");
  if (event.key === "/" && !typing) { event.preventDefault(); T.byId("search").focus(); }
  if (event.key === "Escape" && !typing) { T.openOutline(false); T.choose(null); }
});

T.byId("fit").addEventListener("click", () => T.fit());
T.byId("reset").addEventListener("click", T.reset);
T.byId("skip").addEventListener("click", (event) => { event.preventDefault(); T.openOutline(true); });
T.byId("show-outline").addEventListener("click", () => T.openOutline(!document.body.classList.contains("with-outline")));
T.byId("show-legend").addEventListener("click", (event) => {
  const open = document.body.classList.toggle("with-legend");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});
const repaint = (theme) => {
  T.setTheme(theme);
  T.recolour();
  T.drawLegend();
  T.syncOutline();
  T.update();
};
T.byId("theme").addEventListener("click", () => repaint(T.theme === "dark" ? "light" : "dark"));
prefersDark.addEventListener("change", (event) => repaint(event.matches ? "dark" : "light"));

const { articles, entities, claims, first, last } = T.data.summary;
const dates = first ? ` · ${first === last ? T.day(first) : `${T.day(first)} to ${T.day(last)}`}` : "";
T.byId("summary").textContent = `${T.plural(articles, "article", "articles")} · ${T.plural(entities, "entity", "entities")} · ${T.plural(claims, "claim", "claims")}${dates}`;
T.byId("notice").textContent = T.data.notice;
T.byId("notice").hidden = !T.data.notice;

T.drawLegend();
T.readAddress();
T.update({ keep: true });
if (T.state.focus) T.fit(T.shown.nodes, { animate: false });
else T.firstView();
if (T.state.node && !T.state.focus) T.reveal(T.state.node, { closer: true });
T.network.once("afterDrawing", () => window.requestAnimationFrame(() => { document.body.dataset.ready = "1"; }));
T.network.redraw();

/** For tests and for people with the console open: what is drawn, where, and in which state. */
window.touchline = {
  network: T.network, nodes: T.nodes, edges: T.edges, data: T.data, marks: T.marks, labelBoxes: T.labelBoxes, find: T.find,
  id: (entity) => T.idOf.get(entity) || null,
  shown: () => ({ nodes: [...T.shown.nodes], edges: [...T.shown.edges] }),
  state: () => ({ ...T.state, off: Object.fromEntries(Object.entries(T.state.off).map(([kind, ids]) => [kind, [...ids]])) }),
  nodePoint: (id) => T.network.canvasToDOM(T.network.getPositions([id])[id]),
  edgePoint: (id, along = 0.5) => T.network.canvasToDOM(T.network.body.edges[id].edgeType.getPoint(along)),
  edgesBetween: (a, b) => T.rawEdges.filter((e) => [a, b].every((n) => e.from === T.idOf.get(n) || e.to === T.idOf.get(n))).map((e) => e.id),
  select: T.choose, showEdge: T.showEdge, focus: T.setFocus, reset: T.reset, fit: T.fit,
};
