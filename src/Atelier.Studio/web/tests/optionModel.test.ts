import { describe, expect, it } from 'vitest';
import type { OptionInfo } from '../src/api/contract';
import { moreGroups, rangeFault, standing } from '../src/options/optionModel';

const option = (name: string, rest: Partial<OptionInfo> = {}): OptionInfo => ({ name, group: 'picture', help: 'help', kind: 'text', inRecipe: true, ...rest });

describe('moreGroups', () => {
  it('keeps the order of the list, leaving out what is shown elsewhere', () => {
    const groups = moreGroups([option('size'), option('seed'), option('steps', { group: 'optimization' }), option('init'), option('style-weights'), option('save-every', { inRecipe: false })]);
    expect(groups.map((group) => [group.name, group.options.map((one) => one.name)])).toEqual([
      ['picture', ['seed', 'init']],
      ['optimization', ['steps']],
    ]);
  });
});

describe('standing', () => {
  it('is the preset’s value, or the default, or nothing', () => {
    const preset = { name: 'fast', title: 'Fast', help: '', options: { steps: '100,60,20' } };
    expect(standing(option('steps', { default: '100' }), preset)).toBe('100,60,20');
    expect(standing(option('size', { default: '512' }), preset)).toBe('512');
    expect(standing(option('time'), undefined)).toBe('');
  });
});

describe('rangeFault', () => {
  const size = option('size', { kind: 'integer', min: 16, max: 32768 });

  it.each([
    ['512', null],
    ['', null],
    ['15', { kind: 'range', min: 16, max: 32768 }],
    ['1e9', { kind: 'range', min: 16, max: 32768 }],
    ['20.5', { kind: 'whole' }],
    ['large', { kind: 'number' }],
  ])('%s', (text, fault) => expect(rangeFault(size, text)).toEqual(fault));

  it('leaves texts to the studio', () => expect(rangeFault(option('steps'), 'many')).toBeNull());
});
