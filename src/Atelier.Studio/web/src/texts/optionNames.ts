/** The options that the page has words of its own for. Any other is shown by its name and the studio's help. */
export const optionNames = [
  'strength',
  'style-weights',
  'elsewhere',
  'size',
  'style-size',
  'style-scale',
  'match-size',
  'fit',
  'init',
  'seed',
  'color',
  'color-match',
  'content-weight',
  'style-weight',
  'stroke-weight',
  'tv-weight',
  'tv-norm',
  'range-weight',
  'preview-weight',
  'content-layers',
  'content-loss',
  'style-layers',
  'style-loss',
  'normalization',
  'optimizer',
  'history-size',
  'learning-rate',
  'steps',
  'scales',
  'scale-factor',
  'until',
  'time',
  'network',
  'draft',
  'network-input',
  'pooling',
  'padding',
  'device',
  'precision',
  'tile',
  'no-guard',
] as const;

export type OptionName = (typeof optionNames)[number];

export const groupNames = ['picture', 'losses', 'optimization', 'network', 'engine'] as const;
export type GroupName = (typeof groupNames)[number];

export const presetNames = ['balanced', 'fast', 'best', 'gatys'] as const;
export type PresetName = (typeof presetNames)[number];

/** Words of choices, as `option.choice`, whose own word says too little. */
export const choiceNames = [
  'elsewhere.style',
  'elsewhere.keep',
  'color.style',
  'color.luminance',
  'color.match',
  'color.only',
  'match-size.none',
  'match-size.resize',
  'match-size.layerwise',
  'fit.stretch',
  'fit.cover',
  'init.content',
  'init.noise',
  'init.style',
  'color-match.affine',
  'color-match.histogram',
  'tv-norm.l1',
  'tv-norm.l2',
  'content-loss.features',
  'content-loss.self-similarity',
  'style-loss.gram',
  'style-loss.moments',
  'style-loss.wasserstein',
  'style-loss.neighbours',
  'normalization.reference',
  'normalization.mean',
  'normalization.gatys',
  'optimizer.lbfgs',
  'optimizer.adam',
  'network.auto',
  'network.compact',
  'draft.auto',
  'draft.compact',
  'draft.none',
  'network-input.bgr255',
  'network-input.rgb01',
  'pooling.max',
  'pooling.avg',
  'pooling.avg-rescaled',
  'padding.zero',
  'padding.replicate',
  'precision.auto',
] as const;
export type ChoiceName = (typeof choiceNames)[number];

export interface Words {
  title: string;
  help: string;
}

/** The words of one language for everything that the studio lists. */
export interface OptionWords {
  options: Record<OptionName, Words>;
  groups: Record<GroupName, string>;
  presets: Record<PresetName, Words>;
  choices: Record<ChoiceName, string>;
}
