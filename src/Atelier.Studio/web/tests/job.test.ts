import { describe, expect, it } from 'vitest';
import { canBeResumed, type Job } from '../src/api/contract';

const now = Date.parse('2030-05-01T12:00:00Z');
const job = (rest: Partial<Job>): Job => ({ id: 'j', state: 'cancelled', created: '', priority: 0, content: 'c', styles: [], ...rest });

describe.each(['cancelled', 'failed'] as const)('a job that ended as %s', (state) => {
  it('can be resumed as long as the studio says', () => expect(canBeResumed(job({ state, resumableUntil: '2030-05-01T12:00:01Z' }), now)).toBe(true));
  it('cannot be resumed afterwards', () => expect(canBeResumed(job({ state, resumableUntil: '2030-05-01T12:00:00Z' }), now)).toBe(false));
  it('cannot be resumed where the studio kept nothing', () => expect(canBeResumed(job({ state }), now)).toBe(false));
});

describe('a job that goes on', () =>
  it('is not taken up again', () => expect(canBeResumed(job({ state: 'running', resumableUntil: '2030-05-02T12:00:00Z' }), now)).toBe(false)));
