import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface SliderProps {
  label: ComponentChildren;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
  /** The value in words, shown beside the label and read aloud. */
  text: string;
  ends?: readonly [string, string];
  disabled?: boolean;
}

export function Slider({ label, value, min, max, step, onChange, text, ends, disabled }: SliderProps) {
  const id = useId();
  const filled = ((value - min) / (max - min)) * 100;
  return (
    <div class="slider">
      <div class="slider-head">
        <label for={id}>{label}</label>
        <output for={id}>{text}</output>
      </div>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        aria-valuetext={text}
        style={{ '--filled': `${filled}%` }}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      {ends && (
        <div class="slider-ends" aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
    </div>
  );
}
