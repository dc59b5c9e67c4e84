// The drawing surface of the designer: a thin view. Every change is asked of the model on the server, and what comes back is drawn.
import { Canvas } from './designer/canvas.js';

export const open = (root, server, drawing) => new Canvas(root, server, drawing);
