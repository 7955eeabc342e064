import { computed } from '@preact/signals';
import { language } from '../app/preferences';
import { en } from './en';
import { zh } from './zh';

type Shape<T> = {
  [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => string : T[K] extends string ? string : T[K] extends readonly string[] ? T[K] : Shape<T[K]>;
};

/** The texts of one language. */
export type Texts = Shape<typeof en>;

const languages: Record<typeof language.value, Texts> = { en, zh };

/** The texts in the visitor's language. */
export const t = computed(() => languages[language.value]);
