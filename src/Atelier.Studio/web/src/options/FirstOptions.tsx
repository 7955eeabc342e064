import type { OptionInfo, PresetInfo } from '../api/contract';
import { Slider } from '../parts/Slider';
import { t } from '../texts';
import { optionTitle } from '../texts/optionTexts';
import { OptionField } from './OptionField';
import { firstOptions, standing } from './optionModel';

interface FirstOptionsProps {
  options: readonly OptionInfo[];
  preset: PresetInfo | undefined;
  texts: Readonly<Record<string, string>>;
  faults: Readonly<Record<string, string>>;
  onChange: (name: string, text: string | null) => void;
}

/** What most people want to set: how strong, how large, whose colours. */
export function FirstOptions({ options, preset, texts, faults, onChange }: FirstOptionsProps) {
  const found = firstOptions.flatMap((name) => options.filter((one) => one.name === name));
  return (
    <>
      {found.map((option) => {
        const props = {
          option,
          text: texts[option.name] ?? null,
          standing: standing(option, preset),
          fault: faults[option.name],
          onChange: (text: string | null) => onChange(option.name, text),
        };
        return option.name === 'strength' ? <StrengthDial key={option.name} {...props} /> : option.name === 'size' ? <SizeField key={option.name} {...props} /> : <OptionField key={option.name} {...props} />;
      })}
    </>
  );
}

interface OneOption {
  option: OptionInfo;
  text: string | null;
  standing: string;
  fault: string | undefined;
  onChange: (text: string | null) => void;
}

function StrengthDial({ option, text, standing, fault, onChange }: OneOption) {
  const value = Number(text ?? (standing || 50));
  return (
    <div class="strength" data-option={option.name}>
      <Slider
        label={optionTitle(option)}
        value={value}
        min={option.min ?? 0}
        max={option.max ?? 100}
        step={1}
        text={String(value)}
        ends={t.value.options.strengthEnds}
        onChange={(next) => onChange(String(next))}
      />
      {fault && (
        <p class="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

const commonSizes = ['512', '768', '1024', '1536'];

function SizeField(props: OneOption) {
  const { text, standing, onChange } = props;
  const value = text ?? standing;
  return (
    <div class="size-field">
      <OptionField {...props} />
      <div class="chips" role="group" aria-label={t.value.options.commonSizes}>
        {commonSizes.map((size) => (
          <button key={size} type="button" class="chip" aria-pressed={value === size} onClick={() => onChange(size === standing ? null : size)}>
            {size}
          </button>
        ))}
      </div>
    </div>
  );
}
