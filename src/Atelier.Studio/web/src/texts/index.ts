import { computed, signal } from '@preact/signals';
import { language } from '../app/preferences';
import { en } from './en';
import type { OptionWords } from './optionNames';
import { optionsEn } from './optionsEn';

type Shape<T> = {
  [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => string : T[K] extends string ? string : T[K] extends readonly string[] ? T[K] : Shape<T[K]>;
};

/** The texts of one language. */
export type Texts = Shape<typeof en>;

const chinese = signal<typeof import('./chinese') | null>(null);
const loaded = computed(() => (language.value === 'zh' ? chinese.value : null));

/** Loads the texts of the visitor's language; English is part of the page. */
export async function loadTexts(): Promise<void> {
  if (language.value === 'zh') {
    chinese.value ??= await import('./chinese');
  }
}

/** The texts in the visitor's language. */
export const t = computed<Texts>(() => loaded.value?.zh ?? en);

/** The words for the studio's options in the visitor's language. */
export const optionWords = computed<OptionWords>(() => loaded.value?.optionsZh ?? optionsEn);
