// Names on the canvas, always at reading size: placed in order of rank where there is room, as on a map. Also the marks
// on lines: a cross for denied, a number for bundled claims, an exclamation mark where articles contradict one another.
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
const CELL = 64;
const widths = new Map();
let placed = { key: "", labels: [], marks: [], words: [] };
let version = 0;
T.forgetLabels = () => { version += 1; };
T.hovered = null;
T.labelBoxes = () => placed.labels.map(({ id, text, left, top, right, bottom }) => ({ id, text, left, top, right, bottom }));

const fontOf = (rank, strong) => {
  const size = rank < 8 ? 15 : rank < 30 ? 13 : 12;
  return { size, css: `${strong || rank < 8 ? 600 : 400} ${size}px ${FONT}` };
};
const measure = (ctx, text, css) => {
  const key = css + text;
  if (!widths.has(key)) { ctx.font = css; widths.set(key, ctx.measureText(text).width); }
  return widths.get(key);
};

/** Boxes that are taken, found quickly by cells of a grid. */
const crowd = () => {
  const cells = new Map();
  const keys = (box) => {
    const found = [];
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) found.push(`${x},${y}`);
    }
    return found;
  };
  return {
    add(box) { for (const key of keys(box)) { if (!cells.has(key)) cells.set(key, []); cells.get(key).push(box); } },
    free(box, counts) {
      return !keys(box).some((key) => (cells.get(key) || []).some((other) => counts(other)
        && box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top));
    },
  };
};

const spots = (x, y, r, width, height) => [[x - width / 2, y + r + 2], [x - width / 2, y - r - 2 - height], [x + r + 4, y - height / 2], [x - r - 4 - width, y - height / 2]];

/** Labels with their boxes in screen pixels of this scale, the best-ranked first. */
const placeLabels = (ctx, scale) => {
  const places = T.network.getPositions([...T.shown.nodes]);
  const taken = crowd(), labels = [];
  const shown = T.rawNodes.filter((node) => T.shown.nodes.has(node.id));
  for (const node of shown) {
    const { x, y } = places[node.id], r = node.size * scale;
    taken.add({ left: x * scale - r, right: x * scale + r, top: y * scale - r, bottom: y * scale + r, node: node.id, rank: T.number(node.id) });
  }
  const wanted = (node) => (node.id === T.state.node || node.id === T.state.focus ? 0 : T.lit && T.lit.nodes.has(node.id) ? 1 : 2);
  const order = T.lit ? [...shown].sort((a, b) => wanted(a) - wanted(b)) : shown;
  for (const node of order) {
    const rank = T.number(node.id), strong = wanted(node) === 0;
    if (T.lit && wanted(node) === 2) continue;
    const font = fontOf(rank, strong), text = T.shorten(T.entity(node.id).name, strong ? 44 : 26);
    const width = measure(ctx, text, font.css), { x, y } = places[node.id];
    const counts = (other) => other.node !== node.id && (other.node === undefined || (!strong && (rank > 24 || other.rank < rank)));
    for (const [left, top] of spots(x * scale, y * scale, node.size * scale, width, font.size * 1.2)) {
      const box = { left: left - 2, top: top - 1, right: left + width + 2, bottom: top + font.size * 1.2 + 1 };
      if (!taken.free(box, counts)) continue;
      taken.add(box);
      labels.push({ id: node.id, text, font, ...box });
      break;
    }
  }
  const marks = placeMarks(scale, taken);
  return { labels, marks, words: placeWords(ctx, scale, taken) };
};

const wordsOf = (edge) => {
  const names = [...new Set(T.claimsOn(edge).map((claim) => T.predicate(claim.predicate).label))];
  return names.length > 1 ? `${names[0]} +${names.length - 1}` : names[0] || "";
};

const middle = (edge) => T.network.body.edges[edge.id].edgeType.getPoint(0.5);
const span = (edge) => {
  const { from, to } = T.network.body.edges[edge.id];
  return Math.hypot(from.x - to.x, from.y - to.y);
};

/** Where the marks on lines go: the middle of the line, or a point near it that is free; numbers are left out before crosses. */
const placeMarks = (scale, taken) => {
  const found = [], crowded = T.shown.edges.size > 600 && scale < 0.7;
  for (const edge of T.rawEdges) {
    if (!T.shown.edges.has(edge.id) || (T.lit && !T.lit.edges.has(edge.id))) continue;
    const marks = marksOf(edge);
    if (!marks.length || span(edge) * scale < 40) continue;
    if (crowded && !T.lit) continue;
    const half = marks.length * 8.5, needed = marks.some((mark) => mark === "x" || mark === "!");
    const boxes = [0.5, 0.4, 0.6, 0.32, 0.68].map((along) => {
      const at = T.network.body.edges[edge.id].edgeType.getPoint(along);
      return { along, left: at.x * scale - half, right: at.x * scale + half, top: at.y * scale - 8.5, bottom: at.y * scale + 8.5 };
    });
    const box = boxes.find((candidate) => taken.free(candidate, () => true)) || (needed ? boxes[0] : null);
    if (!box) continue;
    taken.add(box);
    found.push({ edge, marks, ...box });
  }
  return found;
};

const drawMarks = (ctx) => {
  for (const { edge, marks, left, top } of placed.marks) {
    const colour = T.colour(T.statusStyle(edge.status));
    marks.forEach((mark, i) => {
      const x = left + 8.5 + i * 17, y = top + 8.5;
      if (mark === "x") drawCross(ctx, x, y, colour);
      else drawBadge(ctx, mark, x, y, mark === "!" ? T.colour(T.statusStyle("denied")) : colour, mark === "!");
    });
  }
};

/** What lines say, in words, where there is room: for what is selected, and everywhere once zoomed in. */
const placeWords = (ctx, scale, taken) => {
  if (!T.lit && scale < 1.3) return [];
  const words = [], css = `500 11px ${FONT}`;
  for (const edge of T.rawEdges) {
    if (!T.shown.edges.has(edge.id) || (T.lit && !T.lit.edges.has(edge.id))) continue;
    const text = wordsOf(edge), width = measure(ctx, text, css);
    if (edge.id !== T.state.edge && span(edge) * scale < width + 24) continue;
    const at = middle(edge), x = at.x * scale, y = at.y * scale;
    const lifts = edge.id === T.state.edge || marksOf(edge).length ? [0, -17, 17, -32, 32] : [0];
    const box = lifts.map((lift) => ({ left: x - width / 2 - 3, right: x + width / 2 + 3, top: y - 8 + lift, bottom: y + 8 + lift })).find((candidate) => taken.free(candidate, () => true));
    if (!box) continue;
    taken.add(box);
    words.push({ id: edge.id, text, css, ...box });
  }
  return words;
};

const marksOf = (edge) => {
  const marks = [], count = T.claimsOn(edge).length;
  if (edge.status === "denied") marks.push("x");
  if (edge.disputed) marks.push("!");
  if (count > 1) marks.push(String(count));
  return marks;
};
T.marks = (id) => marksOf(T.rawEdges[T.number(id)]);

const drawText = (ctx, text, x, y, css, colour) => {
  ctx.font = css;
  ctx.lineWidth = 4;
  ctx.lineJoin = "round";
  ctx.strokeStyle = T.ground().halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
};

const drawCross = (ctx, x, y, colour) => {
  ctx.beginPath();
  for (const d of [[-5, -5, 5, 5], [5, -5, -5, 5]]) { ctx.moveTo(x + d[0], y + d[1]); ctx.lineTo(x + d[2], y + d[3]); }
  ctx.strokeStyle = T.ground().halo; ctx.lineWidth = 5; ctx.stroke();
  ctx.strokeStyle = colour; ctx.lineWidth = 2.4; ctx.stroke();
};

const drawBadge = (ctx, text, x, y, colour, filled) => {
  ctx.beginPath();
  ctx.arc(x, y, 7.5, 0, 2 * Math.PI);
  ctx.fillStyle = filled ? colour : T.ground().back;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.2;
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = filled ? T.ground().back : colour;
  ctx.font = `600 10px ${FONT}`;
  ctx.textAlign = "center";
  ctx.fillText(text, x, y + 3.5);
  ctx.textAlign = "left";
};

T.network.on("afterDrawing", (ctx) => {
  const scale = T.network.getScale(), key = `${scale}|${version}`;
  if (placed.key !== key) placed = { key, ...placeLabels(ctx, scale) };
  ctx.save();
  ctx.scale(1 / scale, 1 / scale);
  ctx.textBaseline = "alphabetic";
  ctx.textAlign = "left";
  drawMarks(ctx);
  for (const word of placed.words) drawText(ctx, word.text, word.left + 3, word.bottom - 4.5, word.css, T.ground().soft);
  for (const label of placed.labels) drawText(ctx, label.text, label.left + 2, label.bottom - 1 - label.font.size * 0.28, label.font.css, T.ground().ink);
  ctx.restore();
});
