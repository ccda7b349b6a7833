import { parseArgs } from 'node:util';

const OPTIONS = { postgres: { type: 'string' }, prefix: { type: 'string', default: 'nangluc_' } } as const;

/** The options of a command that reads the databases of the services, and the address of each database. */
export function serviceDatabases<const Names extends string = never>(defaults = {} as Record<Names, string>) {
  const own = Object.fromEntries(
    Object.entries<string>(defaults).map(([name, value]) => [name, { type: 'string' as const, default: value }]),
  );
  const values = parseArgs({ options: { ...own, ...OPTIONS } }).values as Record<Names | 'prefix', string> & {
    postgres?: string;
  };
  const server = values.postgres ?? process.env['NANGLUC_POSTGRES_URL'];
  if (!server) {
    process.stderr.write('Name the server: --postgres=postgres://…, or NANGLUC_POSTGRES_URL\n');
    process.exit(2);
  }
  const databaseOf = (service: string): string => {
    const url = new URL(server);
    url.pathname = `/${values.prefix}${service}`;
    return url.toString();
  };
  return { values, databaseOf };
}
