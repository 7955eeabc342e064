import { effect, signal } from '@preact/signals';
import type { Job, JobRequest, PictureInfo, RegionRef, StyleRef } from '../api/contract';

/** A picture that lies on the server. */
export interface StoredPicture {
  id: string;
  width: number;
  height: number;
  /** Whether width and height are those of a reduced picture, since nobody knows its own. */
  isReduced?: boolean;
  /** The file's name without its ending; empty for what was pasted. */
  title: string;
}

export interface ChosenStyle {
  style: StyleRef;
  weight: number;
}

/** What is being put together, before it is painted. */
export interface Draft {
  content: StoredPicture | null;
  styles: ChosenStyle[];
  /** The visitor's own paintings, chosen or not. */
  ownStyles: StoredPicture[];
  regions: RegionRef[];
  preset: string;
  /** Only what was changed; texts as on the command line. */
  options: Record<string, string>;
}

// What the studio takes; a file's name may be longer. A cut must not leave half of a character.
const longestName = 200;

export const defaultPreset = 'balanced';

export const emptyDraft: Draft = { content: null, styles: [], ownStyles: [], regions: [], preset: defaultPreset, options: {} };

const key = 'atelier.draft';

export const draft = signal<Draft>(restored());

// A reload, or a look at the gallery, loses nothing.
effect(() => {
  const text = JSON.stringify(draft.value);
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Then it lasts as long as the page.
  }
});

export function change(part: Partial<Draft>): void {
  draft.value = { ...draft.value, ...part };
}

export const stored = (picture: PictureInfo, title: string): StoredPicture => ({ id: picture.id, width: picture.width, height: picture.height, title });

export const isSameStyle = (a: StyleRef, b: StyleRef): boolean => (a.sample ?? null) === (b.sample ?? null) && (a.picture ?? null) === (b.picture ?? null);

/** Chooses a painting, or no longer. A painting that is chosen while the rest stays a photograph is meant for the rest. */
export function toggleStyle(style: StyleRef): void {
  if (keepsTheRest(draft.value)) {
    setOption('elsewhere', null);
    change({ styles: [{ style, weight: 1 }] });
    return;
  }
  const { styles } = draft.value;
  const isChosen = styles.some((one) => isSameStyle(one.style, style));
  change({ styles: isChosen ? styles.filter((one) => !isSameStyle(one.style, style)) : [...styles, { style, weight: 1 }] });
}

export function addOwnStyle(picture: StoredPicture): void {
  const { ownStyles, styles } = draft.value;
  const style = { picture: picture.id };
  change({
    ownStyles: ownStyles.some((one) => one.id === picture.id) ? ownStyles : [...ownStyles, picture],
    styles: styles.some((one) => isSameStyle(one.style, style)) ? styles : [...styles, { style, weight: 1 }],
  });
}

export function removeOwnStyle(id: string): void {
  const { ownStyles, styles } = draft.value;
  change({ ownStyles: ownStyles.filter((one) => one.id !== id), styles: styles.filter((one) => one.style.picture !== id) });
}

export function weigh(style: StyleRef, weight: number): void {
  change({ styles: draft.value.styles.map((one) => (isSameStyle(one.style, style) ? { ...one, weight } : one)) });
}

export function setOption(name: string, text: string | null): void {
  const { [name]: _, ...others } = draft.value.options;
  change({ options: text === null ? others : { ...others, [name]: text } });
}

export const keepsTheRest = (from: Draft): boolean => from.options.elsewhere === 'keep' && from.regions.length > 0;

/** The paintings that count: none of them where the rest stays a photograph. */
export const usedStyles = (from: Draft): readonly ChosenStyle[] => (keepsTheRest(from) ? [] : from.styles);

/** What is still missing before it can be painted. */
export function missing(from: Draft): 'content' | 'style' | null {
  if (!from.content) {
    return 'content';
  }
  return from.styles.length === 0 && !keepsTheRest(from) ? 'style' : null;
}

/** The weights of a mixture as the option takes them; null where all count alike. */
export function styleWeights(styles: readonly ChosenStyle[]): string | null {
  const isEven = styles.every((one) => one.weight === styles[0]?.weight);
  return styles.length < 2 || isEven ? null : styles.map((one) => one.weight).join(',');
}

export function toRequest(from: Draft): JobRequest {
  const { content } = from;
  if (!content) {
    throw new Error('There is no photograph to paint.');
  }
  const styles = usedStyles(from);
  const weights = styleWeights(styles);
  const { 'style-weights': _, elsewhere, ...others } = from.options;
  return {
    content: content.id,
    styles: styles.map((one) => one.style),
    ...(from.regions.length > 0 ? { regions: from.regions } : {}),
    preset: from.preset,
    options: { ...others, ...(elsewhere && from.regions.length > 0 ? { elsewhere } : {}), ...(weights ? { 'style-weights': weights } : {}) },
    ...(content.title ? { name: content.title.slice(0, longestName).replace(/[\uD800-\uDBFF]$/, '') } : {}),
  };
}

/** A painted picture's recipe, to be changed and painted again. */
export function fromJob(job: Job, content: StoredPicture, ownStyles: StoredPicture[]): Draft {
  const { 'style-weights': weights, ...options } = job.options ?? {};
  const each = withinReach(weights?.split(',').map(Number) ?? []);
  return {
    content,
    styles: job.styles.map((style, index) => ({ style, weight: each[index] ?? 1 })),
    ownStyles,
    regions: job.regions ?? [],
    preset: job.preset ?? defaultPreset,
    options,
  };
}

/** The most that a slider gives a painting; the least is the inverse. */
export const heaviest = 8;

// Weights from elsewhere, such as 70 and 30, mean the same when all are divided by their mean, and then lie within reach of the sliders.
function withinReach(weights: readonly number[]): readonly number[] {
  const given = weights.filter((weight) => weight > 0);
  if (given.every((weight) => weight <= heaviest && weight * heaviest >= 1)) {
    return weights;
  }
  const mean = Math.exp(given.reduce((sum, weight) => sum + Math.log(weight), 0) / given.length);
  return weights.map((weight) => Number((weight / mean).toPrecision(3)));
}

function restored(): Draft {
  try {
    const text = sessionStorage.getItem(key);
    return text ? { ...emptyDraft, ...(JSON.parse(text) as Partial<Draft>) } : emptyDraft;
  } catch {
    return emptyDraft;
  }
}
