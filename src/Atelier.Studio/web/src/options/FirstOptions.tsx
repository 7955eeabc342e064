import type { Notice, OptionInfo, PresetInfo } from '../api/contract';
import { tell } from '../app/told';
import { Icon } from '../parts/Icon';
import { Message } from '../parts/Message';
import { Slider } from '../parts/Slider';
import { t } from '../texts';
import { optionHelp, optionTitle } from '../texts/optionTexts';
import { OptionField } from './OptionField';
import { firstOptions, standing } from './optionModel';

interface FirstOptionsProps {
  options: readonly OptionInfo[];
  preset: PresetInfo | undefined;
  texts: Readonly<Record<string, string>>;
  faults: Readonly<Record<string, Notice>>;
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
  fault: Notice | undefined;
  onChange: (text: string | null) => void;
}

const middle = 50;

function StrengthDial({ option, text, standing, fault, onChange }: OneOption) {
  // Without a value the studio balances photograph and painting as its preset says; the dial then stands in the middle.
  const given = text ?? standing;
  const value = given === '' ? middle : Number(given);
  return (
    <div class={`strength ${given === '' ? 'is-automatic' : ''}`} data-option={option.name}>
      <Slider
        label={optionTitle(option)}
        value={value}
        min={option.min ?? 0}
        max={option.max ?? 100}
        step={1}
        text={given === '' ? t.value.options.automatic : String(value)}
        ends={t.value.options.strengthEnds}
        onChange={(next) => onChange(String(next))}
      />
      <div class="strength-foot">
        <p class="field-help">{optionHelp(option)}</p>
        {text !== null && (
          <button type="button" class="quiet icon-only small" aria-label={t.value.options.reset(optionTitle(option))} title={t.value.options.reset(optionTitle(option))} onClick={() => onChange(null)}>
            <Icon name="undo" />
          </button>
        )}
      </div>
      {fault && (
        <p class="field-fault" role="alert">
          <Message told={tell(fault, t.value.messages.badValue)} />
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
