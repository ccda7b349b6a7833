import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { USAGE } from '../start/options.js';

const root = resolve(import.meta.dirname, '..', '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(page => page && existsSync(join(root, page)))
  .map(page => ({ page, text: readFileSync(join(root, page), 'utf8') }));

const found = (pattern: RegExp): { page: string; what: string }[] =>
  pages.flatMap(({ page, text }) => [...text.matchAll(pattern)].map(([, what = '']) => ({ page, what })));

describe('what the documents tell people to do', () => {
  it('names only commands that exist', () => {
    const commands = found(/npm run ([a-z][\w:-]*)/g);
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter(({ what }) => !(what in scripts))).toEqual([]);
  });

  it('names only options that `npm start` knows', () => {
    const options = found(/npm start -- (--[a-z]+)/g);
    expect(options.filter(({ what }) => what !== '--help' && !USAGE.includes(`  ${what} `))).toEqual([]);
  });

  it('names only files and folders that exist', () => {
    const paths = found(/`((?:apps|libs|test|docs|deploy|data|scripts|bench)\/[\w./-]+)`/g);
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter(({ what }) => !existsSync(join(root, what)))).toEqual([]);
  });

  it('links only to what is there', () => {
    const links = pages.flatMap(({ page, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)\s#]+)/g)].map(([, target = '']) => ({ page, target })),
    );
    expect(links.filter(({ page, target }) => !existsSync(resolve(root, dirname(page), target)))).toEqual([]);
  });
});
