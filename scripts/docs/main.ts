// `npm run docs`: writes the documents that are generated from the code. scripts/docs/docs.spec.ts says when one is stale.
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { outputs } from './outputs.js';

const root = resolve(import.meta.dirname, '..', '..', '..');
for (const [path, content] of outputs()) {
  await writeFile(join(root, path), content);
  process.stdout.write(`${path}\n`);
}
process.exit();
