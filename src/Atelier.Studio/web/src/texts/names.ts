// Control characters, and the marks that change the direction of the text around them.
const marks = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A name as it can stand on the page. Names come from files and from other programs, and may hold marks that turn a sentence round. */
export const plainName = (name: string): string => name.replace(/\s+/g, ' ').replace(marks, '').trim();

/** A name within a sentence: the direction of its letters ends where the name ends. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

/** A file's name without its ending. */
export const nameOfFile = (file: string): string => plainName(file).replace(/\.[^.]+$/, '');
