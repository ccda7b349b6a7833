// docs/security.md promises a test beside each threat; a test that was renamed or removed must not leave the promise standing.
import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const specs = globSync('{apps,libs,scripts,deploy,test}/**/*.spec.ts', { cwd: root });
const rows = readFileSync(join(root, 'docs/security.md'), 'utf8')
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()))
  .filter(cells => cells.length === 6 && !/^(where|-+)$/.test(cells[1] ?? ''));

describe('The threats of docs/security.md', () => {
  it('are all read from the table', () => {
    expect(rows.length).toBeGreaterThan(15);
  });

  it.each(rows.map(cells => [cells[2] ?? '', cells[4] ?? '']))('“%s” is shown by something', (_threat, shownBy) => {
    expect(shownBy).toMatch(/`[^`]+`|^the same$/);
  });

  it.each(rows.flatMap(cells => [...(cells[4] ?? '').matchAll(/`([^`]+\.spec\.ts)`/g)].map(match => match[1] ?? '')))(
    '%s exists, once',
    name => {
      expect(specs.filter(path => path === name || path.endsWith(`/${name}`))).toHaveLength(1);
    },
  );
});
