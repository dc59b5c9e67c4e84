// Zoom, fit and drag for a flow's picture. The SVG itself comes from the server and is whole without this script.
const STEP = 1.25, SMALLEST = 0.2, LARGEST = 3;

class FlowView extends HTMLElement {
  // The children may arrive after the element itself, and again when the page turns interactive: look when the frame is drawn.
  connectedCallback() {
    this.addEventListener('click', this);
    this.addEventListener('pointerdown', this);
    this.addEventListener('wheel', this, { passive: false });
    this.changes = new MutationObserver(() => this.settle());
    this.changes.observe(this, { childList: true, subtree: true, attributes: true, attributeFilter: ['viewBox'] });
    this.resize = new ResizeObserver(() => { if (this.fitted) this.fit(); });
    this.resize.observe(this);
    this.settle();
  }

  disconnectedCallback() {
    this.changes.disconnect();
    this.resize.disconnect();
  }

  settle() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      const svg = this.svg;
      if (!svg || (svg === this.seen && svg.getAttribute('viewBox') === this.seenBox)) return;
      this.seen = svg;
      this.seenBox = svg.getAttribute('viewBox');
      this.scale = 1;
      this.fit();
    });
  }

  handleEvent(event) {
    if (event.type === 'click') this.press(event.target.closest('[data-flow]')?.dataset.flow);
    if (event.type === 'pointerdown' && event.target.closest('.flow-canvas')) this.grab(event);
    if (event.type === 'wheel' && event.ctrlKey && event.target.closest('.flow-canvas')) {
      event.preventDefault();
      this.zoom(this.scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1), event);
    }
  }

  press(command) {
    if (command === 'in') this.zoom(this.scale * STEP);
    if (command === 'out') this.zoom(this.scale / STEP);
    if (command === 'fit') this.fit();
  }

  get canvas() { return this.querySelector('.flow-canvas'); }
  get svg() { return this.querySelector('.flow-canvas svg'); }
  get natural() { const box = this.svg.viewBox.baseVal; return { width: box.width, height: box.height }; }

  // Never smaller than readable: a long flow scrolls sideways instead of shrinking to a line of dots.
  fit() {
    const { width, height } = this.natural;
    const room = this.canvas.clientWidth - 2;
    if (room <= 0) return;
    const least = Number(this.dataset.least ?? 0.7);
    this.zoom(Math.min(1, Math.max(least, Math.min(room / width, 560 / height))));
    this.fitted = true;
    const current = this.svg.querySelector('[data-current]');
    if (!current) return;
    const box = current.getBoundingClientRect(), view = this.canvas.getBoundingClientRect();
    this.canvas.scrollLeft += box.left + box.width / 2 - view.left - view.width / 2;
  }

  zoom(scale, at) {
    const before = this.scale ?? 1;
    this.scale = Math.min(LARGEST, Math.max(SMALLEST, scale));
    this.fitted = false;
    const { width, height } = this.natural, view = this.canvas.getBoundingClientRect();
    const x = at ? at.clientX - view.left : view.width / 2, y = at ? at.clientY - view.top : view.height / 2;
    const ratio = this.scale / before;
    const left = (this.canvas.scrollLeft + x) * ratio - x, top = (this.canvas.scrollTop + y) * ratio - y;
    this.svg.setAttribute('width', Math.round(width * this.scale));
    this.svg.setAttribute('height', Math.round(height * this.scale));
    this.canvas.scrollLeft = left;
    this.canvas.scrollTop = top;
    const percent = this.querySelector('[data-flow-scale]');
    if (percent && percent.firstChild) percent.firstChild.nodeValue = `${Math.round(this.scale * 100)}%`;
  }

  grab(start) {
    if (start.button !== 0 || start.pointerType === 'touch') return;
    const canvas = this.canvas, left = canvas.scrollLeft, top = canvas.scrollTop;
    const move = event => {
      canvas.scrollLeft = left - (event.clientX - start.clientX);
      canvas.scrollTop = top - (event.clientY - start.clientY);
    };
    const end = () => { removeEventListener('pointermove', move); canvas.classList.remove('dragging'); };
    canvas.classList.add('dragging');
    addEventListener('pointermove', move);
    addEventListener('pointerup', end, { once: true });
  }
}
customElements.define('flow-view', FlowView);
