// Everything without a mouse. The canvas is one stop of the tab key; inside it the arrows go from activity to activity.
const STEP = 8;
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Keys {
  constructor(canvas) {
    this.canvas = canvas;
    this.host = canvas.stage.parentElement;
    this.off = new AbortController();
    this.host.addEventListener('keydown', event => this.#down(event), { signal: this.off.signal });
    canvas.stage.addEventListener('pointerdown', () => this.focus(), { signal: this.off.signal, capture: true });
  }

  focus() { this.host.focus({ preventScroll: true }); }
  dispose() { this.off.abort(); }

  #down(event) {
    if (event.target !== this.host) return;
    const { key } = event, command = event.ctrlKey || event.metaKey;
    if (this.ports) return this.#choosePort(event);
    if (this.aiming) return this.#chooseTarget(event);
    const act = command
      ? { z: event.shiftKey ? 'redo' : 'undo', y: 'redo', c: 'copy', x: 'cut', v: 'paste', d: 'duplicate', a: 'all', f: 'search', 0: 'actual', '=': 'in', '-': 'out' }[key.toLowerCase()]
      : { Delete: 'delete', Backspace: 'delete', '?': 'help', '+': 'in', '=': 'in', '-': 'out', f: 'fit', l: 'layout', s: 'lanes', m: 'comment', a: 'palette', '/': 'search' }[key];
    if (act) {
      event.preventDefault();
      this.canvas.act(act);
    } else if (key in DIRECTIONS && !command) {
      event.preventDefault();
      if (event.shiftKey) this.#shift(DIRECTIONS[key], event.altKey ? 1 : STEP); else this.#walk(DIRECTIONS[key]);
    } else if (key === 'Enter' || key === 'F2') {
      event.preventDefault();
      const inside = this.canvas.chosenSteps()[0]?.getData().f;
      if (key === 'Enter' && event.shiftKey && inside) this.canvas.ask('Enter', inside); else this.editSelected();
    } else if (key === 'c' && !command) {
      event.preventDefault();
      this.#connect();
    } else if (key === 'e' && !command) {
      event.preventDefault();
      this.#nextLine();
    } else if (key === 'Escape') {
      this.canvas.select([]);
    }
  }

  editSelected() {
    const field = [...this.canvas.root.querySelectorAll('[data-panel] :is(input, select, textarea)')].find(f => f.offsetParent);
    field?.focus();
    field?.select?.();
  }

  #start() {
    const nodes = this.canvas.graph.getNodes().filter(n => !n.getData().note);
    return nodes.find(n => n.getData().s === 'Start') ?? nodes[0];
  }

  #walk(direction) {
    const from = this.canvas.chosenNodes()[0];
    const to = from ? this.#nearest(from, direction) : this.#start();
    if (to) this.#go(to);
  }

  #go(node) {
    this.canvas.select([node.id]);
    const area = this.canvas.graph.getGraphArea(), box = node.getBBox();
    if (box.x < area.x || box.y < area.y || box.x + box.width > area.x + area.width || box.y + box.height > area.y + area.height) this.canvas.graph.centerCell(node);
    this.canvas.say(this.#describe(node));
  }

  #describe(node) {
    const d = node.getData();
    return d.note ? d.t : [d.t, d.u].filter(Boolean).join(' · ');
  }

  /** The nearest in that direction; what lies straight ahead is nearer than what lies aside. */
  #nearest(from, [dx, dy], among = this.canvas.graph.getNodes()) {
    const c = from.getBBox().center;
    let best = null, least = Infinity;
    for (const node of among) {
      if (node === from) continue;
      const p = node.getBBox().center;
      const ahead = (p.x - c.x) * dx + (p.y - c.y) * dy, aside = Math.abs((p.x - c.x) * dy) + Math.abs((p.y - c.y) * dx);
      if (ahead <= 4) continue;
      const far = ahead + aside * 2.5;
      if (far < least) [best, least] = [node, far];
    }
    return best;
  }

  #shift([dx, dy], step) {
    const ids = this.canvas.chosenNodes().map(n => n.id);
    if (ids.length === 0) return;
    this.canvas.edit({ k: 'move', i: ids, x: dx * step, y: dy * step });
  }

  // Connecting: first the outcome, then the target.
  #connect() {
    const [line] = this.canvas.chosen();
    if (line?.isEdge() && !this.canvas.readOnly) return this.#redirect(line);
    const [node] = this.canvas.chosenSteps();
    if (!node || this.canvas.readOnly) return;
    const ports = node.getData().p;
    if (ports.length === 0) return this.canvas.say(this.canvas.texts.noPorts, true);
    this.from = node;
    this.ports = ports;
    this.port = 0;
    if (ports.length === 1) this.#aim(); else this.#sayPort();
  }

  /** A selected line keeps its outcome and is led elsewhere. */
  #redirect(line) {
    const { s, p, l, t } = line.getData();
    this.from = this.canvas.graph.getCellById(s);
    this.aiming = [p, l ?? p];
    this.old = [s, p, t];
    this.#target(this.canvas.graph.getCellById(t));
  }

  #sayPort() {
    this.canvas.say(`${this.canvas.texts.choosePort} ${this.ports.map(([, label], i) => (i === this.port ? `▸${label}` : label)).join('  ')}`);
  }

  #choosePort(event) {
    event.preventDefault();
    const n = this.ports.length;
    if (event.key === 'ArrowRight' || event.key === 'ArrowDown') this.port = (this.port + 1) % n;
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') this.port = (this.port + n - 1) % n;
    else if (event.key === 'Enter') return this.#aim();
    else if (event.key === 'Escape') return this.#stop();
    this.#sayPort();
  }

  #aim() {
    this.aiming = this.ports[this.port];
    this.ports = null;
    this.#target(this.#nearest(this.from, [1, 0], this.#targets()) ?? this.#targets()[0]);
  }

  #targets() { return this.canvas.graph.getNodes().filter(n => !n.getData().note && !n.getData().z && n !== this.from); }

  #target(node) {
    if (!node) return this.#stop();
    this.aim = node.id;
    this.canvas.repaint();
    this.canvas.say(`${this.canvas.texts.chooseTarget} ${this.from.getData().t} —${this.aiming[1]}→ ${node.getData().t}`);
  }

  #chooseTarget(event) {
    event.preventDefault();
    if (event.key in DIRECTIONS) {
      const at = this.canvas.graph.getCellById(this.aim);
      const next = this.#nearest(at, DIRECTIONS[event.key], this.#targets());
      if (next) this.#target(next);
    } else if (event.key === 'Enter') {
      const command = { k: 'connect', s: this.from.id, p: this.aiming[0], t: this.aim, ...(this.old ? { k: 'reconnect', o: this.old } : {}) };
      this.#stop();
      this.canvas.edit(command).then(answer => { if (answer) this.canvas.say(this.canvas.texts.connected); });
    } else if (event.key === 'Escape') this.#stop();
  }

  #stop() {
    this.ports = this.aiming = this.aim = this.old = null;
    this.canvas.say('');
    this.canvas.repaint();
  }

  /** From line to line of the selected activity; a selected line is deleted like anything else. */
  #nextLine() {
    const cell = this.canvas.chosen()[0];
    const node = cell?.isNode() ? cell : cell ? this.canvas.graph.getCellById(cell.getData().s) : null;
    if (!node) return;
    const lines = this.canvas.graph.getEdges().filter(e => e.getData().s === node.id || e.getData().t === node.id);
    if (lines.length === 0) return;
    const next = lines[(lines.indexOf(cell) + 1) % lines.length];
    this.canvas.select([next.id]);
    const e = next.getData();
    this.canvas.say(`${this.canvas.graph.getCellById(e.s).getData().t} —${e.l ?? ''}→ ${this.canvas.graph.getCellById(e.t).getData().t}`);
  }
}
