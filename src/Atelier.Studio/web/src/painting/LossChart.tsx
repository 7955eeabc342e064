import type { Losses, LossPoint } from '../api/contract';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { curve, logarithmicRange } from './lossCurves';

const width = 320;
const height = 120;

/** The curve of each loss with a weight over the steps, on a logarithmic scale, and the last value of each in words. */
export function LossChart({ points, losses, isOpen }: { points: readonly LossPoint[]; losses: Losses | undefined; isOpen: boolean }) {
  const texts = t.value.losses;
  const last = points.at(-1);
  // One point makes no curve.
  if (!last || !losses || points.length < 2) {
    return null;
  }
  const range = logarithmicRange(points);
  const curves = Object.keys(losses)
    .map((name, index) => ({ name, column: index + 1 }))
    .filter(({ column }) => points.some((point) => (point[column] ?? 0) > 0));
  return (
    <details class="losses" open={isOpen}>
      <summary>
        <Icon name="chevron" />
        {texts.title}
      </summary>
      <p class="field-help">{texts.help}</p>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={texts.summary(last[0], t.value.number(points[0]![1]!), t.value.number(last[1]!))}>
        <path class="loss-grid" d={`M0 ${height - 0.5}H${width}M0 ${height / 2}H${width}M0 .5H${width}`} />
        {curves.map(({ name, column }) => (
          <path key={name} class={`loss-line loss-${name}`} d={curve(points, column, range, width, height)} />
        ))}
      </svg>
      <dl class="loss-legend">
        {curves.map(({ name, column }) => (
          <Legend key={name} name={name} value={last[column] ?? 0} />
        ))}
      </dl>
    </details>
  );
}

function Legend({ name, value }: { name: string; value: number }) {
  return (
    <div class={`loss-key loss-${name}`}>
      <dt>{t.value.losses.names[name] ?? name}</dt>
      <dd>{t.value.number(value)}</dd>
    </div>
  );
}
