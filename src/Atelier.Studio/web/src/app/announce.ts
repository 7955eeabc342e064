import { signal } from '@preact/signals';

/** What a screen reader is to say next, beside what it reads. */
export const announcement = signal('');

export function announce(text: string): void {
  // The same words twice are said twice only if they differ; a no-break space at the end makes the difference.
  announcement.value = announcement.value === text ? `${text}\u00a0` : text;
}
