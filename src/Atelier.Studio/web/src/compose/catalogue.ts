import { effect, signal } from '@preact/signals';
import { getInfo, getOptions, getStyles } from '../api/client';
import { comebacks } from '../api/connection';
import type { OptionsInfo, SampleStyle, StudioInfo } from '../api/contract';
import { StudioError } from '../api/problem';

/** What the studio offers; asked for once, and anew when it was gone and is back. */
export const options = signal<OptionsInfo | null>(null);
export const samples = signal<SampleStyle[] | null>(null);
export const info = signal<StudioInfo | null>(null);
export const catalogueFault = signal<unknown>(null);

effect(() => {
  comebacks.value;
  void load();
});

async function load(): Promise<void> {
  try {
    [options.value, samples.value, info.value] = await Promise.all([getOptions(), getStyles(), getInfo()]);
    catalogueFault.value = null;
  } catch (error) {
    // Whether the server answers at all is said elsewhere.
    catalogueFault.value = error instanceof StudioError && error.isUnreachable ? null : error;
  }
}

export const sampleOf = (id: string): SampleStyle | undefined => samples.value?.find((one) => one.id === id);
