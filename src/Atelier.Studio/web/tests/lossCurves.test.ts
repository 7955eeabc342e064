import { describe, expect, it } from 'vitest';
import type { LossPoint } from '../src/api/contract';
import { curve, logarithmicRange } from '../src/painting/lossCurves';

const points: LossPoint[] = [
  [1, 1000, 10, 990, 0],
  [2, 100, 10, 90, 0],
  [3, 10, 5, 5, 0],
];

describe('logarithmicRange', () => {
  it('spans what is greater than zero', () => expect(logarithmicRange(points)).toEqual({ low: Math.log10(5), high: 3 }));
  it('is not stretched by what is far below the rest', () => expect(logarithmicRange([[1, 1e6, 1e-9, 1, 0]])).toEqual({ low: 2, high: 6 }));
  it('has a height where all values are one', () => {
    const { low, high } = logarithmicRange([[1, 5, 5, 5, 5]]);
    expect(high).toBeGreaterThan(low);
  });
});

describe('curve', () => {
  it('goes from left to right, and down where the loss falls', () => {
    expect(curve(points, 1, { low: 1, high: 3 }, 100, 104)).toBe('M0.0 2.0L50.0 52.0L100.0 102.0');
  });

  it('stays inside where a loss is zero', () => expect(curve(points, 4, { low: 1, high: 3 }, 100, 104)).toBe('M0.0 102.0L50.0 102.0L100.0 102.0'));

  it('has no more points than a screen shows, and keeps the last', () => {
    const many = Array.from({ length: 5000 }, (_, i): LossPoint => [i, 5000 - i, 1, 1, 1]);
    const path = curve(many, 1, logarithmicRange(many), 320, 120);
    expect(path.split('L').length).toBeLessThan(450);
    expect(path).toContain('L320.0 ');
  });
});
