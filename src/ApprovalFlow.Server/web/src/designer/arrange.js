import dagre from '@dagrejs/dagre';

// Where everything would lie well: left to right by what follows what. With lanes, one band for each department, from top to bottom in order of appearance.
export function arrange(nodes, edges, laneOf) {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 92, edgesep: 16, marginx: 40, marginy: 40 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const n of nodes) graph.setNode(n.i, { width: n.w, height: n.h });
  for (const e of edges) graph.setEdge(e.s, e.t, { weight: e.n ? 1 : 4 }, `${e.p}`);
  dagre.layout(graph);
  const placed = nodes.map(n => ({ n, x: Math.round(graph.node(n.i).x - n.w / 2), y: Math.round(graph.node(n.i).y - n.h / 2) }));
  return laneOf ? intoLanes(placed, laneOf) : placed.map(({ n, x, y }) => [n.i, x, y]);
}

const GAP = 28;

function intoLanes(placed, laneOf) {
  const order = [];
  for (const { n } of [...placed].sort((a, b) => a.x - b.x || a.y - b.y)) if (!order.includes(laneOf(n))) order.push(laneOf(n));
  const out = [];
  let top = 60;
  for (const lane of order) {
    const members = placed.filter(p => laneOf(p.n) === lane).sort((a, b) => a.x - b.x || a.y - b.y);
    const rows = [];
    for (const p of members) {
      let row = rows.findIndex(right => right + 24 <= p.x);
      if (row < 0) row = rows.push(0) - 1;
      rows[row] = p.x + p.n.w;
      out.push([p.n.i, p.x, Math.round(top + row * (72 + GAP) + (72 - p.n.h) / 2)]);
    }
    top += rows.length * (72 + GAP) + 36;
  }
  return out;
}
