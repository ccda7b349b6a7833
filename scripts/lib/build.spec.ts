import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';

let root: string;
const source = (path: string, content: string): void => writeFileSync(join(root, path), content);
const built = (path: string): string => readFileSync(join(root, 'dist', path), 'utf8');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nangluc-build-'));
  mkdirSync(join(root, 'apps/staff/src'), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  source('.swcrc', readFileSync('.swcrc', 'utf8'));
  source('apps/staff/openapi.json', '{}');
  source('apps/staff/src/main.ts', 'export const one: number = 1;\n');
  source('apps/staff/src/old.ts', 'export const old = true;\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the build', () => {
  it('compiles once, and again from nothing when a source has changed', () => {
    expect(build(root)).toBe(true);
    expect([built('apps/staff/src/main.js'), built('apps/staff/openapi.json')]).toEqual([
      expect.stringContaining('one = 1'),
      '{}',
    ]);
    const { ino } = statSync(join(root, 'dist'));
    expect(build(root)).toBe(false);
    // What runs from there meanwhile finds every file where it was.
    expect(statSync(join(root, 'dist')).ino).toBe(ino);

    rmSync(join(root, 'apps/staff/src/old.ts'));
    source('apps/staff/openapi.json', '{"openapi":"3.1.0"}');
    expect(build(root)).toBe(true);
    expect(existsSync(join(root, 'dist/apps/staff/src/old.js'))).toBe(false);
    expect(built('apps/staff/openapi.json')).toBe('{"openapi":"3.1.0"}');
  });

  it('leaves what was compiled before in its place when it fails, and nothing beside it', () => {
    build(root);
    source('apps/staff/src/main.ts', 'export const one: = 1;\n');
    expect(() => build(root)).toThrow('The build failed');
    expect(built('apps/staff/src/main.js')).toContain('one = 1');
    expect(readdirSync(root).filter(name => name.startsWith('dist'))).toEqual(['dist']);
    expect(() => build(root)).toThrow('The build failed');
  });
});
