import type { OptionInfo, PresetInfo } from '../api/contract';

/** Shown before everything else, in this order, where the studio has them. */
export const firstOptions = ['strength', 'size', 'color'] as const;

/** Set elsewhere on the page: by the mixture, the parts of the picture, "paint again larger", and the studio itself. */
const setElsewhere: readonly string[] = ['style-weights', 'elsewhere', 'continue', 'save-every'];

export const isFirst = (option: OptionInfo): boolean => (firstOptions as readonly string[]).includes(option.name);

export interface OptionGroup {
  name: string;
  options: OptionInfo[];
}

/** What lies under "more", in the order of the studio's list. */
export function moreGroups(options: readonly OptionInfo[]): OptionGroup[] {
  const groups: OptionGroup[] = [];
  for (const option of options) {
    if (!isFirst(option) && option.inRecipe && !setElsewhere.includes(option.name)) {
      const group = groups.find((one) => one.name === option.group);
      if (group) {
        group.options.push(option);
      } else {
        groups.push({ name: option.group, options: [option] });
      }
    }
  }
  return groups;
}

/** What holds as long as nothing is typed: the preset's value, or the default. */
export const standing = (option: OptionInfo, preset: PresetInfo | undefined): string => preset?.options[option.name] ?? option.default ?? '';

export type RangeFault = { kind: 'number' } | { kind: 'whole' } | { kind: 'range'; min: number | null; max: number | null };

/** What the page itself can tell about a number; everything else the studio says. */
export function rangeFault(option: OptionInfo, text: string): RangeFault | null {
  if ((option.kind !== 'integer' && option.kind !== 'number') || text === '') {
    return null;
  }
  const value = Number(text);
  if (!Number.isFinite(value)) {
    return { kind: 'number' };
  }
  if (option.kind === 'integer' && !Number.isInteger(value)) {
    return { kind: 'whole' };
  }
  const { min = null, max = null } = option;
  return (min !== null && value < min) || (max !== null && value > max) ? { kind: 'range', min, max } : null;
}
