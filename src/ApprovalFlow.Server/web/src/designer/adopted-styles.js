// Stands in for the canvas library's own style loader (build.mjs).
const known = new Set();

export function ensure(name, content) {
  if (known.has(name)) return;
  known.add(name);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(content);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

// The sheets stay: the next canvas on the page wants them again.
export function clean() {}
