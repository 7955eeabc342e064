import type { LossPoint } from '../api/contract';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { curve, type CurveName, curveNames, logarithmicRange } from './lossCurves';

const width = 320;
const height = 120;

/** The curve of each loss over the steps, on a logarithmic scale; each curve's last value beside it in words. */
export function LossChart({ points, isOpen }: { points: readonly LossPoint[]; isOpen: boolean }) {
  const texts = t.value.losses;
  const last = points.at(-1);
  // One point makes no curve.
  if (!last || points.length < 2) {
    return null;
  }
  const range = logarithmicRange(points);
  return (
    <details class="losses" open={isOpen}>
      <summary>
        <Icon name="chevron" />
        {texts.title}
      </summary>
      <p class="field-help">{texts.help}</p>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={texts.summary(last[0], t.value.number(points[0]![1]), t.value.number(last[1]))}>
        <path class="loss-grid" d={`M0 ${height - 0.5}H${width}M0 ${height / 2}H${width}M0 .5H${width}`} />
        {curveNames.map((name) => (
          <path key={name} class={`loss-line loss-${name}`} d={curve(points, name, range, width, height)} />
        ))}
      </svg>
      <dl class="loss-legend">
        {curveNames.map((name) => (
          <Legend key={name} name={name} value={last[curveNames.indexOf(name) + 1]!} />
        ))}
      </dl>
    </details>
  );
}

function Legend({ name, value }: { name: CurveName; value: number }) {
  return (
    <div class={`loss-key loss-${name}`}>
      <dt>{t.value.losses.names[name]}</dt>
      <dd>{t.value.number(value)}</dd>
    </div>
  );
}
