import { describe, expect, it } from 'vitest';
import { isolated, nameOfFile, plainName } from '../src/texts/names';

describe('plainName', () => {
  it('holds no marks of direction', () => expect(plainName('cat\u202Egpj\u2069\u200F')).toBe('catgpj'));
  it('holds no control characters', () => expect(plainName('a\u0000 cat\n of\tmine\u0085')).toBe('a cat of mine'));
  it('keeps letters of every script, and what joins them', () => expect(plainName('שלום می\u200Cخواهم 👩\u200D🎨')).toBe('שלום می\u200Cخواهم 👩\u200D🎨'));
});

describe('nameOfFile', () => {
  it.each([
    ['cat.jpg', 'cat'],
    ['cat.of.mine.jpeg', 'cat.of.mine'],
    ['cat\u202Egpj.exe', 'catgpj'],
    ['cat', 'cat'],
  ])('%j', (file, name) => expect(nameOfFile(file)).toBe(name));
});

describe('isolated', () => {
  it('ends the direction of a name where the name ends', () => expect(isolated('שלום')).toBe('\u2068שלום\u2069'));
});
