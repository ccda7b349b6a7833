import type { Surroundings, Window } from '../rules/build-problem.js';
import { readDistances, readSettings } from './planning-settings.js';
import { readFrozen } from './read-frozen.js';
import type { Reader } from './reader.js';

/** What is set for every plan, and what is taken within the window. */
export async function readSurroundings(db: Reader, { from, to }: Window): Promise<Surroundings> {
  const { settings } = await readSettings(db);
  return { settings, distances: await readDistances(db), frozen: await readFrozen(db, from, to) };
}
