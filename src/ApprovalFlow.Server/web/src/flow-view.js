// Zoom, fit and drag for a flow's picture. The SVG itself comes from the server and is whole without this script.
const STEP = 1.25, SMALLEST = 0.2, LARGEST = 3;

class FlowView extends HTMLElement {
  connectedCallback() {
    this.canvas = this.querySelector('.flow-canvas');
    if (!this.canvas || this.ready) return;
    this.ready = true;
    this.addEventListener('click', event => {
      const command = event.target.closest('[data-flow]')?.dataset.flow;
      if (command === 'in') this.zoom(this.scale * STEP);
      if (command === 'out') this.zoom(this.scale / STEP);
      if (command === 'fit') this.fit();
      if (command === 'actual') this.zoom(1);
    });
    this.canvas.addEventListener('wheel', event => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(this.scale * (event.deltaY < 0 ? 1.1 : 1 / 1.1), event);
    }, { passive: false });
    this.canvas.addEventListener('pointerdown', event => this.grab(event));
    this.resize = new ResizeObserver(() => { if (this.fitted) this.fit(); });
    this.resize.observe(this.canvas);
    // Enhanced navigation may patch the picture in place, without reconnecting the element.
    this.refit = () => this.fit();
    window.Blazor?.addEventListener('enhancedload', this.refit);
    this.fit();
  }

  disconnectedCallback() {
    this.resize?.disconnect();
    window.Blazor?.removeEventListener?.('enhancedload', this.refit);
    this.ready = false;
  }

  get svg() { return this.canvas.querySelector('svg'); }
  get natural() { const box = this.svg.viewBox.baseVal; return { width: box.width, height: box.height }; }

  // Never smaller than readable: a long flow scrolls sideways instead of shrinking to a line of dots.
  fit() {
    const { width, height } = this.natural;
    const room = this.canvas.clientWidth - 2;
    if (room <= 0) return;
    const least = Number(this.dataset.least ?? 0.62);
    this.zoom(Math.min(1, Math.max(least, Math.min(room / width, 560 / height))));
    this.fitted = true;
    const current = this.svg.querySelector('[data-current]');
    if (current) {
      const box = current.getBoundingClientRect(), view = this.canvas.getBoundingClientRect();
      this.canvas.scrollLeft += box.left + box.width / 2 - view.left - view.width / 2;
    }
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
    if (percent) percent.textContent = `${Math.round(this.scale * 100)}%`;
  }

  grab(start) {
    if (start.button !== 0 || start.pointerType === 'touch') return;
    const left = this.canvas.scrollLeft, top = this.canvas.scrollTop;
    const move = event => {
      this.canvas.scrollLeft = left - (event.clientX - start.clientX);
      this.canvas.scrollTop = top - (event.clientY - start.clientY);
    };
    const end = () => { removeEventListener('pointermove', move); this.canvas.classList.remove('dragging'); };
    this.canvas.classList.add('dragging');
    addEventListener('pointermove', move);
    addEventListener('pointerup', end, { once: true });
  }
}
customElements.define('flow-view', FlowView);
