import { parseArgs } from 'node:util';

const TEXT = { type: 'string' } as const;

/**
 * Runs a command that reads the databases of the services, on a server named by `--postgres` or NANGLUC_POSTGRES_URL.
 * Ends with 0 when all is well, with 1 when it is not, and with 2 when the command could not look.
 * @param usage What `--help` prints.
 * @param defaults The command's own options with their values when left out.
 */
export async function readServiceDatabases<const Names extends string>(
  usage: string,
  defaults: Record<Names, string>,
  isWell: (databaseOf: (service: string) => string, values: Record<Names, string>) => Promise<boolean>,
): Promise<void> {
  try {
    const own = Object.fromEntries(
      Object.entries<string>(defaults).map(([name, value]) => [name, { ...TEXT, default: value }]),
    );
    const options = {
      ...own,
      postgres: TEXT,
      prefix: { ...TEXT, default: 'nangluc_' },
      help: { type: 'boolean', short: 'h' },
    };
    const { help, ...values } = parseArgs({ options: options as never }).values as Record<string, string>;
    const server = values['postgres'] ?? process.env['NANGLUC_POSTGRES_URL'];
    if (help || !server) {
      process.stdout.write(usage);
      process.exitCode = help ? 0 : 2;
      return;
    }
    const databaseOf = (service: string): string => databaseUrl(server, `${values['prefix']}${service}`);
    process.exitCode = (await isWell(databaseOf, values as Record<Names, string>)) ? 0 : 1;
  } catch (error) {
    // Never the address: it may hold a password.
    process.stderr.write(`Could not look: ${error instanceof Error ? messageOf(error) : String(error)}\n`);
    process.exitCode = 2;
  }
}

function databaseUrl(server: string, database: string): string {
  if (!URL.canParse(server) || !/^postgres(ql)?:/.test(server))
    throw new Error('--postgres must be an address like postgres://user:password@host:5432');
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}

/** A refused connection on several addresses has its words in its parts. */
function messageOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(one => (one as Error).message).join('; ') : error.message;
}
