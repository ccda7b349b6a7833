import { parseArgs } from 'node:util';

export interface CrashOptions {
  quick: boolean;
  keep: boolean;
  seed: number;
}

export const USAGE = `npm run crash [-- options]
  --quick   one client, fewer kills: under five minutes
  --seed N  seed of the kills, to play a run again (default: of the clock)
  --keep    keeps the folder with the logs
`;

/** Reads the command line; throws a sentence for the user when an option makes no sense. */
export function readOptions(args: string[]): CrashOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { quick, keep } = values;
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed is a whole number, not '${values.seed}'`);
  return { quick, keep, seed };
}

/** The options of this process, which ends here when it was asked for help or for something that there is not. */
export function optionsOrExit(): CrashOptions {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options !== 'help') return options;
    process.stdout.write(USAGE);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(1);
  }
}
