/** One value that differs between two rule sets, by JSON pointer; null where one has none. */
export interface RuleChange {
  path: string;
  before: unknown;
  after: unknown;
}

const SILENT = new Set(['/version', '/assumptions']);

/** What changes from one rule set to another; lists with codes are compared by code, so that an insertion is one change. */
export function ruleChanges(before: unknown, after: unknown, path = ''): RuleChange[] {
  if (SILENT.has(path) || JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [partsOf(before), partsOf(after)];
  if (!old || !now) return [{ path, before: before ?? null, after: after ?? null }];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap(key =>
    ruleChanges(old[key], now[key], `${path}/${key}`),
  );
}

function partsOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return value as Record<string, unknown>;
  const coded = value.every((part): part is { code: string } => typeof (part as { code?: unknown })?.code === 'string');
  return coded && value.length > 0 ? Object.fromEntries(value.map(part => [part.code, part])) : undefined;
}
