import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answersOfRoutes, type Answers } from './answers-of-routes.js';

const SOURCES = [
  'apps/*/src/**/*.ts',
  'libs/*/src/**/*.ts',
  'scripts/docs/answers/*.ts',
  'package-lock.json',
  'tsconfig.json',
];

/** The same, taken from the cache when no source has changed: the compiler needs seconds to read them all. */
export function keptAnswers(root: string, services: readonly string[]): Record<string, Answers> {
  const cache = join(root, 'node_modules/.cache/answers');
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(pattern => globSync(pattern, { cwd: root })).sort())
    if (!/\.(spec|suite)\.ts$/.test(file)) hash.update(file).update(readFileSync(join(root, file)));
  const kept = join(cache, `${hash.digest('hex').slice(0, 32)}.json`);
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Record<string, Answers>;
  } catch {
    const answers = answersOfRoutes(root, services);
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, JSON.stringify(answers));
    return answers;
  }
}
