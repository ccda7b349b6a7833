import { boundOf, ROLES, routesOf, type RouteAccess } from '#platform';
import type { DescribedService } from './controllers.js';

const INTRODUCTION = `# Who may call what

Generated from the decorators of the controllers by \`npm run docs\`; a stale copy fails \`npm run check\`. A route that is not decided
stops its service at start, and \`test/access/access-matrix.int.spec.ts\` calls every route below as every role.

\`all\`: the role gets everything that the route shows. \`units\`: only people of the units named in the token and of everything below
them on the day asked about; row-level security in the database holds it too. \`classes\`: only the classes that the account teaches and the people who have a seat
in them, held by the database as well. Empty: 403. \`public\`: needs no token.`;

/** docs/access.md: every route × role, and what the role reaches on it. */
export function accessTable(services: DescribedService[]): string {
  const parts = services.map(({ name, controllers }) => `## ${name}\n\n${table(routesOf(controllers))}`);
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}

function table(routes: RouteAccess[]): string {
  const rows = [
    ['route', ...ROLES],
    ...routes.map(route => [`\`${route.method} ${route.path}\``, ...ROLES.map(role => cell(route, role))]),
  ];
  const widths = rows[0]?.map((_title, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  const line = (cells: string[]): string => `| ${cells.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...body.map(line)].join('\n');
}

function cell({ policy, reach }: RouteAccess, role: (typeof ROLES)[number]): string {
  if (policy === 'public') return 'public';
  if (!policy?.includes(role)) return '';
  return boundOf(role, reach) ?? 'all';
}
