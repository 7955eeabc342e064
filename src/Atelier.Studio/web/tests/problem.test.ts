import { describe, expect, it } from 'vitest';
import { fieldName, problemOf } from '../src/api/problem';

describe('fieldName', () => {
  it.each([
    ['options.style-weight', 'style-weight'],
    ['options["style-weight"]', 'style-weight'],
    ['$.options.size', 'size'],
    ['--size', 'size'],
    ['styles[0].picture', 'styles.0.picture'],
    ['content', 'content'],
  ])('%s', (key, name) => expect(fieldName(key)).toBe(name));
});

describe('problemOf', () => {
  it('keeps the messages of each field', () => {
    const error = problemOf(400, JSON.stringify({ title: 'Wrong', errors: { 'options.size': ['Too small.', 'Not whole.'] }, codes: { 'options.size': [null, 'not-whole'] } }), null);
    expect(error.fields).toEqual({ size: { code: 'not-whole', text: 'Too small. Not whole.' } });
    expect(error.message).toBe('Wrong');
  });

  it('knows the kind by its type', () => {
    expect(problemOf(507, '{"type":"urn:atelier:problem:folder-full"}', null).code).toBe('folder-full');
    expect(problemOf(507, '{"type":"https://tools.ietf.org/html/rfc9110"}', null).code).toBeNull();
  });

  it('knows when to try again', () => expect(problemOf(503, '{"detail":"full"}', '30').retryAfter).toBe(30));

  it('makes do with what is no JSON', () => expect(problemOf(502, '<html>', null).message).toBe('HTTP 502'));
});
