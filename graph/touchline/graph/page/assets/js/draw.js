// vis-network draws symbols and lines; which are hidden or dimmed, and their colours, are set here.
const customShape = (outline, style) => ({ ctx, id, x, y, state: { selected }, style: { size } }) => ({
  drawNode() {
    ctx.save();
    ctx.globalAlpha = T.lit && !T.lit.nodes.has(id) ? 0.22 : 1;
    ctx.beginPath();
    outline.forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * size, y + dy * size) : ctx.moveTo(x + dx * size, y + dy * size)));
    ctx.closePath();
    if (style.shape === "ring") { ctx.fillStyle = T.ground().back; ctx.strokeStyle = T.colour(style); ctx.lineWidth = size / 3; }
    else { ctx.fillStyle = T.colour(style); ctx.strokeStyle = selected ? T.ground().ink : T.edgeOf(style); ctx.lineWidth = selected ? 3 : 1.5; }
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  },
  nodeDimensions: { width: 2 * size, height: 2 * size },
});

const nodeLook = (node) => {
  const style = T.typeStyle(node.type);
  const plain = { background: T.colour(style), border: T.edgeOf(style) };
  const strong = { background: T.colour(style), border: T.ground().ink };
  const own = style.shape === "pentagon" || style.shape === "ring";
  const shape = own ? { shape: "custom", ctxRenderer: customShape(T.outlines[style.shape], style) } : {};
  return { ...shape, color: { ...plain, highlight: strong, hover: strong } };
};

const edgeLook = (edge) => {
  const style = T.statusStyle(edge.status);
  const colour = T.colour(style);
  return {
    color: { color: colour, highlight: colour, hover: colour, opacity: 1 },
    dashes: style.dashes.length ? style.dashes : false,
    smooth: edge.bend ? { enabled: true, type: edge.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.bend) } : { enabled: false },
  };
};

// A window that is higher than wide gets the picture turned on its side.
if (T.byId("graph").clientHeight > 1.15 * T.byId("graph").clientWidth) {
  for (const node of T.rawNodes) [node.x, node.y] = [node.y, node.x];
}

T.nodes = new vis.DataSet(T.rawNodes.map((node) => ({ ...node, ...nodeLook(node), hidden: false, opacity: 1 })));
T.edges = new vis.DataSet(T.rawEdges.map((edge) => ({ ...edge, ...edgeLook(edge), hidden: false })));
T.network = new vis.Network(T.byId("graph"), { nodes: T.nodes, edges: T.edges }, T.options);

/** Nodes and edges that belong to what is selected; null where nothing is. */
const lit = () => {
  const { node, edge } = T.state;
  if (node) {
    const edges = T.edgesOf.get(node).filter((e) => T.shown.edges.has(e.id));
    return { nodes: new Set([node, ...edges.flatMap((e) => [e.from, e.to])]), edges: new Set(edges.map((e) => e.id)) };
  }
  if (edge) return { nodes: new Set([T.rawEdges[T.number(edge)].from, T.rawEdges[T.number(edge)].to]), edges: new Set([edge]) };
  return null;
};

const changed = (set, updates) => {
  const real = updates.filter((update) => {
    const now = set.get(update.id);
    return Object.keys(update).some((key) => key !== "color" && now[key] !== update[key]) || (update.color && now.color.opacity !== update.color.opacity);
  });
  if (real.length) set.update(real);
};

/** Bring the drawing into line with the state. */
T.paint = () => {
  T.shown = T.visible();
  T.lit = lit();
  const faint = T.shown.edges.size > 600 ? 0.4 : 1;
  changed(T.nodes, T.rawNodes.map((node) => ({
    id: node.id, hidden: !T.shown.nodes.has(node.id), opacity: !T.lit || T.lit.nodes.has(node.id) ? 1 : 0.22,
  })));
  changed(T.edges, T.rawEdges.map((edge) => ({
    id: edge.id, hidden: !T.shown.edges.has(edge.id),
    color: { ...edgeLook(edge).color, opacity: T.lit ? (T.lit.edges.has(edge.id) ? 1 : 0.12) : faint },
  })));
  T.network.setSelection({ nodes: T.state.node ? [T.state.node] : [], edges: T.state.edge ? [T.state.edge] : [] }, { highlightEdges: false });
  T.forgetLabels();
  T.network.redraw();
};

T.recolour = () => {
  T.nodes.update(T.rawNodes.map((node) => ({ id: node.id, ...nodeLook(node) })));
  T.edges.update(T.rawEdges.map((edge) => ({ id: edge.id, ...edgeLook(edge) })));
};

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
/** What the card covers, in pixels: at the right, or at the bottom of a narrow window. */
const covered = () => {
  const card = T.byId("card");
  if (card.hidden) return { right: 0, bottom: 0 };
  return window.innerWidth <= 760 ? { right: 0, bottom: card.offsetHeight } : { right: card.offsetWidth, bottom: 0 };
};

/** Show these nodes, with room for their labels; at most `closest` times enlarged. */
T.fit = (ids = T.shown.nodes, { closest = 1.35, furthest = 0.05, animate = true } = {}) => {
  const spots = Object.entries(T.network.getPositions([...ids]));
  if (!spots.length) return;
  const xs = spots.map(([, p]) => p.x), ys = spots.map(([, p]) => p.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const stage = T.byId("graph"), hidden = covered();
  const wide = Math.max(80, stage.clientWidth - hidden.right - 160), high = Math.max(80, stage.clientHeight - hidden.bottom - 90);
  const scale = Math.max(furthest, Math.min(closest, wide / Math.max(1, right - left), high / Math.max(1, bottom - top)));
  T.moveTo({ x: (left + right) / 2 + hidden.right / 2 / scale, y: (top + bottom) / 2 + (8 + hidden.bottom / 2) / scale }, scale, animate);
};

T.moveTo = (position, scale, animate = true) => {
  const animation = animate && !calm.matches && document.body.dataset.ready ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  T.network.moveTo({ position, scale, animation });
};

/** Bring a node into view if it is outside, or under the card; `closer` also comes nearer from far away. */
T.reveal = (id, { closer = false } = {}) => {
  const stage = T.byId("graph"), hidden = covered(), scale = T.network.getScale();
  const place = T.network.getPositions([id])[id], at = T.network.canvasToDOM(place);
  const right = stage.clientWidth - hidden.right - 30, bottom = stage.clientHeight - hidden.bottom - 30;
  if (at.x > 30 && at.x < right && at.y > 30 && at.y < bottom && !(closer && scale < 0.5)) return;
  const next = closer ? Math.max(scale, 0.8) : scale;
  T.moveTo({ x: place.x + hidden.right / 2 / next, y: place.y + hidden.bottom / 2 / next }, next);
};

/** Bring a line into view if its middle is outside, or under the card. */
T.revealEdge = (id) => {
  const stage = T.byId("graph"), hidden = covered();
  const at = T.network.canvasToDOM(T.network.body.edges[id].edgeType.getPoint(0.5));
  const right = stage.clientWidth - hidden.right - 30, bottom = stage.clientHeight - hidden.bottom - 30;
  if (at.x > 30 && at.x < right && at.y > 30 && at.y < bottom) return;
  T.fit([T.rawEdges[T.number(id)].from, T.rawEdges[T.number(id)].to], { closest: Math.max(0.6, T.network.getScale()) });
};
