import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVENTS, type EventType } from '#contracts';
import { uuidFrom } from '#kernel';
import { schemaOf, type Schema } from './event-schemas.js';

/** Path of the golden sample of an event's version, from the root of the repository. */
export function samplePath({ type, version }: EventType): string {
  const [context = '', name = ''] = type.split('.');
  const file = name.replace(/(?<=[a-z])([A-Z])/g, '-$1').toLowerCase();
  return `libs/contracts/src/${context}/${file}.v${version}.json`;
}

/** Writes a sample for each version of an event that has none. One that is there is never touched: it was published. */
export function addMissingSamples(root: string): string[] {
  const added: string[] = [];
  for (const event of EVENTS) {
    const path = samplePath(event);
    if (existsSync(join(root, path))) continue;
    const schema = schemaOf(event);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${JSON.stringify(sample(schema, event.name, schema.$defs), null, 2)}\n`);
    added.push(path);
  }
  return added;
}

function sample(schema: Schema, name: string, defs: Record<string, Schema>): unknown {
  if (schema.$ref) {
    const part = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return sample(defs[part] ?? {}, part, defs);
  }
  if (schema.oneOf) return sample(schema.oneOf[0] ?? {}, name, defs);
  if (schema.enum) return schema.enum[0];
  switch ([schema.type].flat()[0] ?? 'string') {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([field, value]) => [field, sample(value, field, defs)]),
      );
    case 'array':
      return [sample(schema.items ?? {}, name, defs)];
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return text(schema, name);
  }
}

function text({ format, pattern }: Schema, name: string): string {
  if (format === 'uuid') return uuidFrom('sample', name);
  if (pattern?.startsWith('^\\d{4}-')) return '2025-07-01';
  if (name.endsWith('At')) return '2025-07-01T08:00:00+07:00';
  if (/hash/i.test(name) || pattern?.includes('{64}')) return 'a'.repeat(64);
  return name;
}
