import classTransformer from 'class-transformer/cjs/storage.js';
import { getMetadataStorage } from 'class-validator';
import { validationMetadatasToSchemas } from 'class-validator-jsonschema';
import { EVENTS, type EventType } from '#contracts';

export interface Schema {
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: (string | null)[];
  minimum?: number;
  minLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  $ref?: string;
  oneOf?: Schema[];
}

const between = (minimum: number, maximum: number) => ({ type: 'number' as const, minimum, maximum });

/** JSON Schemas of the events and of what they contain, by class name, made from the validators of the contracts. */
export function eventSchemas(refPrefix = '#/$defs/'): Record<string, Schema> {
  const schemas = validationMetadatasToSchemas({
    classTransformerMetadataStorage: classTransformer.defaultMetadataStorage,
    refPointerPrefix: refPrefix,
    additionalConverters: {
      isLatitude: () => between(-90, 90),
      isLongitude: () => between(-180, 180),
      isFact: () => ({ oneOf: [{ type: 'number' as const }, { type: 'string' as const }] }),
    },
  }) as Record<string, Schema>;
  // Events of one shape inherit their fields from it.
  for (const event of EVENTS) schemas[event.name] ??= schemas[shapeOf(event)] ?? {};
  const known = reachable(schemas);
  return Object.fromEntries(
    [...known].sort().map(name => [name, withNulls(schemas[name] ?? {}, nullableFields(name), refPrefix)]),
  );
}

/** The schema of one event with everything that it contains, as a document of its own. */
export function schemaOf({ name }: EventType): Schema & { $defs: Record<string, Schema> } {
  const { [name]: own, ...$defs } = eventSchemas();
  return { ...own, $defs };
}

/** The process may hold classes of other libraries with validators, too: only what events contain is wanted. */
function reachable(schemas: Record<string, Schema>): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, ref] of JSON.stringify(schemas[name] ?? {}).matchAll(/"\$ref":"[^"]*\/([^"/]+)"/g))
      if (ref) visit(ref);
  };
  for (const { name } of EVENTS) visit(name);
  return found;
}

/** The class that declares the fields of an event: itself, or the one that it extends. */
function shapeOf(event: EventType): string {
  const parent = Object.getPrototypeOf(event) as { name: string };
  return parent.name || event.name;
}

/** Fields that are always there but may be null: the schema maker takes every conditional field for an optional one. */
function nullableFields(className: string): Set<string> {
  const storage = getMetadataStorage() as unknown as {
    validationMetadatas: Map<{ name: string }, { type: string; name?: string; propertyName: string }[]>;
  };
  const event = EVENTS.find(({ name }) => name === className);
  const names = [className, ...(event ? [shapeOf(event)] : [])];
  const own = [...storage.validationMetadatas]
    .filter(([target]) => names.includes(target.name))
    .flatMap(([, all]) => all);
  const conditional = own.filter(({ type, name }) => type === 'conditionalValidation' && name !== 'isOptional');
  return new Set(conditional.map(({ propertyName }) => propertyName));
}

function withNulls(schema: Schema, nullable: Set<string>, refPrefix: string): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([field, value]): [string, Schema] => [
    field,
    nullable.has(field) ? orNull(value) : value,
  ]);
  const required = [...(schema.required ?? []), ...nullable].sort();
  return fixRefs({ type: 'object', properties: Object.fromEntries(properties), required }, refPrefix);
}

function orNull(schema: Schema): Schema {
  if (schema.$ref) return { oneOf: [schema, { type: 'null' }] };
  const type = typeof schema.type === 'string' ? [schema.type, 'null'] : schema.type;
  return { ...schema, ...(type ? { type } : {}), ...(schema.enum ? { enum: [...schema.enum, null] } : {}) };
}

/** The schema maker writes `#/definitions/` for types that it reads from TypeScript's own metadata. */
function fixRefs(schema: Schema, refPrefix: string): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('#/definitions/', refPrefix)) as Schema;
}
