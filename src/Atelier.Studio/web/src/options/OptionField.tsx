import { useId } from 'preact/hooks';
import type { Notice, OptionInfo } from '../api/contract';
import { tell } from '../app/told';
import { Icon } from '../parts/Icon';
import { Message } from '../parts/Message';
import { t } from '../texts';
import { choiceTitle, optionHelp, optionTitle } from '../texts/optionTexts';
import { rangeFault, type RangeFault } from './optionModel';

interface OptionFieldProps {
  option: OptionInfo;
  /** The text that was given; null where the standing value holds. */
  text: string | null;
  standing: string;
  fault: Notice | undefined;
  onChange: (text: string | null) => void;
}

/** One option as the studio describes it: its control, its help, and what is wrong with it. */
export function OptionField({ option, text, standing, fault, onChange }: OptionFieldProps) {
  const id = useId();
  const own = rangeFault(option, text ?? '');
  const shown = own ? { text: rangeText(own) } : fault && tell(fault, t.value.messages.badValue);
  const described = `${id}-help${shown ? ` ${id}-fault` : ''}`;
  return (
    <div class={`field ${shown ? 'is-wrong' : ''}`} data-option={option.name}>
      <div class="field-head">
        <label for={id}>{optionTitle(option)}</label>
        {text !== null && (
          <button type="button" class="quiet icon-only small" aria-label={t.value.options.reset(optionTitle(option))} title={t.value.options.reset(optionTitle(option))} onClick={() => onChange(null)}>
            <Icon name="undo" />
          </button>
        )}
      </div>
      <Control id={id} option={option} text={text} standing={standing} described={described} isWrong={!!shown} onChange={onChange} />
      <p class="field-help" id={`${id}-help`}>
        {optionHelp(option)}
      </p>
      {shown && (
        <p class="field-fault" id={`${id}-fault`} role="alert">
          <Message told={shown} />
        </p>
      )}
    </div>
  );
}

interface ControlProps extends Omit<OptionFieldProps, 'fault'> {
  id: string;
  described: string;
  isWrong: boolean;
}

function Control({ id, option, text, standing, described, isWrong, onChange }: ControlProps) {
  const common = { id, 'aria-describedby': described, 'aria-invalid': isWrong } as const;
  const value = text ?? standing;
  switch (option.kind) {
    case 'flag':
      return <input {...common} type="checkbox" role="switch" class="switch" checked={value === 'true'} onChange={(event) => onChange(event.currentTarget.checked ? 'true' : 'false')} />;
    case 'choice':
      return (
        <select {...common} value={value} onChange={(event) => onChange(event.currentTarget.value === standing ? null : event.currentTarget.value)}>
          {standing === '' && <option value="">{t.value.options.automatic}</option>}
          {option.choices?.map((choice) => (
            <option key={choice} value={choice}>
              {choiceTitle(option.name, choice)}
            </option>
          ))}
        </select>
      );
    case 'integer':
    case 'number':
    case 'text':
      return (
        <input
          {...common}
          type="text"
          inputMode={option.kind === 'integer' ? 'numeric' : option.kind === 'number' ? 'decimal' : 'text'}
          spellcheck={false}
          autocomplete="off"
          value={text ?? ''}
          placeholder={standing || t.value.options.automatic}
          onInput={(event) => onChange(event.currentTarget.value.trim() || null)}
        />
      );
  }
}

function rangeText(fault: RangeFault): string {
  const texts = t.value.options;
  switch (fault.kind) {
    case 'number':
      return texts.notANumber;
    case 'whole':
      return texts.notWhole;
    case 'range':
      return fault.min !== null && fault.max !== null ? texts.between(fault.min, fault.max) : fault.min !== null ? texts.atLeast(fault.min) : texts.atMost(fault.max ?? 0);
  }
}
