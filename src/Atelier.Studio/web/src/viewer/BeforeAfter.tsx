import { useState } from 'preact/hooks';
import { Icon } from '../parts/Icon';
import { t } from '../texts';

interface BeforeAfterProps {
  before: string;
  after: string;
  beforeLabel: string;
  afterLabel: string;
  width: number;
  height: number;
  alt: string;
  /** Whether the pictures differ in shape by more than the rounding of pixels; else one lies exactly on the other. */
  hasTwoShapes?: boolean;
}

/** Two pictures on top of each other and a line that moves between them; by pointer, touch or arrow keys. */
export function BeforeAfter({ before, after, beforeLabel, afterLabel, width, height, alt, hasTwoShapes = false }: BeforeAfterProps) {
  const [place, setPlace] = useState(50);
  return (
    <div class={`before-after ${hasTwoShapes ? 'has-two-shapes' : ''}`} style={{ '--ratio': `${width} / ${height}`, '--ratio-number': String(width / height), '--place': `${place}%` }}>
      <img src={after} alt={alt} draggable={false} />
      <img class="before" src={before} alt="" draggable={false} />
      <span class="before-after-label is-before" aria-hidden="true">
        {beforeLabel}
      </span>
      <span class="before-after-label is-after" aria-hidden="true">
        {afterLabel}
      </span>
      <input
        type="range"
        min={0}
        max={100}
        step={1}
        value={place}
        aria-label={t.value.viewer.beforeAfter(beforeLabel, afterLabel)}
        aria-valuetext={t.value.viewer.place(place, beforeLabel)}
        onInput={(event) => setPlace(Number(event.currentTarget.value))}
      />
      <span class="before-after-line" aria-hidden="true">
        <span class="before-after-grip">
          <Icon name="handle" />
        </span>
      </span>
    </div>
  );
}
