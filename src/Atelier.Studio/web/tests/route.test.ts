import { beforeAll, describe, expect, it, vi } from 'vitest';

describe('parseRoute', () => {
  let parseRoute: typeof import('../src/app/route').parseRoute;
  beforeAll(async () => {
    vi.stubGlobal('location', { hash: '#/painting/%' });
    vi.stubGlobal('addEventListener', () => undefined);
    ({ parseRoute } = await import('../src/app/route'));
  });

  it.each([
    ['#/painting/%', '%'],
    ['#/painting/%E0%A4%A', '%E0%A4%A'],
    ['#/painting/a%2Fb', 'a/b'],
  ])('takes %s as it is', (hash, job) => expect(parseRoute(hash)).toEqual({ page: 'painting', job }));

  it('shows the first page where nothing is known', () => expect(parseRoute('#/%/%')).toEqual({ page: 'compose' }));
});
