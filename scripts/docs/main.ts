// `npm run docs`: writes the documents that are generated from the code. scripts/docs/docs.spec.ts says when one is stale.
import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { outputs } from './outputs.js';
import { tidy } from './tidy.js';
import { addMissingSamples } from './samples.js';

const root = resolve(import.meta.dirname, '..', '..', '..');
for (const path of addMissingSamples(root)) process.stdout.write(`${path} (new: read it before you commit it)\n`);
for (const [path, content] of Object.entries(await outputs(root))) {
  await writeFile(join(root, path), await tidy(path, content));
  process.stdout.write(`${path}\n`);
}
process.exit();
