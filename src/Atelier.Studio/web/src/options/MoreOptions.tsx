import type { Notice, OptionInfo, PresetInfo } from '../api/contract';
import { Icon } from '../parts/Icon';
import { t } from '../texts';
import { groupTitle } from '../texts/optionTexts';
import { OptionField } from './OptionField';
import { moreGroups, standing } from './optionModel';

interface MoreOptionsProps {
  options: readonly OptionInfo[];
  preset: PresetInfo | undefined;
  texts: Readonly<Record<string, string>>;
  faults: Readonly<Record<string, Notice>>;
  onChange: (name: string, text: string | null) => void;
}

/** Every other option, made from what the studio says about it. Opens by itself where something in it is wrong. */
export function MoreOptions({ options, preset, texts, faults, onChange }: MoreOptionsProps) {
  const groups = moreGroups(options);
  const hasFault = (all: readonly OptionInfo[]): boolean => all.some((one) => one.name in faults);
  const changed = (all: readonly OptionInfo[]): number => all.filter((one) => one.name in texts).length;
  return (
    <details class="more" open={groups.some((group) => hasFault(group.options)) || undefined}>
      <summary>
        <Icon name="chevron" />
        {t.value.options.more}
        <Count changed={groups.reduce((sum, group) => sum + changed(group.options), 0)} />
      </summary>
      {groups.map((group) => (
        <details key={group.name} class="more-group" open={hasFault(group.options) || undefined}>
          <summary>
            <Icon name="chevron" />
            {groupTitle(group.name)}
            <Count changed={changed(group.options)} />
          </summary>
          <div class="fields">
            {group.options.map((option) => (
              <OptionField
                key={option.name}
                option={option}
                text={texts[option.name] ?? null}
                standing={standing(option, preset)}
                fault={faults[option.name]}
                onChange={(text) => onChange(option.name, text)}
              />
            ))}
          </div>
        </details>
      ))}
    </details>
  );
}

function Count({ changed }: { changed: number }) {
  return changed > 0 ? <span class="count">{t.value.options.changed(changed)}</span> : null;
}
