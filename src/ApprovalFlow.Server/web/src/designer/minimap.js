// A small picture of everything, as two paths and a frame: cheap enough for a thousand activities.
const NS = 'http://www.w3.org/2000/svg';

export class MiniMap {
  constructor(host, canvas) {
    this.canvas = canvas;
    this.svg = document.createElementNS(NS, 'svg');
    this.boxes = document.createElementNS(NS, 'path');
    this.boxes.setAttribute('class', 'mm-boxes');
    this.frame = document.createElementNS(NS, 'rect');
    this.frame.setAttribute('class', 'mm-frame');
    this.svg.append(this.boxes, this.frame);
    host.replaceChildren(this.svg);
    const go = event => {
      if (event.buttons !== 1 || !this.view) return;
      const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse());
      canvas.graph.centerPoint(at.x, at.y);
    };
    this.svg.addEventListener('pointerdown', go);
    this.svg.addEventListener('pointermove', go);
  }

  draw() {
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.now());
  }

  now() {
    const nodes = this.canvas.graph.getNodes();
    const seen = this.canvas.graph.getGraphArea();
    let [l, t, r, b] = [seen.x, seen.y, seen.x + seen.width, seen.y + seen.height];
    let d = '';
    for (const node of nodes) {
      const { x, y } = node.position(), { width, height } = node.size();
      d += `M${x} ${y}h${width}v${height}h${-width}z`;
      l = Math.min(l, x); t = Math.min(t, y); r = Math.max(r, x + width); b = Math.max(b, y + height);
    }
    this.view = true;
    this.svg.setAttribute('viewBox', `${l - 20} ${t - 20} ${r - l + 40} ${b - t + 40}`);
    this.boxes.setAttribute('d', d);
    for (const [name, value] of [['x', seen.x], ['y', seen.y], ['width', seen.width], ['height', seen.height]]) this.frame.setAttribute(name, value);
  }
}
