import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { routesOf, undecided } from '#platform';
import { describeServices } from './controllers.js';
import { outputs } from './outputs.js';

const root = resolve(import.meta.dirname, '..', '..');

describe('the generated documents', () => {
  it('are what `npm run docs` writes', async () => {
    const stale: string[] = [];
    for (const [path, content] of outputs()) {
      const committed = await readFile(resolve(root, path), 'utf8').catch(() => '');
      if (committed !== content) stale.push(`${path} is stale: run npm run docs and commit it`);
    }
    expect(stale).toEqual([]);
  });

  it('find an access decision on every route', () => {
    const routes = describeServices().flatMap(({ controllers }) => routesOf(controllers));
    expect(routes.length).toBeGreaterThan(30);
    expect(undecided(routes)).toEqual([]);
  });
});
