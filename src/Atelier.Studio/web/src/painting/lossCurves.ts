import type { LossPoint } from '../api/contract';

export interface LogarithmicRange {
  low: number;
  high: number;
}

// What is smaller than this share of the largest value is drawn at the bottom.
const decades = 4;
const mostPoints = 400;

/** The range of all curves as exponents of ten; zero and what is far below the rest do not stretch it. */
export function logarithmicRange(points: readonly LossPoint[]): LogarithmicRange {
  const exponents = points.flatMap(([, ...values]) => values.filter((value) => value > 0).map(Math.log10));
  if (exponents.length === 0) {
    return { low: 0, high: 1 };
  }
  const high = exponents.reduce((a, b) => Math.max(a, b));
  const low = Math.max(exponents.reduce((a, b) => Math.min(a, b)), high - decades);
  return high - low < 0.1 ? { low: high - 0.1, high } : { low, high };
}

/** The curve of a column of the points as the path of an SVG of the given size. */
export function curve(points: readonly LossPoint[], column: number, { low, high }: LogarithmicRange, width: number, height: number): string {
  const first = points[0]?.[0] ?? 0;
  const span = Math.max(1, (points.at(-1)?.[0] ?? 1) - first);
  return thinned(points)
    .map((point, index) => {
      const x = ((point[0] - first) / span) * width;
      const share = (Math.log10(Math.max(point[column] ?? 0, Number.MIN_VALUE)) - low) / (high - low);
      const y = (1 - Math.min(1, Math.max(0, share))) * (height - 4) + 2;
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

// More points than the chart has pixels cost time and show nothing.
function thinned(points: readonly LossPoint[]): readonly LossPoint[] {
  const every = Math.ceil(points.length / mostPoints);
  return every <= 1 ? points : points.filter((_, index) => index % every === 0 || index === points.length - 1);
}
