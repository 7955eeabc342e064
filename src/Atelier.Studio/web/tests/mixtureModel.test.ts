import { describe, expect, it } from 'vitest';
import { heaviest } from '../src/compose/draft';
import { positionOf, weightAt } from '../src/compose/mixtureModel';

const end = positionOf(heaviest);
const positions = Array.from({ length: 2 * end + 1 }, (_, index) => index - end);

describe('the slider of a painting', () => {
  it('stands in the middle at equal parts', () => {
    expect(positionOf(1)).toBe(0);
    expect(weightAt(0)).toBe(1);
  });

  it('goes as far down as up', () => {
    expect(weightAt(end)).toBe(heaviest);
    expect(weightAt(-end)).toBe(1 / heaviest);
  });

  it.each(positions)('stays at %i', (position) => expect(positionOf(weightAt(position))).toBe(position));
});
