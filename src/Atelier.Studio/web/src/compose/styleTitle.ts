import type { StyleRef } from '../api/contract';
import { language } from '../app/preferences';
import { t } from '../texts';
import { paintingTitle } from '../texts/paintings';
import { sampleOf } from './catalogue';
import { draft } from './draft';

/** What a style is called on the page. */
export function styleTitle(style: StyleRef): string {
  if (style.sample) {
    const sample = sampleOf(style.sample);
    return sample ? paintingTitle(sample, language.value) : style.sample;
  }
  return draft.value.ownStyles.find((one) => one.id === style.picture)?.title || t.value.compose.yourPainting;
}
