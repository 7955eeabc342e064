import { signal } from '@preact/signals';

/** The pictures that are to be compared, in the order they were chosen; two at most. */
export const selected = signal<readonly string[]>([]);

export function toggleSelected(id: string): void {
  selected.value = selected.value.includes(id) ? selected.value.filter((one) => one !== id) : [...selected.value, id].slice(-2);
}
