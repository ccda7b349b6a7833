import { parseArgs } from 'node:util';

export type Infra = 'embedded' | 'containers' | 'external';
export type Language = 'vi' | 'en';

export interface StartOptions {
  infra: Infra;
  language: Language;
  once: boolean;
  empty: boolean;
  fresh: boolean;
  json: string | undefined;
  scale: 'son-la' | number;
  seed: number;
  data: string;
}

export const USAGE = `npm start [-- options]
  --lang vi|en        language of the output (default: en)
  --once              stop everything after the summary; exit 1 when the oracle disagrees
  --json FILE         write the summary as JSON
  --empty             start the services without the scenario
  --fresh             discard the data of the last start
  --scale N           number of people (default: son-la, 1,990 people)
  --seed N            seed of the made-up people (default: 654)
  --data DIR          where data and logs are kept (default: .data/start)
  --infra MODE        embedded (default) | containers (compose.yaml) | external
                      external reads NANGLUC_POSTGRES_URL (superuser) and NANGLUC_KAFKA_BROKERS
`;

/** Reads the command line; throws a sentence for the user when an option makes no sense. */
export function readOptions(args: string[]): StartOptions | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      infra: { type: 'string', default: 'embedded' },
      lang: { type: 'string', default: 'en' },
      once: { type: 'boolean', default: false },
      empty: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      json: { type: 'string' },
      scale: { type: 'string', default: 'son-la' },
      seed: { type: 'string', default: '654' },
      data: { type: 'string', default: '.data/start' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const { infra, lang, scale, seed } = values;
  if (infra !== 'embedded' && infra !== 'containers' && infra !== 'external')
    throw new Error(`--infra is embedded, containers or external, not '${infra}'`);
  if (lang !== 'vi' && lang !== 'en') throw new Error(`--lang is vi or en, not '${lang}'`);
  const people = scale === 'son-la' ? scale : Number(scale);
  if (people !== 'son-la' && !(Number.isInteger(people) && people >= 300 && people <= 1_000_000))
    throw new Error(`--scale is son-la or a number of people from 300 to 1000000, not '${scale}'`);
  if (!Number.isInteger(Number(seed))) throw new Error(`--seed is a whole number, not '${seed}'`);
  const { once, empty, fresh, json, data } = values;
  return { infra, language: lang, once, empty, fresh, json, scale: people, seed: Number(seed), data };
}
