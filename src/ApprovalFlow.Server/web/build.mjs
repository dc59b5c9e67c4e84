// Bundles what the pages load. The canvas library brings its styles as <style> elements, which the pages' policy forbids:
// its loader is replaced by one that adopts constructed style sheets.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const local = path => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: ['src/shell.js', 'src/dialog.js', 'src/designer.js', 'src/charts.js'].map(local),
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  external: ['/js/*'],
  logLevel: 'warning',
  plugins: [{
    name: 'adopted-styles',
    setup: ({ onResolve }) => onResolve({ filter: /css-loader$/ }, () => ({ path: local('src/designer/adopted-styles.js') })),
  }],
});
