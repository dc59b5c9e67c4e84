import { Graph, Selection, Snapline } from '@antv/x6';
import { arrange } from './arrange.js';
import { Keys } from './keys.js';
import { drawLanes } from './lanes.js';
import { MiniMap } from './minimap.js';
import { commentOf, edgeOf, keyOf, nodeOf, redraw, register } from './shapes.js';

let prepared = false;

const GRID = 8;
// As many stops of a long way are named; the way itself is shown whole.
const STOPS = 12;

export class Canvas {
  constructor(root, server, drawing) {
    if (!prepared) register();
    prepared = true;
    this.root = root;
    this.server = server;
    this.stage = root.querySelector('[data-stage]');
    this.texts = drawing.texts;
    this.icons = drawing.icons;
    this.ports = drawing.ports;
    this.lanes = drawing.lanes;
    this.readOnly = drawing.readOnly;
    this.marks = new Map();
    this.railed = new Set();
    this.queue = Promise.resolve();
    this.off = new AbortController();
    this.graph = this.#graph();
    this.selection = new Selection({ enabled: true, multiple: true, rubberband: true, modifiers: ['shift'], movable: !this.readOnly, strict: false, showNodeSelectionBox: false, showEdgeSelectionBox: false, pointerEvents: 'none' });
    this.graph.use(this.selection);
    if (!this.readOnly) this.graph.use(new Snapline({ enabled: true, sharp: true }));
    this.laneGroup = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    this.graph.view.stage.parentNode.insertBefore(this.laneGroup, this.graph.view.stage);
    this.map = new MiniMap(root.querySelector('[data-minimap]'), this);
    this.keys = new Keys(this);
    this.#listen();
    this.show(drawing);
  }

  #graph() {
    return new Graph({
      container: this.stage,
      autoResize: this.stage.parentElement,
      async: true,
      virtual: { enabled: true, margin: 160 },
      grid: { size: GRID, visible: false },
      panning: { enabled: true, eventTypes: ['leftMouseDown', 'mouseWheelDown'] },
      mousewheel: { enabled: true, modifiers: ['ctrl', 'meta'], minScale: 0.1, maxScale: 2.5 },
      scaling: { min: 0.1, max: 2.5 },
      moveThreshold: 3,
      clickThreshold: 3,
      magnetThreshold: 2,
      interacting: this.readOnly ? false : { nodeMovable: true, edgeMovable: false, edgeLabelMovable: false, arrowheadMovable: true, vertexMovable: false, magnetConnectable: true },
      connecting: {
        snap: false, allowBlank: false, allowLoop: false, allowNode: true, allowEdge: false, allowMulti: true, highlight: true, anchor: 'center', connectionPoint: 'anchor',
        router: { name: 'flow' }, connector: { name: 'rounded', args: { radius: 8 } },
        createEdge: () => this.graph.createEdge({ shape: 'flow-line' }),
        validateMagnet: ({ magnet }) => magnet.getAttribute('magnet') === 'true',
        validateConnection: ({ type, targetCell, sourceCell }) => [sourceCell, targetCell].every(c => c?.isNode() && !c.getData().note) && targetCell !== sourceCell && (type !== 'source' || sourceCell.getData().p.length > 0),
      },
    });
  }

  // ── drawing what the server says ─────────────────────────────────────────────────────────────────────────────────

  show(drawing) {
    this.flow = drawing.flow;
    this.known = new Map();
    this.laneGroup.replaceChildren();
    const cells = [
      ...drawing.comments.map(c => this.graph.createNode(this.#remember(commentOf(c)))),
      ...drawing.nodes.map(n => this.graph.createNode(this.#remember(nodeOf(this.#whole(n), this.icons)))),
      ...drawing.edges.map(e => this.graph.createEdge(edgeOf(e, this.readOnly))),
    ];
    this.graph.resetCells(cells);
    this.laneMode = this.laneMode ?? false;
    this.#status(drawing);
    this.fit();
    if (this.graph.zoom() < 0.5) this.#begin(0.8);
    else if (drawing.nodes.length < 3) this.#begin(1);
    this.#afterDraw();
    this.#ready();
  }

  /** Outcomes that every activity of a type has were told once. */
  #whole(n) { return n.p ? n : { ...n, p: this.ports[n.k] }; }

  #remember(cell) {
    this.known.set(cell.id, { x: cell.x, y: cell.y });
    return cell;
  }

  apply(delta) {
    if (!delta) return;
    this.graph.startBatch('delta');
    for (const key of delta.k ?? []) this.graph.removeCell(key);
    for (const id of delta.g ?? []) {
      this.graph.getCellById(id)?.remove({ disconnectEdges: false });
      this.known.delete(id);
    }
    for (const n of (delta.n ?? []).map(n => this.#whole(n))) this.#put(n, nodeOf(n, this.icons), cell => redraw(cell, n, this.icons));
    for (const c of delta.c ?? []) this.#put(c, commentOf(c), cell => { const made = commentOf(c); cell.setData(made.data, { overwrite: true }); cell.resize(made.width, made.height); cell.setAttrs(made.attrs); });
    for (const [id, x, y] of delta.m ?? []) this.#place(id, x, y);
    for (const e of delta.e ?? []) this.#line(e);
    this.graph.stopBatch('delta');
    this.#status(delta);
    if (delta.h?.length) {
      // The model has chosen them already.
      this.told = this.#telling(delta.h);
      this.select(delta.h);
      this.#reveal(delta.h[0]);
    }
    this.#afterDraw();
  }

  /** One that is there is changed in its place: taken away and added again in one breath it would be drawn twice. */
  #line(e) {
    const made = edgeOf(e, this.readOnly), there = this.graph.getCellById(keyOf(e));
    if (!there) {
      this.graph.addEdge(made);
      return;
    }
    there.setData(e, { overwrite: true });
    there.setVertices(made.vertices);
    there.setLabels(made.labels);
    there.setAttrs(made.attrs);
  }

  #put(item, made, again) {
    const cell = this.graph.getCellById(item.i);
    if (!cell) {
      this.graph.addNode(this.#remember(made));
      return;
    }
    again(cell);
    this.#place(item.i, item.x, item.y);
    this.#paint(cell);
  }

  #place(id, x, y) {
    this.known.set(id, { x, y });
    this.graph.getCellById(id)?.position(x, y);
  }

  #status(s) {
    if (s.v === undefined) return;
    this.revision = s.v;
    this.root.dataset.revision = s.v;
    for (const [act, on] of [['undo', s.u], ['redo', s.r]]) this.root.querySelectorAll(`[data-act="${act}"]`).forEach(b => { b.disabled = !on; });
  }

  #afterDraw() {
    this.map.draw();
    if (this.laneMode) this.drawLanes();
    this.#tools();
  }

  async #ready() {
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    this.root.dataset.ready = 'true';
  }

  // ── asking the server ────────────────────────────────────────────────────────────────────────────────────────────

  /** One after the other, so that the model hears edits in the order in which they were made. */
  ask(method, ...args) {
    this.root.dataset.busy = (Number(this.root.dataset.busy ?? 0) + 1).toString();
    const answer = this.queue.then(() => this.server.invokeMethodAsync(method, ...args));
    this.queue = answer.catch(() => {}).then(() => {
      const left = Number(this.root.dataset.busy) - 1;
      if (left > 0) this.root.dataset.busy = left; else delete this.root.dataset.busy;
    });
    return answer;
  }

  async edit(command) {
    if (this.readOnly) return null;
    try {
      const answer = await this.ask('Edit', command);
      if (answer?.x) {
        this.say(answer.x, true);
        this.#putBack();
        return null;
      }
      this.apply(answer);
      return answer;
    } catch (error) {
      this.#putBack();
      this.say(this.texts.lost, true);
      return null;
    }
  }

  /** The model did not take it: everything goes back to where the model has it. */
  #putBack() {
    for (const [id, { x, y }] of this.known) this.graph.getCellById(id)?.position(x, y);
  }

  say(text, bad = false) {
    const line = this.root.querySelector('[data-say]');
    line.textContent = '';
    line.classList.toggle('bad', bad);
    requestAnimationFrame(() => { line.textContent = text; });
    clearTimeout(this.silence);
    this.silence = setTimeout(() => { line.textContent = ''; }, bad ? 12000 : 6000);
  }

  // ── what people do ───────────────────────────────────────────────────────────────────────────────────────────────

  #listen() {
    const { graph, root } = this, { signal } = this.off;
    graph.on('edge:connected', ({ edge, isNew }) => {
      if (!isNew) return this.#reconnected(edge);
      const [source, port, target] = [edge.getSourceCellId(), edge.getSourcePortId(), edge.getTargetCellId()];
      edge.remove();
      if (source && target) this.edit({ k: 'connect', s: source, p: port?.slice(2) ?? 'Done', t: target });
    });
    graph.on('node:moving', ({ node }) => {
      root.querySelector('[data-rail]').hidden = true;
      this.#showLane(this.#newLane(node));
    });
    graph.on('node:moved', ({ node }) => {
      const lane = this.#newLane(node);
      this.#showLane();
      this.#moved(lane);
    });
    // Choosing another takes the old one away first: what counts is what is chosen in the end.
    let soon = false;
    graph.on('selection:changed', () => {
      if (soon) return;
      soon = true;
      queueMicrotask(() => { soon = false; this.#selected(); });
    });
    graph.on('view:mounted', ({ view }) => { if (view.cell) this.#paint(view.cell); });
    graph.on('node:mouseenter', ({ node, e }) => { if (!e.buttons) this.#rail(node); });
    graph.on('node:mouseleave', () => this.#noRail());
    graph.on('node:dblclick', ({ node }) => { if (node.getData().f) this.ask('Enter', node.getData().f); else this.keys.editSelected(); });
    graph.on('translate', () => this.map.draw());
    graph.on('scale', ({ sx }) => { root.querySelector('[data-scale]').textContent = `${Math.round(sx * 100)}%`; this.map.draw(); });

    root.addEventListener('click', event => {
      const act = event.target.closest('[data-act]');
      if (act && root.contains(act) && !act.disabled) this.act(act.dataset.act, act);
    }, { signal });
    root.addEventListener('dragstart', event => {
      const item = event.target.closest?.('[data-type],[data-template]');
      if (!item) return;
      event.dataTransfer.setData('text/plain', item.dataset.type ?? item.dataset.template);
      event.dataTransfer.effectAllowed = 'copy';
      this.dragged = item.dataset;
    }, { signal });
    this.stage.addEventListener('dragover', event => { if (this.dragged && !this.readOnly) event.preventDefault(); }, { signal });
    this.stage.addEventListener('drop', event => {
      if (!this.dragged) return;
      event.preventDefault();
      const at = graph.clientToLocal(event.clientX, event.clientY);
      this.#bring(this.dragged, { x: at.x - 92, y: at.y - 36 });
      this.dragged = null;
    }, { signal });
    const search = root.querySelector('[data-search]');
    search?.addEventListener('input', () => this.find(search.value), { signal });
    search?.addEventListener('keydown', event => {
      if (event.key === 'Enter') { event.preventDefault(); this.find(search.value, true); }
      if (event.key === 'Escape') { search.value = ''; this.stage.parentElement.focus(); }
    }, { signal });
    const palette = root.querySelector('[data-palette-search]');
    palette?.addEventListener('input', () => this.#searchPalette(palette.value), { signal });
    palette?.addEventListener('keydown', event => {
      if (event.key === 'Enter') { event.preventDefault(); this.#firstOfPalette()?.click(); }
      if (event.key === 'ArrowDown') { event.preventDefault(); this.#firstOfPalette()?.focus(); }
      if (event.key === 'Escape') { palette.value = ''; this.#searchPalette(''); this.keys.focus(); }
    }, { signal });
    addEventListener('beforeprint', () => this.fit(), { signal });
  }

  #searchPalette(text) {
    const wanted = text.trim().toLowerCase();
    let any = false;
    for (const group of this.root.querySelectorAll('[data-palette] [data-group]')) {
      let here = false;
      for (const item of group.querySelectorAll('[data-words]')) {
        item.hidden = wanted !== '' && !item.dataset.words.includes(wanted);
        here ||= !item.hidden;
      }
      group.hidden = !here;
      if (wanted && here) group.open = true;
      any ||= here;
    }
    this.root.querySelector('[data-none]').hidden = any;
  }

  #firstOfPalette() { return this.root.querySelector('[data-palette] [data-group]:not([hidden]) [data-words]:not([hidden]) button'); }

  /** An end of a line was taken elsewhere. The line goes back to where the model has it; the model is asked to take it there. */
  #reconnected(edge) {
    const { s, p, t } = edge.getData();
    const source = edge.getSourceCell()?.getData(), port = edge.getSourcePortId() ?? '', target = edge.getTargetCellId();
    edge.setSource({ cell: s, port: `o:${p}` });
    edge.setTarget({ cell: t, port: 'in' });
    if (!source || !target) return;
    // Dropped on the activity and not on one of its outcomes: the same outcome where it has that one, else its first.
    const from = port.startsWith('o:') ? port.slice(2) : source.p.some(([name]) => name === p) ? p : source.p[0][0];
    if (source.i === s && from === p && target === t) return;
    this.edit({ k: 'reconnect', o: [s, p, t], s: source.i, p: from, t: target });
  }

  #moved(lane) {
    const moved = [];
    for (const [id, from] of this.known) {
      const cell = this.graph.getCellById(id);
      if (!cell) continue;
      const { x, y } = cell.position();
      if (x !== from.x || y !== from.y) moved.push([id, x - from.x, y - from.y, x, y]);
    }
    if (moved.length === 0) return;
    const [, dx, dy] = moved[0];
    const together = moved.every(m => m[1] === dx && m[2] === dy);
    // Where they are now is believed until the model says otherwise, so that a second move is reckoned from here.
    const before = moved.map(([id]) => [id, this.known.get(id)]);
    for (const [id, , , x, y] of moved) this.known.set(id, { x, y });
    this.edit(together ? { k: 'move', i: moved.map(m => m[0]), x: dx, y: dy, ...(lane === undefined ? {} : { d: lane }) } : { k: 'place', l: moved.map(([id, , , x, y]) => [id, x, y]) })
      .then(answer => { if (!answer) for (const [id, place] of before) this.#place(id, place.x, place.y); });
  }

  chosen() { return this.selection.getSelectedCells?.() ?? this.selection.cells; }
  chosenNodes() { return this.chosen().filter(c => c.isNode()); }
  chosenSteps() { return this.chosenNodes().filter(c => !c.getData().note); }

  select(ids) {
    const cells = ids.map(id => this.graph.getCellById(id)).filter(Boolean);
    this.selection.reset(cells);
  }

  #selected() {
    for (const cell of this.painted ?? []) this.#paint(cell);
    const cells = this.chosen();
    this.painted = cells;
    for (const cell of cells) this.#paint(cell);
    this.#tools();
    this.#ends(cells);
    const [one] = cells;
    this.root.dataset.selected = cells.length === 1 ? one.id : cells.length ? `${cells.length}` : '';
    const told = this.#telling(cells.map(c => c.id));
    if (told === this.told) return;
    this.told = told;
    if (cells.length === 1) this.ask('Select', one.id, one.isEdge() ? 'edge' : one.getData().note ? 'comment' : 'node', 1);
    else this.ask('Select', null, 'none', cells.length);
  }

  #telling(ids) { return JSON.stringify(ids.length === 1 ? ids : ids.length); }

  /** A selected line shows its ends, to be taken elsewhere. */
  #ends(cells) {
    this.handled?.removeTools();
    this.handled = !this.readOnly && cells.length === 1 && cells[0].isEdge() ? cells[0] : null;
    this.handled?.addTools(['source', 'target'].map(end => ({ name: `${end}-arrowhead`, args: { tagName: 'circle', attrs: { r: 7, class: 'de-end', 'data-end': end } } })));
  }

  #paint(cell) {
    const view = this.graph.findViewByCell(cell);
    if (!view?.container) return;
    const { classList, dataset } = view.container;
    const data = cell.getData() ?? {};
    classList.toggle('is-selected', this.selection.isSelected(cell));
    classList.toggle('is-railed', this.railed.has(cell.id));
    classList.toggle('is-target', this.keys?.aim === cell.id);
    classList.toggle('is-excluded', !!data.d0);
    classList.toggle('is-dim', !!this.found && cell.isNode() && !this.found.has(cell.id));
    dataset.mark = this.marks.get(cell.id) ?? '';
    if (data.s) dataset.shape = data.s;
    if (cell.isNode()) dataset.node = cell.id; else dataset.edge = cell.id;
  }

  repaint() {
    for (const cell of this.graph.getCells()) this.#paint(cell);
  }

  #tools() {
    const steps = this.chosenSteps().length, any = this.chosen().length;
    for (const [attribute, enough] of [['data-needs-two', steps > 1], ['data-needs-steps', steps > 0], ['data-needs-any', any > 0]])
      this.root.querySelectorAll(`[${attribute}]`).forEach(b => { b.disabled = this.readOnly || !enough; });
  }

  /** Everything a button or a key may ask for. */
  act(name, button) {
    const cells = this.chosen(), steps = this.chosenSteps().map(c => c.id);
    switch (name) {
      case 'undo': case 'redo': return this.edit({ k: name });
      case 'delete': return cells.length ? this.edit({
        k: 'delete', i: steps, l: cells.filter(c => c.isEdge()).map(c => { const e = c.getData(); return [e.s, e.p, e.t]; }), c: this.chosenNodes().filter(c => c.getData().note).map(c => c.id),
      }).then(answer => { if (answer) { this.select([]); this.keys.focus(); } }) : null;
      case 'copy': return steps.length ? this.ask('Copy', steps).then(n => this.say(this.texts.copied.replace('{0}', n))) : null;
      case 'cut': return steps.length ? this.ask('Copy', steps).then(() => this.act('delete')) : null;
      case 'paste': return this.#pasteAt();
      case 'duplicate': return steps.length ? this.ask('Copy', steps).then(() => { const p = this.graph.getCellById(steps[0]).position(); return this.edit({ k: 'paste', x: p.x + 32, y: p.y + 96 }); }) : null;
      case 'all': return this.selection.reset(this.graph.getNodes());
      case 'fit': return this.fit();
      case 'in': return this.#zoom(1.2);
      case 'out': return this.#zoom(1 / 1.2);
      case 'actual': return this.#zoom(1 / this.graph.zoom());
      case 'layout': return this.layout();
      case 'lanes': return this.toggleLanes(button);
      case 'minimap': return this.root.classList.toggle('no-map') ? null : this.map.draw();
      case 'comment': return this.edit({ k: 'comment', ...this.#middle() });
      case 'align': return steps.length > 1 ? this.edit({ k: 'align', i: steps, a: button.dataset.to }) : null;
      case 'add': return this.#bring(button.dataset);
      case 'help': return this.root.querySelector('[data-help]').showModal();
      case 'help-close': return this.root.querySelector('[data-help]').close();
      case 'palette': return this.root.querySelector('[data-palette-search]')?.focus();
      case 'search': return this.root.querySelector('[data-search]')?.focus();
      default: return null;
    }
  }

  /** From the palette by a click or a key: behind what is selected, and connected with it where that leaves no doubt; else in the middle. */
  #bring({ type, template }, at) {
    const [one] = this.chosenSteps().length === 1 ? this.chosenSteps() : [];
    const data = one?.getData();
    const free = data && !at ? data.p.filter(([port]) => !this.graph.getEdges().some(e => e.getData().s === one.id && e.getData().p === port)) : [];
    const place = at ?? (one ? this.#freeBeside(one) : this.#middle());
    if (template) return this.edit({ k: 'template', n: template, ...place });
    return this.edit({ k: 'add', y: Math.round(place.y / GRID) * GRID, x: Math.round(place.x / GRID) * GRID, t: type, ...(free.length ? { f: one.id, p: free[0][0] } : {}) }).then(answer => { if (answer && !at) this.keys.focus(); });
  }

  #freeBeside(node) {
    const { x, y } = node.position(), { width } = node.size();
    const place = { x: x + width + 92, y };
    const taken = () => this.graph.getNodes().some(n => { const p = n.position(), s = n.size(); return place.x < p.x + s.width + 16 && p.x < place.x + 200 && place.y < p.y + s.height + 16 && p.y < place.y + 88; });
    for (let i = 0; i < 60 && taken(); i++) place.y += 104;
    return place;
  }

  #middle() {
    const area = this.graph.getGraphArea();
    return { x: Math.round((area.x + area.width / 2 - 92) / GRID) * GRID, y: Math.round((area.y + area.height / 2 - 36) / GRID) * GRID };
  }

  #pasteAt() {
    this.pasted = (this.pasted ?? 0) + 1;
    const middle = this.#middle();
    return this.edit({ k: 'paste', x: middle.x + 24 * (this.pasted % 8), y: middle.y + 24 * (this.pasted % 8) });
  }

  #zoom(by) { this.graph.zoomTo(Math.min(2.5, Math.max(0.1, this.graph.zoom() * by))); }

  fit() {
    const nodes = this.graph.getNodes();
    if (nodes.length === 0) return;
    this.graph.zoomToFit({ padding: { top: 32, right: 32, bottom: 48, left: this.laneMode ? 190 : 32 }, maxScale: 1, minScale: 0.1, contentArea: this.#extent(nodes) });
  }

  /** Too large to be read as a whole, or hardly begun: begin where the flow begins. */
  #begin(scale) {
    const start = this.graph.getNodes().find(n => n.getData().s === 'Start') ?? this.graph.getNodes()[0];
    if (!start) {
      this.graph.zoomTo(1);
      this.graph.translate(0, 0);
      return;
    }
    const { x, y } = start.position(), { height } = this.stage.parentElement.getBoundingClientRect();
    this.graph.zoomTo(scale);
    this.graph.translate(48 - x * scale, Math.min(height / 2, 320) - y * scale);
  }

  #extent(nodes) {
    let [l, t, r, b] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const n of nodes) {
      const { x, y } = n.position(), { width, height } = n.size();
      l = Math.min(l, x); t = Math.min(t, y); r = Math.max(r, x + width); b = Math.max(b, y + height);
    }
    return { x: l, y: t, width: r - l, height: b - t };
  }

  #reveal(id) {
    const cell = this.graph.getCellById(id);
    if (!cell?.isNode()) return;
    const area = this.graph.getGraphArea(), { x, y } = cell.position(), { width, height } = cell.size();
    if (x < area.x || y < area.y || x + width > area.x + area.width || y + height > area.y + area.height) this.graph.centerCell(cell);
  }

  /** A check's place: shown in the middle and selected. */
  goTo(id) {
    const cell = this.graph.getCellById(id);
    if (!cell) return;
    this.select([id]);
    if (this.graph.zoom() < 0.5) this.graph.zoomTo(0.8);
    this.graph.centerCell(cell);
  }

  mark(marks) {
    for (const [id, mark] of Object.entries(marks)) {
      if (mark) this.marks.set(id, mark); else this.marks.delete(id);
      const cell = this.graph.getCellById(id);
      if (cell) this.#paint(cell);
    }
  }

  find(text, next = false) {
    const wanted = text.trim().toLowerCase();
    const hits = wanted ? this.graph.getNodes().filter(n => { const d = n.getData(); return `${d.t} ${d.i} ${d.u ?? ''}`.toLowerCase().includes(wanted); }) : [];
    this.found = wanted ? new Set(hits.map(h => h.id)) : null;
    this.repaint();
    this.say(wanted ? this.texts.found.replace('{0}', hits.length) : '');
    if (!next || hits.length === 0) return;
    this.at = ((this.at ?? -1) + 1) % hits.length;
    this.goTo(hits[this.at].id);
  }

  // ── layout and lanes ─────────────────────────────────────────────────────────────────────────────────────────────

  layout() {
    const nodes = this.graph.getNodes().map(n => n.getData()).filter(d => !d.note);
    if (nodes.length === 0) return null;
    const lane = this.laneMode ? this.#lanesOf() : null;
    const started = performance.now();
    const placed = arrange(nodes, this.graph.getEdges().map(e => e.getData()), lane);
    this.root.dataset.layoutMs = Math.round(performance.now() - started);
    return this.edit({ k: 'place', l: placed.filter(([id, x, y]) => { const p = this.known.get(id); return p.x !== x || p.y !== y; }) }).then(() => this.fit());
  }

  /** Gates and ends have no department: they lie where what leads to them lies. */
  #lanesOf() {
    const lanes = new Map();
    const edges = this.graph.getEdges().map(e => e.getData());
    const nodes = this.graph.getNodes().map(n => n.getData()).filter(d => !d.note);
    for (const n of nodes) if (n.l) lanes.set(n.i, n.l);
    for (let round = 0; round < 12; round++)
      for (const e of edges) {
        if (!lanes.has(e.t) && lanes.has(e.s)) lanes.set(e.t, lanes.get(e.s));
        if (round > 2 && !lanes.has(e.s) && lanes.has(e.t)) lanes.set(e.s, lanes.get(e.t));
      }
    return n => lanes.get(n.i) ?? '';
  }

  toggleLanes() {
    this.laneMode = !this.laneMode;
    this.root.querySelectorAll('[data-act="lanes"]').forEach(b => b.setAttribute('aria-pressed', this.laneMode));
    if (!this.laneMode) return this.laneGroup.replaceChildren();
    this.drawLanes();
    if (!this.readOnly) return this.layout();
    return this.fit();
  }

  drawLanes() {
    // The bands lie in the same coordinates as the cells, but below them.
    const stage = this.graph.view.stage;
    stage.prepend(this.laneGroup);
    this.laneOf = this.#lanesOf();
    this.bands = drawLanes(this.graph, this.laneGroup, this.laneOf, key => this.lanes[key] ?? (key || this.texts.noLane));
  }

  /** The lane over which an activity is held, when it is not its own; where lanes overlap, its own counts. */
  #newLane(node) {
    if (!this.laneMode || node.getData().note) return undefined;
    const middle = node.getBBox().center.y, own = this.laneOf(node.getData());
    const over = this.bands.filter(b => b.top <= middle && middle <= b.bottom).map(b => b.key);
    return over.length === 0 || over.includes(own) ? undefined : over[0];
  }

  #showLane(lane) {
    for (const band of this.bands ?? []) band.element.classList.toggle('aim', band.key === lane);
  }

  // ── the clock rail ───────────────────────────────────────────────────────────────────────────────────────────────

  #rail(node) {
    clearTimeout(this.railing);
    if (node.getData().note) return;
    this.railing = setTimeout(async () => {
      const rail = await this.ask('Rail', node.id);
      const host = this.root.querySelector('[data-rail]');
      if (!rail?.stops.length) { host.hidden = true; return; }
      this.#unrail();
      this.railed = new Set(rail.stops.map(s => s.i));
      for (const id of this.railed) { const cell = this.graph.getCellById(id); if (cell) this.#paint(cell); }
      const last = rail.stops.slice(-STOPS);
      host.replaceChildren(...(last.length < rail.stops.length ? ['… '] : []), ...last.map(s => {
        const stop = document.createElement('span');
        stop.className = s.x ? 'stop excluded' : 'stop';
        const name = document.createElement('span');
        name.textContent = s.n ?? this.graph.getCellById(s.i)?.getData().t;
        const days = document.createElement('b');
        days.textContent = s.t;
        stop.append(name, days);
        return stop;
      }));
      const sum = document.createElement('strong');
      sum.textContent = rail.sum;
      sum.className = rail.late ? 'late' : '';
      host.append(sum);
      host.hidden = false;
    }, 120);
  }

  #noRail() {
    clearTimeout(this.railing);
    this.railing = setTimeout(() => { this.root.querySelector('[data-rail]').hidden = true; this.#unrail(); }, 250);
  }

  #unrail() {
    const before = this.railed;
    this.railed = new Set();
    for (const id of before) { const cell = this.graph.getCellById(id); if (cell) this.#paint(cell); }
  }

  // ── pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The server draws the picture; the browser only turns it into points. */
  async png(svg, name) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(image.width * scale);
    canvas.height = Math.ceil(image.height * scale);
    const pen = canvas.getContext('2d');
    pen.scale(scale, scale);
    pen.drawImage(image, 0, 0);
    this.save(await new Promise(done => canvas.toBlob(done, 'image/png')), name);
  }

  save(content, name, type) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  dispose() {
    this.off.abort();
    this.keys.dispose();
    clearTimeout(this.railing);
    clearTimeout(this.silence);
    this.graph.dispose();
  }
}
