import { describe, expect, it } from 'vitest';
import type { Job } from '../src/api/contract';
import { largerRequest } from '../src/painting/largerRequest';

const job = (scale: number): Job => ({
  id: 'j',
  state: 'succeeded',
  created: '',
  priority: 0,
  content: 'c',
  styles: [{ sample: 'night' }],
  preset: 'fast',
  options: { size: '256', seed: '3' },
  progress: { scale, scales: 2, step: 1, steps: 1, number: 1, fraction: 1, losses: { total: 0, content: 0, style: 0, totalVariation: 0, range: 0, preview: 0 } },
});

describe('a larger picture', () => {
  it('goes on from one that is whole, by its job', () => {
    expect(largerRequest(job(2), 512)).toEqual({ continueFrom: 'j', options: { size: '512' } });
  });

  it('is painted anew after one that was kept early', () => {
    expect(largerRequest(job(1), 512)).toEqual({ content: 'c', styles: [{ sample: 'night' }], preset: 'fast', options: { size: '512', seed: '3' } });
  });
});
