import type { Infra } from './infra.js';
import type { Spread } from './spread.js';

/** One line of the table. */
export interface Figure {
  /** What is measured, for example 'intake ÷ raw COPY'. */
  what: string;
  /** Rows, messages or people that one round moves; left out where it has no meaning. */
  size?: number;
  value: Spread;
  /** '' for a ratio. */
  unit?: string;
  /** The bound that a change must not break: the run fails beyond it. */
  floor?: Bound;
  /** What we work towards; missing it fails nothing. */
  aim?: Bound;
}

export type Bound = { atLeast: number } | { atMost: number };

/** What a measure is given. */
export interface Bench {
  /** Rows per round, in the order in which they are to be measured. */
  sizes: number[];
  rounds: number;
  /** Shocks of M4 to M6 before those that count: of a million people each takes many minutes, and loading them warms up. */
  warmUps: 0 | 1;
  /** True when the whole run must end in about two minutes. */
  quick: boolean;
  seed: number;
  /** PostgreSQL and Kafka of the run, started when first asked for. */
  infra(): Promise<Infra>;
  say(line: string): void;
}

/**
 * A measure is a module `bench/<name>.ts` that exports `measure`; `npm run bench -- <name>` finds it by that name.
 * It throws when what it did was wrong: a fast wrong answer is no figure.
 */
export interface Measure {
  /** Heads its lines in the table, for example 'M1'. */
  id: string;
  /** One sentence for people. */
  about: string;
  /** Whether `npm run bench` without a name runs it. */
  byDefault: boolean;
  run(bench: Bench): Promise<Outcome>;
}

export interface Outcome {
  figures: Figure[];
  /** Sentences below the table: what was scaled, what a ratio leaves out. */
  notes?: string[];
  /** Anything else for the JSON file, such as every round's raw times. */
  detail?: unknown;
}

/** False when a figure breaks its floor. */
export function meets(value: number, bound: Bound | undefined): boolean {
  if (!bound) return true;
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
}
