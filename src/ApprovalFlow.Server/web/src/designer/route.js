// How a line runs: out of its port to the right, in right angles, into its target from the left. The exported picture (DesignSvg.cs) draws the same way.
const STUB = 16;

export function route(source, target, bends, sourceBox, targetBox) {
  const points = [{ x: source.x + STUB, y: source.y }];
  if (bends.length > 0) {
    const middle = sourceBox.y + sourceBox.height / 2;
    for (const bend of bends) {
      // A bend on the height of the source's middle means "straight out": ports lie a little above or below it.
      const y = points.length === 1 && Math.abs(bend.y - middle) < 1 ? source.y : bend.y;
      corner(points, { x: bend.x, y }, points.length === 1);
    }
  } else if (target.x < source.x + 2 * STUB) {
    const below = Math.max(sourceBox.y + sourceBox.height, targetBox.y + targetBox.height) + 24;
    points.push({ x: source.x + STUB, y: below }, { x: target.x - STUB, y: below });
  } else if (Math.abs(source.y - target.y) > 0.5) {
    const turn = Math.max(target.x - 24, source.x + (target.x - source.x) / 2);
    points[0] = { x: turn, y: source.y };
    points.push({ x: turn, y: target.y });
    return points;
  } else return [];
  corner(points, { x: target.x - STUB, y: target.y }, false);
  return points;
}

function corner(points, next, downFirst) {
  const last = points[points.length - 1];
  if (Math.abs(last.x - next.x) > 0.5 && Math.abs(last.y - next.y) > 0.5)
    points.push(downFirst ? { x: last.x, y: next.y } : { x: next.x, y: last.y });
  points.push(next);
}
