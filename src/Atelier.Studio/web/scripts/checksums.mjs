// Keeps the checksums of the page's sources and of its built files beside the latter, so that a test can tell whether they
// belong together. `node scripts/checksums.mjs write` after a build, `check` to compare.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const built = join(web, '..', 'wwwroot');
const name = 'checksums.txt';
const notSources = new Set(['node_modules', 'README.md']);

// Line ends do not count: they depend on who checks the files out.
const withoutCarriageReturns = (bytes) => bytes.filter((byte) => byte !== 13);

function checksum(folder, isLeftOut) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !isLeftOut(path))
    .sort((a, b) => (a < b ? -1 : 1));
  const hash = createHash('sha256');
  for (const path of files) {
    hash.update(`${path}\n`).update(withoutCarriageReturns(readFileSync(join(folder, path))));
  }
  return hash.digest('hex');
}

const text = `sources ${checksum(web, (path) => notSources.has(path.split('/')[0]))}\nbuilt ${checksum(built, (path) => path === name)}\n`;

if (process.argv[2] === 'write') {
  writeFileSync(join(built, name), text);
} else if (readFileSync(join(built, name), 'utf8').replaceAll('\r', '') !== text) {
  console.error('The built page does not belong to its sources: run `npm ci && npm run build` in src/Atelier.Studio/web and commit wwwroot.');
  process.exit(1);
}
