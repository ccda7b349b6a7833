import { DataSource } from 'typeorm';
import type { ServiceUnderTest } from './service-under-test.js';

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

export interface ExplainedReads {
  /** How many statements were explained. */
  statements: number;
  /** Large tables that a statement would go through from end to end, each with its statement. */
  wholeScans: string[];
  /** Every index by which rows are found. */
  indexes: Set<string>;
}

/**
 * Explains every read that a piece of work sends, with its own parameters, role and row-level security:
 * `await explainReads(service, ['seat'], () => service.call('GET', path, { as: ['scheduler'] }))`.
 */
export async function explainReads(
  service: ServiceUnderTest,
  large: readonly string[],
  work: () => Promise<unknown>,
): Promise<ExplainedReads> {
  const dataSource = service.app.get(DataSource, { strict: false });
  const create = dataSource.createQueryRunner.bind(dataSource);
  const found: ExplainedReads = { statements: 0, wholeScans: [], indexes: new Set() };
  dataSource.createQueryRunner = mode => {
    const runner = create(mode);
    const send = runner.query.bind(runner) as (sql: string, params?: unknown[], ...rest: unknown[]) => Promise<unknown>;
    const query = async (sql: string, params?: unknown[], ...rest: unknown[]): Promise<unknown> => {
      if (/^\s*(SELECT|WITH)\b/i.test(sql)) keep(found, large, sql, await send(`EXPLAIN (FORMAT JSON) ${sql}`, params));
      return send(sql, params, ...rest);
    };
    return Object.assign(runner, { query });
  };
  try {
    await work();
  } finally {
    dataSource.createQueryRunner = create;
  }
  return found;
}

function keep(found: ExplainedReads, large: readonly string[], sql: string, explained: unknown): void {
  found.statements += 1;
  for (const node of planNodes(explained)) {
    const relation = node['Relation Name'] ?? '';
    if (node['Index Name']) found.indexes.add(node['Index Name']);
    if (node['Node Type'].includes('Seq Scan') && large.includes(relation))
      found.wholeScans.push(`${node['Node Type']} on ${relation}: ${sql.trim().slice(0, 200)}`);
  }
}

/** Every node of what `EXPLAIN (FORMAT JSON)` answers, the outermost first. */
export function planNodes(explained: unknown): Plan[] {
  const [row] = explained as { 'QUERY PLAN': { Plan: Plan }[] }[];
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  if (!plan) throw new Error(`No plan in ${JSON.stringify(explained)}`);
  return nodesOf(plan);
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
