// The drawing surface of the designer: a thin view. Every change is asked of the model on the server, and what comes back is drawn.
import { Canvas } from './designer/canvas.js';

// Whoever leaves at once takes the canvas's place away before the server has heard of it: what it still says is for nobody.
const nobody = Object.fromEntries(['apply', 'show', 'goTo', 'mark', 'save', 'png', 'dispose'].map(name => [name, () => {}]));

export const open = (root, server, drawing) => root ? new Canvas(root, server, drawing) : nobody;
