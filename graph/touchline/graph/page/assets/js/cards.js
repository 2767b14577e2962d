// The card at the side: an entity with its claims, or the claims of a line with every sentence that says them.
const { el } = T;
const card = T.byId("card");

const badge = (status) => el("span", { className: `badge ${status}` }, T.stroke(status), T.statusStyle(status).label);
const nameOf = (number) => T.entities[number].name;

const entityButton = (number) => el("button", {
  type: "button", className: "entity", "data-entity": T.entities[number].id, onclick: () => T.choose(`n${number}`),
}, T.glyph(T.entities[number].type), T.shorten(nameOf(number), 80));

const sentence = (evidence) => {
  const text = T.data.texts[evidence.text], { from, to } = evidence;
  if (from === undefined) return el("blockquote", {}, el("mark", { textContent: evidence.quote }), text ? ` (${text})` : "");
  return el("blockquote", {}, text.slice(0, from), el("mark", { textContent: text.slice(from, to) }), text.slice(to));
};

const saidBy = (evidence) => {
  const article = T.articles[evidence.article];
  const line = el("p", { className: "source" }, T.link(T.shorten(article.title || article.id, 160), article.url));
  const facts = [article.outlet, article.authors.join(", "), T.day(evidence.date || article.date) || "no date"];
  line.append(el("span", { className: "where", textContent: " · " + facts.filter(Boolean).join(" · ") }));
  return line;
};

const qualifiers = (evidence) => {
  const pairs = Object.entries(evidence.qualifiers).filter(([name]) => name !== "source" || !evidence.source);
  if (evidence.source) pairs.unshift(["according to", evidence.source]);
  if (!pairs.length) return null;
  return el("dl", { className: "qualifiers" }, ...pairs.flatMap(([name, value]) => [el("dt", { textContent: name }), el("dd", { textContent: value })]));
};

const evidenceItem = (evidence, mixed) => el("li", { className: "evidence", "data-status": evidence.status }, mixed ? badge(evidence.status) : null, sentence(evidence), qualifiers(evidence), saidBy(evidence),
  el("p", { className: "fine", textContent: `Confidence ${Math.round(evidence.confidence * 100)}%${evidence.extractor ? ` · read by ${evidence.extractor}` : ""}` }));

const objectOf = (claim) => (claim.o === null ? el("strong", { className: "value", textContent: claim.value }) : entityButton(claim.o));

const claimBlock = (claim, open) => {
  const heading = el("div", { className: "triple" }, entityButton(claim.s), el("span", { className: "predicate", textContent: T.predicate(claim.predicate).label }), objectOf(claim));
  const facts = el("p", { className: "state" }, badge(claim.status), el("span", { className: "reports", textContent: T.plural(claim.reports, "article", "articles") }));
  if (claim.disputed) facts.append(el("span", { className: "disputed", textContent: "Articles contradict one another" }));
  const mixed = claim.evidence.some((evidence) => evidence.status !== claim.status);
  const list = el("ul", { className: "evidences" }, ...claim.evidence.map((evidence) => evidenceItem(evidence, mixed)));
  const block = el("article", { className: "claim", "data-claim": claim.key }, heading, facts);
  block.append(open ? list : el("details", {}, el("summary", { textContent: T.plural(claim.evidence.length, "sentence", "sentences") }), list));
  return block;
};

const closeButton = () => el("button", { type: "button", className: "close", "aria-label": "Close", textContent: "×", onclick: () => T.choose(null) });

const wikidata = (entity) => (/^Q[1-9]\d*$/.test(entity.qid || "") ? T.link(`Wikidata ${entity.qid}`, `https://www.wikidata.org/wiki/${entity.qid}`) : null);

const focusButtons = (id) => el("div", { className: "focus-buttons", role: "group", "aria-label": "Show only what is near" }, el("span", { textContent: "Show only" }),
  ...[1, 2, 3].map((depth) => el("button", {
    type: "button", "data-depth": depth, "aria-pressed": String(T.state.focus === id && T.state.depth === depth),
    textContent: depth === 1 ? "neighbours" : `${depth} steps`, onclick: () => T.setFocus(id, depth),
  })));

const newestFirst = (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0) || b.reports - a.reports || a.number - b.number;

const claimLine = (claim, self) => {
  const other = claim.o === null ? null : claim.s === self ? claim.o : claim.s;
  const text = other === null ? claim.value : nameOf(other);
  const line = el("button", { type: "button", className: "line", "data-claim": claim.key, onclick: () => T.showClaim(claim.number) },
    T.stroke(claim.status), el("span", { className: "unseen", textContent: T.statusStyle(claim.status).label }), el("span", { className: "what", textContent: T.shorten(text, 80) }),
    el("span", { className: "when", textContent: `${T.day(claim.date) || "no date"}${claim.reports > 1 ? ` · ${claim.reports} articles` : ""}` }));
  if (claim.disputed) line.append(el("span", { className: "disputed", textContent: "contradicted" }));
  return el("li", {}, line);
};

const claimGroups = (number, claims) => {
  const groups = new Map();
  for (const claim of [...claims].sort(newestFirst)) {
    const { label, inverse } = T.predicate(claim.predicate);
    const key = claim.s === number ? label : inverse;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(claim);
  }
  return [...groups].map(([label, members]) => el("section", { className: "predicate-group", "data-predicate": members[0].predicate },
    el("h3", {}, label, el("span", { className: "count", textContent: String(members.length) })), el("ul", {}, ...members.map((claim) => claimLine(claim, number)))));
};

const values = (claims) => {
  const newest = new Map();
  for (const claim of [...claims].sort(newestFirst)) if (!newest.has(claim.predicate)) newest.set(claim.predicate, claim);
  return el("dl", { className: "values" }, ...[...newest.values()].flatMap((claim) => [el("dt", { textContent: T.predicate(claim.predicate).label }),
    el("dd", {}, el("button", { type: "button", className: "value-button", title: "Show the sentence", textContent: T.shorten(claim.value, 120), onclick: () => T.showClaim(claim.number) }))]));
};

const nodeCard = (id) => {
  const number = T.number(id), entity = T.entities[number], claims = entity.claims.map((n) => T.claims[n]);
  const literal = claims.filter((claim) => claim.o === null), relations = claims.filter((claim) => claim.o !== null);
  const also = entity.aliases.slice(0, 12).map((alias) => T.shorten(alias, 60)).join(", ");
  return [
    closeButton(),
    el("p", { className: "kind" }, T.glyph(entity.type), T.capital(T.typeStyle(entity.type).label)),
    el("h2", { textContent: T.shorten(entity.name, 200) }),
    also ? el("p", { className: "aliases", textContent: `Also: ${also}` }) : null,
    el("p", { className: "links" }, wikidata(entity), el("span", { className: "fine", textContent: `${entity.id} · in ${T.plural(entity.reports, "article", "articles")}` })),
    entity.candidates.length ? el("p", { className: "fine", textContent: `Not linked; may be ${entity.candidates.slice(0, 6).join(", ")}` }) : null,
    focusButtons(id), literal.length ? values(literal) : null, ...claimGroups(number, relations),
    claims.length ? null : el("p", { textContent: "Mentioned, but in no claim." }),
  ];
};

const linked = (edge) => T.edgesOf.get(edge.from).filter((e) => e !== edge && e.from === edge.from && e.to === edge.to);

const edgeCard = (edge, first) => {
  const claims = edge.claims.map((n) => T.claims[n]).sort((a, b) => (b.number === first) - (a.number === first));
  const others = linked(edge).flatMap((e) => e.claims).map((n) => T.claims[n]);
  const title = `${T.shorten(T.entity(edge.from).name, 60)} and ${T.shorten(T.entity(edge.to).name, 60)}`;
  return [
    closeButton(), el("p", { className: "kind", textContent: T.plural(claims.length, "claim", "claims") }), el("h2", { textContent: title }),
    ...claims.map((claim) => claimBlock(claim, true)),
    others.length ? el("h3", { className: "also", textContent: "Also said of these two" }) : null, ...others.map((claim) => claimBlock(claim, false)),
  ];
};

const valueCard = (claim) => [closeButton(), el("p", { className: "kind", textContent: "1 claim" }), el("h2", { textContent: T.shorten(nameOf(claim.s), 120) }), claimBlock(claim, true)];

T.drawCard = () => {
  const { node, edge, claim } = T.state;
  let content = null;
  if (edge) content = edgeCard(T.rawEdges[T.number(edge)], claim);
  else if (claim !== null) content = valueCard(T.claims[claim]);
  else if (node) content = nodeCard(node);
  card.hidden = content === null;
  card.replaceChildren(...(content || []).filter(Boolean));
  card.scrollTop = 0;
};
