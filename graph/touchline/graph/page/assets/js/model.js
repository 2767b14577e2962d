// What is shown: the state, and which nodes and edges follow from it.
T.entities = T.data.entities;
T.claims = T.data.claims;
T.articles = T.data.articles;
T.claims.forEach((claim, number) => { claim.number = number; });

T.blank = () => ({ off: { type: new Set(), group: new Set(), status: new Set() }, node: null, edge: null, claim: null, focus: null, depth: 1, lone: false, top: T.data.first });
T.state = T.blank();

T.number = (id) => Number(id.slice(1));
T.entity = (id) => T.entities[T.number(id)];
T.edgesOf = new Map(T.rawNodes.map((node) => [node.id, []]));
T.edgeOfClaim = new Map();
for (const edge of T.rawEdges) {
  T.edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) T.edgesOf.get(edge.to).push(edge);
  for (const claim of edge.claims) T.edgeOfClaim.set(claim, edge);
}
T.idOf = new Map(T.rawNodes.map((node) => [node.entity, node.id]));
T.loneNodes = T.rawNodes.filter((node) => T.edgesOf.get(node.id).length === 0);
const onlyLone = T.loneNodes.length === T.rawNodes.length;

T.groupOf = (claim) => T.predicate(claim.predicate).group;
T.claimOn = (claim) => !T.state.off.status.has(claim.status) && !T.state.off.group.has(T.groupOf(claim));
/** The claims of a drawn edge that the filters let through. */
T.claimsOn = (edge) => edge.claims.map((number) => T.claims[number]).filter(T.claimOn);

const typeOn = (id) => !T.state.off.type.has(T.rawNodes[T.number(id)].type);

/** Ids within `depth` steps of a node, over edges that are on. */
T.within = (start, depth, edgesOn) => {
  const found = new Set([start]);
  let rim = [start];
  for (let step = 0; step < depth; step += 1) {
    const next = [];
    for (const id of rim) {
      for (const edge of T.edgesOf.get(id)) {
        const other = edge.from === id ? edge.to : edge.from;
        if (edgesOn.has(edge.id) && !found.has(other)) { found.add(other); next.push(other); }
      }
    }
    rim = next;
  }
  return found;
};

// Ids are in order of rank: the best-connected `top` entities are shown, or all where it is 0; a focus shows what is near.
const ranks = (edge) => T.state.focus || !T.state.top || (T.number(edge.from) < T.state.top && T.number(edge.to) < T.state.top);

/** Sets of ids of what is shown in this state. */
T.visible = () => {
  let edges = T.rawEdges.filter((edge) => typeOn(edge.from) && typeOn(edge.to) && ranks(edge) && T.claimsOn(edge).length > 0);
  let edgeIds = new Set(edges.map((edge) => edge.id));
  let near = null;
  if (T.state.focus) {
    near = T.within(T.state.focus, T.state.depth, edgeIds);
    edges = edges.filter((edge) => near.has(edge.from) && near.has(edge.to));
    edgeIds = new Set(edges.map((edge) => edge.id));
  }
  const nodes = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  if (T.state.focus) nodes.add(T.state.focus);
  else if (T.state.lone || onlyLone) T.loneNodes.filter((node) => typeOn(node.id) && (onlyLone || !T.state.top || T.number(node.id) < T.state.top || T.state.lone)).forEach((node) => nodes.add(node.id));
  return { nodes, edges: edgeIds };
};

T.shown = { nodes: new Set(), edges: new Set() };
