import { describe, expect, it } from 'vitest';
import { en } from '../src/texts/en';
import { zh } from '../src/texts/zh';

// The codes of the library, and those of the studio.
const tables = Object.values(import.meta.glob<string>('../../../*/Messages/*Codes.cs', { query: '?raw', import: 'default', eager: true }));
const codes = [...new Set(tables.flatMap((table) => [...table.matchAll(/ const string \w+ = "([a-z-]+)";/g)]).map((match) => match[1]!))];

// Told with the time to wait; or nothing that the page asks for: it sends no recipes, each of its requests has a key of its own, and
// files, networks and the studio's folder are the business of the command.
const elsewhere = [
  'queue-full',
  'key-reused',
  'recipe-unusable',
  'recipe-changed',
  'recipe-of-other-version',
  'no-recipe',
  'database-damaged',
  'folder-in-use',
  'folder-not-ours',
  'file-exists',
  'network-coarse',
  'network-exists',
  'network-not-fetched',
  'picture-rescued',
  'picture-sizes-differ',
];

describe('messages of the studio', () => {
  it('has codes', () => expect(codes.length).toBeGreaterThan(28));

  it.each(codes.filter((code) => !elsewhere.includes(code)))('%s has words in both languages', (code) => {
    expect(en.messages).toHaveProperty([code]);
    expect(zh.messages[code as keyof typeof zh.messages]).toMatch(/\p{Script=Han}/u);
  });
});
