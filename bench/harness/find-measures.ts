import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Measure } from './measure.js';

export interface NamedMeasure extends Measure {
  name: string;
}

/** Every compiled module beside this folder: a measure is added by adding its file. */
export async function findMeasures(): Promise<NamedMeasure[]> {
  const folder = resolve(import.meta.dirname, '..');
  const names = (await readdir(folder))
    .filter(file => file.endsWith('.js') && !file.endsWith('.spec.js'))
    .map(file => basename(file, '.js'))
    .sort();
  return Promise.all(
    names.map(async name => {
      const module = (await import(pathToFileURL(join(folder, `${name}.js`)).href)) as { measure?: Measure };
      if (!module.measure) throw new Error(`bench/${name}.ts exports no measure`);
      return { name, ...module.measure };
    }),
  );
}
