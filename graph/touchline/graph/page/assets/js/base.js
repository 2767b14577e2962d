// Data and small helpers. Text from articles reaches the page through textContent alone.
const raw = JSON.parse(document.getElementById("data").textContent);
T.data = raw.page;
T.rawNodes = raw.nodes;
T.rawEdges = raw.edges;
T.options = typeof raw.options === "string" ? JSON.parse(raw.options) : raw.options;
T.byId = (id) => document.getElementById(id);

/** A new element: `props` are properties, `data-…` and `aria-…` attributes, `on…` listeners; children are text or nodes. */
T.el = (tag, props = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

/** For comparing names: no case, no accents, other punctuation as spaces. */
T.fold = (text) => text.slice(0, 300).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/ø/g, "o").replace(/ł/g, "l").replace(/ß/g, "ss").replace(/đ/g, "d").replace(/ı/g, "i").replace(/æ/g, "ae")
  .replace(/[^\p{L}\p{N}]+/gu, " ").trim();

T.shorten = (text, limit) => {
  const letters = [...text.slice(0, limit * 4).replace(/\s+/g, " ")];
  return letters.length > limit ? letters.slice(0, limit - 1).join("").trimEnd() + "…" : letters.join("");
};

/** A link to http or https, or the bare text where the address is anything else. */
T.link = (text, address) => {
  let url = null;
  try { url = new URL(address); } catch { return T.el("span", { textContent: text }); }
  if (url.protocol !== "https:" && url.protocol !== "http:") return T.el("span", { textContent: text });
  return T.el("a", { textContent: text, href: url.href, target: "_blank", rel: "noopener noreferrer" });
};

T.capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
T.plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
T.day = (iso) => {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return parts && MONTHS[parts[2] - 1] ? `${Number(parts[3])} ${MONTHS[parts[2] - 1]} ${parts[1]}` : iso;
};

// Outlines of the symbols in a square from -1 to 1, for the legend and for the shapes that vis-network lacks.
const ring = (n, turn) => Array.from({ length: n }, (_, i) => {
  const angle = (turn + (i / n)) * 2 * Math.PI;
  return [Math.sin(angle), -Math.cos(angle)];
});
const star = Array.from({ length: 10 }, (_, i) => {
  const far = i % 2 ? 0.46 : 1.08;
  return [far * Math.sin(i * Math.PI / 5), -far * Math.cos(i * Math.PI / 5)];
});
T.outlines = {
  dot: ring(32, 0), ring: ring(32, 0), square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: ring(4, 0), hexagon: ring(6, 0.25), triangle: ring(3, 0), triangleDown: ring(3, 0.5), pentagon: ring(5, 0), star,
};

const SVG = "http://www.w3.org/2000/svg";
T.svg = (tag, attributes, ...children) => {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

T.glyph = (type) => {
  const style = T.typeStyle(type);
  const points = T.outlines[style.shape].map(([x, y]) => `${(8 + 6.4 * x).toFixed(2)},${(8 + 6.4 * y).toFixed(2)}`).join(" ");
  return T.svg("svg", { viewBox: "0 0 16 16", class: "glyph", "aria-hidden": "true" },
    T.svg("polygon", { points, fill: style.shape === "ring" ? "none" : T.colour(style), stroke: T.edgeOf(style), "stroke-width": style.shape === "ring" ? 2.4 : 1 }));
};

T.stroke = (status) => {
  const style = T.statusStyle(status);
  const line = T.svg("line", { x1: 1, y1: 6, x2: 31, y2: 6, stroke: T.colour(style), "stroke-width": 2.4, "stroke-dasharray": style.dashes.map((d) => d / 2).join(" ") });
  const sample = T.svg("svg", { viewBox: "0 0 32 12", class: "stroke", "aria-hidden": "true" }, line);
  if (status === "denied") sample.append(T.svg("path", { d: "M12 2l8 8M20 2l-8 8", stroke: T.colour(style), "stroke-width": 2 }));
  return sample;
};
