import { describe, expect, it } from 'vitest';
import table from '../../Messages/MessageCodes.cs?raw';
import { en } from '../src/texts/en';
import { zh } from '../src/texts/zh';

const codes = [...new Set([...table.matchAll(/^\s+\(".*", "([a-z-]+)"\),$/gm)].map((match) => match[1]!))];

// Told by the status, with the time to wait.
const elsewhere = ['queue-full'];

describe('messages of the studio', () => {
  it('has codes', () => expect(codes.length).toBeGreaterThan(30));

  it.each(codes.filter((code) => !elsewhere.includes(code)))('%s has words in both languages', (code) => {
    expect(en.messages).toHaveProperty([code]);
    expect(zh.messages[code as keyof typeof zh.messages]).toMatch(/\p{Script=Han}/u);
  });
});
