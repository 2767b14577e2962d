// The state in the address, so that a view can be linked: #node=…&focus=…&depth=…&claim=…&hide=type:Place,status:rumour
const KINDS = ["type", "group", "status"];

T.address = () => {
  const { state } = T, parts = new URLSearchParams();
  if (state.node) parts.set("node", T.entity(state.node).id);
  if (state.edge || state.claim !== null) parts.set("claim", T.claims[state.claim === null ? T.rawEdges[T.number(state.edge)].claims[0] : state.claim].key);
  if (state.focus) { parts.set("focus", T.entity(state.focus).id); parts.set("depth", String(state.depth)); }
  for (const kind of KINDS) for (const id of [...state.off[kind]].sort()) parts.append("hide", `${kind}:${id}`);
  if (state.top !== T.data.first) parts.set("top", String(state.top));
  if (state.lone) parts.set("lone", "1");
  return parts.toString();
};

let written = "";
T.writeAddress = () => {
  written = T.address();
  // A page inside a frame without an address of its own may not change it; the view then has no link, and works.
  try { window.history.replaceState(null, "", written ? `#${written}` : window.location.pathname + window.location.search); } catch { /* see above */ }
};

/** Set the state from the address; what it names and this page lacks is passed over. */
T.readAddress = () => {
  const parts = new URLSearchParams(window.location.hash.slice(1)), state = T.blank();
  state.node = T.idOf.get(parts.get("node")) || null;
  state.focus = T.idOf.get(parts.get("focus")) || null;
  state.depth = Math.min(3, Math.max(1, Number.parseInt(parts.get("depth"), 10) || 1));
  const top = Number.parseInt(parts.get("top"), 10);
  if (T.data.first && top >= 0) state.top = top;
  state.lone = parts.get("lone") === "1";
  for (const hidden of parts.getAll("hide")) {
    const [kind, ...rest] = hidden.split(":");
    if (KINDS.includes(kind)) state.off[kind].add(rest.join(":"));
  }
  const claim = T.claims.findIndex((c) => c.key === parts.get("claim"));
  if (claim >= 0) {
    state.claim = claim;
    state.edge = (T.edgeOfClaim.get(claim) || { id: null }).id;
    state.node = null;
  }
  T.state = state;
};

window.addEventListener("hashchange", () => {
  if (window.location.hash.slice(1) === written) return;
  T.readAddress();
  T.update({ keep: true });
  if (T.state.focus) T.fit();
});
