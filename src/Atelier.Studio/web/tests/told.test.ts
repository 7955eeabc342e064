import { beforeAll, describe, expect, it, vi } from 'vitest';
import { StudioError } from '../src/api/problem';
import { en } from '../src/texts/en';

describe('tellError', () => {
  let tellError: typeof import('../src/app/told').tellError;
  beforeAll(async () => {
    vi.stubGlobal('navigator', { language: 'en' });
    vi.stubGlobal('document', { documentElement: { dataset: {} } });
    vi.stubGlobal('fetch', () => Promise.reject(new Error('There is no studio.')));
    ({ tellError } = await import('../src/app/told'));
  });

  const refusal = (status: number, code: string | null): StudioError => new StudioError(status, 'What the studio says.', {}, 30, code);

  it('says how long a full queue takes', () => expect(tellError(refusal(503, 'queue-full')).text).toBe(en.faults.queueFull(30)));
  it('takes not every 503 for a full queue', () => expect(tellError(refusal(503, null)).text).toBe('What the studio says.'));
  it('says what a code stands for, whatever the status', () => expect(tellError(refusal(413, 'picture-too-large')).text).toBe(en.messages['picture-too-large']));
  it('says what the studio says where the code is unknown', () => expect(tellError(refusal(400, 'some-day')).text).toBe('What the studio says.'));
});
