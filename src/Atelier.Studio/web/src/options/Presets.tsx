import type { PresetInfo } from '../api/contract';
import { t } from '../texts';
import { presetHelp, presetTitle } from '../texts/optionTexts';

interface PresetsProps {
  presets: readonly PresetInfo[];
  chosen: string;
  onChoose: (name: string) => void;
}

export function Presets({ presets, chosen, onChoose }: PresetsProps) {
  return (
    <fieldset class="presets">
      <legend>{t.value.options.preset}</legend>
      <div class="preset-list">
        {presets.map((preset) => (
          <label key={preset.name} class="preset">
            <input type="radio" name="preset" value={preset.name} checked={preset.name === chosen} onChange={() => onChoose(preset.name)} />
            <span class="preset-title">{presetTitle(preset)}</span>
          </label>
        ))}
      </div>
      <p class="field-help" aria-live="polite">
        {presets.filter((preset) => preset.name === chosen).map(presetHelp)}
      </p>
    </fieldset>
  );
}
