import { describe, expect, it } from 'vitest';
import { fitted, held, whole, zoomed } from '../src/viewer/zoomModel';

const picture = { width: 2000, height: 1000 };
const window = { width: 1000, height: 800 };

describe('zoom', () => {
  it('fits a large picture into the window, and a small one', () => {
    expect(fitted(picture, window)).toEqual({ scale: 0.5, x: 0, y: 0 });
    expect(fitted({ width: 500, height: 250 }, window).scale).toBe(2);
  });

  it('begins with all of the picture, and enlarges no small one', () => {
    expect(whole(picture, window).scale).toBe(0.5);
    expect(whole({ width: 500, height: 250 }, window).scale).toBe(1);
  });

  it('shows a small picture at its own size after it was enlarged', () => {
    expect(zoomed({ scale: 2, x: 0, y: 0 }, 0.5, { x: 0, y: 0 }, { width: 500, height: 250 }, window).scale).toBe(1);
  });

  it('keeps the point under the pointer where it is', () => {
    const before = { scale: 1, x: 0, y: 0 };
    const at = { x: 200, y: 100 };
    const after = zoomed(before, 2, at, picture, window);
    expect((at.x - after.x) / after.scale).toBeCloseTo((at.x - before.x) / before.scale);
    expect((at.y - after.y) / after.scale).toBeCloseTo((at.y - before.y) / before.scale);
  });

  it('never loses the picture', () => {
    expect(held({ scale: 1, x: 9999, y: 9999 }, picture, window)).toEqual({ scale: 1, x: 500, y: 100 });
    expect(zoomed({ scale: 0.5, x: 0, y: 0 }, 0.1, { x: 0, y: 0 }, picture, window).scale).toBe(0.5);
  });
});
