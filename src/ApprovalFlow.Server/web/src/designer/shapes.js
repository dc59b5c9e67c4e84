import { Graph } from '@antv/x6';
import { route } from './route.js';

const half = n => n / 2;

function outline(node) {
  const { s, w, h } = node;
  switch (s) {
    case 'Start': case 'End': return circle(half(w), half(h), Math.min(half(w), half(h)) - 5);
    case 'Gate': case 'Close': return round(w, h, half(h));
    case 'Decision': return `M14 .5H${w - 14}L${w - 0.5} ${half(h)}L${w - 14} ${h - 0.5}H14L.5 ${half(h)}z`;
    case 'Container': return `${round(w, h, 8)}M4 4H${w - 4}V${h - 4}H4z`;
    default: return round(w, h, 8);
  }
}

const circle = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const round = (w, h, r) => `M${r} .5H${w - r}a${r - 0.5} ${r - 0.5} 0 0 1 ${r - 0.5} ${r - 0.5}V${h - r}a${r - 0.5} ${r - 0.5} 0 0 1 ${0.5 - r} ${r - 0.5}H${r}a${r - 0.5} ${r - 0.5} 0 0 1 ${0.5 - r} ${0.5 - r}V${r}a${r - 0.5} ${r - 0.5} 0 0 1 ${r - 0.5} ${0.5 - r}z`;

// Widths are reckoned, not measured: asking the browser for each text would take most of the time of opening.
const widthOf = c => (c > '\u2e80' ? 1 : /[A-Zmw@%]/.test(c) ? 0.72 : /[ilj.,:;'|! ]/.test(c) ? 0.32 : 0.56);

export function wrap(text, size, width, lines) {
  const out = [];
  let line = '', used = 0;
  const chars = [...text.replace(/\s+/g, ' ')];
  for (let i = 0; i < chars.length; i++) {
    const next = widthOf(chars[i]) * size;
    if (used + next > width && line) {
      const space = line.lastIndexOf(' ');
      if (out.length === lines - 1) return [...out, line.slice(0, -1) + '…'];
      if (space > line.length / 3 && chars[i] !== ' ' && chars[i] <= '\u2e80') {
        i -= line.length - space - 1;
        line = line.slice(0, space);
        out.push(line);
        line = ''; used = 0;
        i--;
        continue;
      }
      out.push(line);
      line = ''; used = 0;
    }
    line += chars[i];
    used += next;
  }
  if (line) out.push(line);
  return out;
}

function attributes(n, icons) {
  const named = n.s === 'Start' || n.s === 'End' || n.s === 'Gate';
  const plain = named || n.s === 'Close' || n.s === 'Decision';
  const iconic = !plain;
  const left = iconic ? 34 : half(n.w);
  const size = named ? 12.5 : plain ? 13.5 : 14;
  const lines = wrap(n.t, size, iconic ? n.w - 46 : named ? n.w - 6 : n.w - 32, n.h >= 60 ? 2 : 1);
  const all = lines.length + (n.u ? 1 : 0);
  const top = half(n.h) - (all - 1) * 9.5;
  return {
    body: { d: outline(n) },
    icon: iconic ? { d: icons[n.g] ?? icons.activity, transform: `translate(9 ${half(n.h) - 9}) scale(.75)` } : { d: 'M0 0' },
    name: { text: lines.join('\n'), x: left, y: top, textAnchor: plain ? 'middle' : 'start', textVerticalAnchor: 'top', fontSize: size, lineHeight: 19, transform: `translate(0 ${-size * 0.62})` },
    by: { text: n.u ? wrap(n.u, 12, n.w - 44, 1)[0] : '', x: left, y: top + lines.length * 19, textAnchor: plain ? 'middle' : 'start', textVerticalAnchor: 'top', fontSize: 12, transform: 'translate(0 -7.5)' },
    tip: { text: n.u ? `${n.t}\n${n.u}` : n.t },
  };
}

// Ports stand on the right side, the first on top; one alone in the middle.
export function ports(n) {
  const step = n.h / (n.p.length + 1);
  const items = n.p.map(([id, label, tone], i) => ({ id: `o:${id}`, group: 'out', args: { x: n.s === 'Start' ? n.w - 5 : n.w, y: step * (i + 1) }, attrs: { dot: { 'data-tone': tone }, tip: { text: label } } }));
  if (!n.z) items.push({ id: 'in', group: 'in', args: { x: n.s === 'End' ? 5 : 0, y: half(n.h) } });
  return items;
}

export function register() {
  Graph.registerNode('flow-node', {
    markup: [
      { tagName: 'title', selector: 'tip' },
      { tagName: 'path', selector: 'body', className: 'dn-body' },
      { tagName: 'path', selector: 'icon', className: 'dn-icon' },
      { tagName: 'text', selector: 'name', className: 'dn-name' },
      { tagName: 'text', selector: 'by', className: 'dn-by' },
    ],
    attrs: { icon: { pointerEvents: 'none' }, name: { pointerEvents: 'none' }, by: { pointerEvents: 'none' } },
    portMarkup: [{ tagName: 'circle', selector: 'dot', className: 'dn-port', children: [{ tagName: 'title', selector: 'tip' }] }],
    ports: {
      groups: {
        out: { position: 'absolute', attrs: { dot: { r: 5, magnet: true } } },
        in: { position: 'absolute', attrs: { dot: { r: 4, magnet: 'passive', 'data-tone': 'in' } } },
      },
    },
  }, true);
  Graph.registerNode('flow-comment', {
    markup: [
      { tagName: 'path', selector: 'body', className: 'dn-note' },
      { tagName: 'text', selector: 'name', className: 'dn-note-text' },
    ],
    attrs: { name: { x: 12, y: 12, textVerticalAnchor: 'top', fontSize: 13, lineHeight: 19, pointerEvents: 'none' } },
  }, true);
  Graph.registerEdge('flow-line', {
    inherit: 'edge',
    zIndex: 0,
    attrs: { line: { stroke: 'var(--line-strong)', strokeWidth: 1.6, targetMarker: { name: 'block', width: 8, height: 7 } } },
    router: { name: 'flow' },
    connector: { name: 'rounded', args: { radius: 8 } },
  }, true);
  Graph.registerRouter('flow', function (vertices, _args, view) {
    return route(view.sourceAnchor, view.targetAnchor, vertices, view.sourceBBox, view.targetBBox);
  }, true);
}

export const nodeOf = (n, icons) => ({
  id: n.i, shape: 'flow-node', x: n.x, y: n.y, width: n.w, height: n.h, zIndex: 2, data: n, attrs: attributes(n, icons), ports: { items: ports(n) },
});

export function redraw(cell, n, icons) {
  cell.setData(n, { overwrite: true, silent: true });
  cell.resize(n.w, n.h);
  cell.setAttrs(attributes(n, icons));
  const now = ports(n);
  const key = JSON.stringify(now);
  if (key !== JSON.stringify(cell.getPorts().map(({ id, group, args, attrs }) => ({ id, group, args, attrs })))) cell.prop('ports/items', now, { rewrite: true });
}

const NOTE = 200;

export function commentOf(c) {
  const lines = c.t.split('\n').flatMap(line => wrap(line, 13, NOTE - 24, 40));
  const height = Math.max(48, lines.length * 19 + 24);
  return {
    id: c.i, shape: 'flow-comment', x: c.x, y: c.y, width: NOTE, height, zIndex: 1, data: { ...c, note: true, w: NOTE, h: height },
    attrs: { body: { d: `M.5 .5H${NOTE - 16}L${NOTE - 0.5} 16V${height - 0.5}H.5z` }, name: { text: lines.join('\n') } },
  };
}

const TONES = { n: 'var(--bad)', r: 'var(--warn)', p: 'var(--line-strong)' };

export const keyOf = e => `${e.s}|${e.p}|${e.t}`;

export const edgeOf = (e, readOnly) => ({
  id: keyOf(e), shape: 'flow-line', data: e,
  source: { cell: e.s, port: `o:${e.p}` }, target: { cell: e.t, port: 'in' },
  vertices: pairs(e.b),
  attrs: { line: { stroke: e.q ? 'var(--bad)' : TONES[e.n] ?? 'var(--line-strong)', strokeDasharray: e.q ? '2 4' : e.n === 'n' || e.n === 'r' ? '5 4' : '' }, wrap: { cursor: readOnly ? 'default' : 'pointer' } },
  labels: e.l ? [{ markup: [{ tagName: 'text', selector: 'label', className: 'de-label' }], attrs: { label: { text: wrap(e.l, 11.5, 68, 1)[0], fontSize: 11.5, textAnchor: 'start' } }, position: { distance: 10, offset: { x: 0, y: -4 } } }] : [],
});

export function pairs(numbers = []) {
  const out = [];
  for (let i = 0; i + 1 < numbers.length; i += 2) out.push({ x: numbers[i], y: numbers[i + 1] });
  return out;
}
