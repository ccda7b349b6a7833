import { parseArgs } from 'node:util';

export interface BenchOptions {
  names: string[];
  sizes: number[];
  rounds: number;
  warmUps: 0 | 1;
  quick: boolean;
  seed: number;
  json: string | undefined;
}

export const USAGE = `npm run bench [-- name …] [-- options]
  name …        measures to run, for example m1 relay-choice (default: all that are marked so)
  --size N,…    rows per round (default: 100000; the full run is --size=100000,1000000)
  --rounds N    rounds after the warm-up (default: 5)
  --cold        M4 to M6 without a warm-up: loading the people is one
  --quick       small and short: everything in about two minutes
  --seed N      seed of the made-up data and of the kills (default: 654)
  --json FILE   where the result goes (default: .data/bench/<time>.json)
  --list        names of all measures
`;

/** Reads the command line; throws a sentence for the user when an option makes no sense. */
export function readOptions(args: string[]): BenchOptions | 'help' | 'list' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      size: { type: 'string' },
      rounds: { type: 'string' },
      cold: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      seed: { type: 'string', default: '654' },
      json: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.list) return 'list';
  const { cold, quick, seed, json } = values;
  const sizes = (values.size ?? (quick ? '10000' : '100000')).split(',').map(Number);
  const rounds = Number(values.rounds ?? (quick ? 3 : 5));
  if (!sizes.every(size => Number.isInteger(size) && size >= 1_000))
    throw new Error(`--size is a number of rows from 1000 on, or several with commas, not '${values.size}'`);
  if (!(Number.isInteger(rounds) && rounds >= 1))
    throw new Error(`--rounds is a whole number from 1 on, not '${values.rounds}'`);
  if (!Number.isInteger(Number(seed))) throw new Error(`--seed is a whole number, not '${seed}'`);
  return {
    names: positionals.map(name => name.toLowerCase()),
    sizes,
    rounds,
    warmUps: cold ? 0 : 1,
    quick,
    seed: Number(seed),
    json,
  };
}
