import { useState } from 'preact/hooks';
import { Icon } from '../parts/Icon';
import { t } from '../texts';

interface RectangleFieldsProps {
  /** Place and size as fractions of the picture. */
  onRectangle: (left: number, top: number, width: number, height: number, value: 0 | 255) => void;
}

const sides = ['left', 'top', 'width', 'height'] as const;
type Side = (typeof sides)[number];

/** A rectangle by numbers, for whoever does not paint with a pointer. */
export function RectangleFields({ onRectangle }: RectangleFieldsProps) {
  const texts = t.value.regions;
  const [values, setValues] = useState<Record<Side, number>>({ left: 0, top: 0, width: 100, height: 50 });
  const apply = (value: 0 | 255): void => onRectangle(values.left / 100, values.top / 100, values.width / 100, values.height / 100, value);
  return (
    <details class="more-group">
      <summary>
        <Icon name="chevron" />
        {texts.byNumbers}
      </summary>
      <fieldset class="rectangle-fields">
        <legend class="hint">{texts.byNumbersHelp}</legend>
        {sides.map((side) => (
          <label key={side}>
            <span>{texts.sides[side]}</span>
            <input type="number" min={0} max={100} value={values[side]} onInput={(event) => setValues({ ...values, [side]: Math.min(100, Math.max(0, event.currentTarget.valueAsNumber || 0)) })} />
          </label>
        ))}
        <div class="tool-row">
          <button type="button" onClick={() => apply(255)}>
            {texts.addRectangle}
          </button>
          <button type="button" class="quiet" onClick={() => apply(0)}>
            {texts.removeRectangle}
          </button>
        </div>
      </fieldset>
    </details>
  );
}
