import { describe, expect, it } from 'vitest';
import type { Job } from '../src/api/contract';
import { emptyDraft, fromJob, missing, styleWeights, toRequest, usedStyles, type Draft } from '../src/compose/draft';

const content = { id: 'photo', width: 40, height: 30, title: 'cat' };
const draft = (rest: Partial<Draft>): Draft => ({ ...emptyDraft, content, ...rest });
const night = { style: { sample: 'night' }, weight: 3 };
const ink = { style: { sample: 'ink' }, weight: 1 };

describe('toRequest', () => {
  it('sends the weights of a mixture only where they differ', () => {
    expect(toRequest(draft({ styles: [night, ink] })).options).toEqual({ 'style-weights': '3,1' });
    expect(styleWeights([night, { ...ink, weight: 3 }])).toBeNull();
    expect(styleWeights([night])).toBeNull();
  });

  it('sends no painting for a rest that stays a photograph', () => {
    const region = { mask: 'mask', style: { sample: 'sea' } };
    const request = toRequest(draft({ styles: [night], regions: [region], options: { elsewhere: 'keep' } }));
    expect(request).toMatchObject({ styles: [], regions: [region], options: { elsewhere: 'keep' } });
  });

  it('cuts a long name between characters', () => {
    const request = toRequest(draft({ content: { ...content, title: `${'a'.repeat(199)}🎨` }, styles: [ink] }));
    expect(request.name).toBe('a'.repeat(199));
  });

  it('forgets the rest where there are no parts', () => {
    expect(toRequest(draft({ styles: [night], options: { elsewhere: 'keep', size: '64' } })).options).toEqual({ size: '64' });
  });
});

describe('missing', () => {
  it('asks for the photograph first', () => {
    expect(missing(emptyDraft)).toBe('content');
    expect(missing(draft({}))).toBe('style');
    expect(missing(draft({ styles: [ink] }))).toBeNull();
    expect(missing(draft({ regions: [{ mask: 'm', style: { sample: 'sea' } }], options: { elsewhere: 'keep' } }))).toBeNull();
  });
});

describe('usedStyles', () => {
  it('are none where the rest stays a photograph', () => {
    const regions = [{ mask: 'mask', style: { sample: 'sea' } }];
    expect(usedStyles(draft({ styles: [night], regions, options: { elsewhere: 'keep' } }))).toEqual([]);
    expect(usedStyles(draft({ styles: [night], options: { elsewhere: 'keep' } }))).toEqual([night]);
  });
});

describe('fromJob', () => {
  it('brings weights from elsewhere within reach of the sliders', () => {
    const job = { ...toRequest(draft({ styles: [night, ink] })), options: { 'style-weights': '70,30' }, id: 'job', state: 'succeeded', created: '', priority: 0 } as Job;
    const [a, b] = fromJob(job, content, []).styles.map((one) => one.weight);
    expect(a! / b!).toBeCloseTo(70 / 30, 1);
    expect(a! * b!).toBeCloseTo(1, 1);
  });

  it('brings the recipe back as it was', () => {
    const before = draft({ styles: [night, ink], options: { size: '64' }, preset: 'fast' });
    const request = toRequest(before);
    const after = fromJob({ ...request, id: 'job', state: 'succeeded', created: '', priority: 0 } as Job, content, []);
    expect(toRequest(after)).toEqual(request);
  });
});
