// Draws the figures of the table it stands above. The library is loaded when the first chart of a page comes into view; without it the table says the same.
const MODULE = '/js/charts.js';

class BoardChart extends HTMLElement {
  connectedCallback() {
    this.seen = new IntersectionObserver(entries => { if (entries.some(e => e.isIntersecting)) this.draw(); });
    this.seen.observe(this);
    this.resize = new ResizeObserver(() => this.chart?.resize());
    this.resize.observe(this);
    this.changes = new MutationObserver(() => { if (this.chart) this.draw(); });
    this.changes.observe(this, { attributes: true, attributeFilter: ['data-chart'] });
    // The page's colours change with the theme, and on paper.
    this.theme = new MutationObserver(() => { if (this.chart) this.draw(); });
    this.theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.paper = () => { if (this.chart) this.draw(); };
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.scheme.addEventListener('change', this.paper);
    addEventListener('beforeprint', this.paper);
    addEventListener('afterprint', this.paper);
  }

  disconnectedCallback() {
    for (const observer of [this.seen, this.resize, this.changes, this.theme]) observer.disconnect();
    this.scheme.removeEventListener('change', this.paper);
    removeEventListener('beforeprint', this.paper);
    removeEventListener('afterprint', this.paper);
    this.chart?.dispose();
    this.chart = undefined;
  }

  async draw() {
    const { draw } = await import(MODULE);
    if (!this.isConnected) return;
    this.chart = draw(this, JSON.parse(this.dataset.chart), this.chart);
    this.toggleAttribute('data-drawn', true);
  }
}

customElements.define('board-chart', BoardChart);
