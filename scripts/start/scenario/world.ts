import { readFileSync, writeFileSync } from 'node:fs';
import type { System } from '#testing';
import type { Language } from '../options.js';
import type { Journal } from './journal.js';

/** What every step of the scenario works with. */
export interface World {
  system: System;
  journal: Journal;
  /** Folder of the generated input files. */
  inputs: string;
  /** Folder `data` of the project. */
  data: string;
  /** File with the business date that the services live on. */
  dateFile: string;
  language: Language;
  scale: 'son-la' | number;
  seed: number;
  say: (text: { vi: string; en: string }) => void;
}

/** Moves the day on which the services live. */
export function setDate({ dateFile }: World, date: string): void {
  writeFileSync(dateFile, date);
}

/** The day on which the services live. */
export function dateOf({ dateFile }: World): string {
  return readFileSync(dateFile, 'utf8');
}
