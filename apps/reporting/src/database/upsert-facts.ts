import { arrayText, type Tx } from '#messaging';
import { foldPatches, type Patch } from '../rules/merge-patch.js';

type Columns<P> = Record<
  Exclude<keyof P, 'revision' | 'complete'> & string,
  'uuid' | 'text' | 'int' | 'float8' | 'date'
>;

type Column = string | number | boolean | null;

/** A projection table: its columns, the key first, as the fields of a patch in camelCase. */
export interface FactTable<P extends Patch> {
  key: keyof P & string;
  fields: (keyof P & string)[];
  sql: string;
}

/** Describes a table; `partial` when some of its events carry only a part of the row (it has a column `complete`). */
export function factTable<P extends Patch>(name: string, columns: Columns<P>, { partial = false } = {}): FactTable<P> {
  const types: Record<string, string> = { ...columns, revision: 'int', ...(partial ? { complete: 'boolean' } : {}) };
  const fields = Object.keys(types) as (keyof P & string)[];
  const [key = '', ...rest] = fields.map(snakeCase);
  const assignment = partial ? fillingAssignment : (column: string) => `${column} = excluded.${column}`;
  const arrays = Object.values(types).map((type, index) => `$${index + 1}::${type}[]`);
  const sql = `
    INSERT INTO ${name} AS d (${[key, ...rest].join(', ')})
    SELECT * FROM unnest(${arrays.join(', ')})
    ON CONFLICT (${key}) DO UPDATE
    SET ${rest.map(assignment).join(', ')}, updated_at = clock_timestamp()
    WHERE excluded.revision > d.revision ${partial ? 'OR NOT d.complete' : ''}`;
  return { key: fields[0]!, fields, sql };
}

/** Writes what events say as one statement. Safe to repeat, and a newer revision is never overwritten by an older one. */
export async function upsertFacts<P extends Patch>(tx: Tx, table: FactTable<P>, patches: P[]): Promise<void> {
  if (patches.length === 0) return;
  const folded = foldPatches(patches, patch => String(patch[table.key]));
  await tx.query(
    table.sql,
    table.fields.map(field => arrayText(folded.map(patch => patch[field] as Column))),
  );
}

// The rule of `mergePatches` about a stored row and an incoming one.
function fillingAssignment(column: string): string {
  if (column === 'revision') return 'revision = greatest(excluded.revision, d.revision)';
  if (column === 'complete') return 'complete = excluded.complete OR d.complete';
  return `${column} = CASE
    WHEN excluded.revision > d.revision AND excluded.complete THEN excluded.${column}
    WHEN excluded.revision > d.revision THEN coalesce(excluded.${column}, d.${column})
    ELSE coalesce(d.${column}, excluded.${column}) END`;
}

function snakeCase(field: string): string {
  return field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
