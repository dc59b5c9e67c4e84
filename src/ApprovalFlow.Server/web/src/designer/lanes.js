// Bands behind the activities, one for each department, as wide as the flow. They follow the activities; an activity dropped in another one goes over to that department.
const NS = 'http://www.w3.org/2000/svg';

export function drawLanes(graph, group, laneOf, nameOf) {
  group.replaceChildren();
  const lanes = new Map();
  let [left, right] = [Infinity, -Infinity];
  for (const node of graph.getNodes()) {
    const data = node.getData();
    if (data.note) continue;
    const { x, y } = node.position(), { width, height } = node.size();
    left = Math.min(left, x); right = Math.max(right, x + width);
    const key = laneOf(data);
    const lane = lanes.get(key) ?? { top: Infinity, bottom: -Infinity };
    lanes.set(key, { top: Math.min(lane.top, y), bottom: Math.max(lane.bottom, y + height) });
  }
  const bands = [];
  let odd = false;
  for (const [key, lane] of [...lanes].sort((a, b) => a[1].top - b[1].top)) {
    const band = document.createElementNS(NS, 'rect');
    for (const [name, value] of [['x', left - 150], ['y', lane.top - 18], ['width', right - left + 190], ['height', lane.bottom - lane.top + 36], ['rx', 6]]) band.setAttribute(name, value);
    band.setAttribute('class', odd ? 'lane odd' : 'lane');
    const name = document.createElementNS(NS, 'text');
    name.setAttribute('x', left - 138);
    name.setAttribute('y', lane.top + 6);
    name.setAttribute('class', 'lane-name');
    name.textContent = nameOf(key);
    group.append(band, name);
    bands.push({ key, top: lane.top - 18, bottom: lane.bottom + 18, element: band });
    odd = !odd;
  }
  return bands;
}
