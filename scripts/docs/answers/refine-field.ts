// What a field is beside a text or a number. Its class says it by decorators, its comment by a tag (`@format date`), or its
// name: names mean the same in every service, and integration specs hold each answer against what came of them.
import ts from 'typescript';
import type { Schema } from './schema.js';

export type Format = 'uuid' | 'date' | 'date-time' | 'integer' | 'fraction' | 'text';

interface Hints {
  format?: Format | undefined;
  minimum?: number;
  maximum?: number;
}

const BY_DECORATOR: Record<string, Format> = {
  IsUUID: 'uuid',
  IsPlainDate: 'date',
  IsISO8601: 'date-time',
  IsInt: 'integer',
  IsCount: 'integer',
  IsNumber: 'fraction',
  IsLatitude: 'fraction',
  IsLongitude: 'fraction',
  IsString: 'text',
};

const TEXTS: [RegExp, Format][] = [
  // Groups and trainers of the planner are called as the scheduler likes; a national id is twelve digits.
  [/^(groupId|trainerId|nationalId)$/, 'text'],
  [/^(id|.*Ids?|basedOn|supersededBy|reverses|withoutHosts|unitsToApprove)$/, 'uuid'],
  [/^(at|.*At|formerUntil)$/, 'date-time'],
  [/^(date|.*Dates?|.*On|deadline|earliest|from|to|since|.*Since|until|.*Until|validFrom|validTo|asOf)$/, 'date'],
];
const FRACTIONS =
  /^(km|.*Km|km[A-Z].*|kilometres|gap|share|.*Share|coverage.*|seconds|.*Seconds|.*Factor|.*Slack|latitude|longitude|travel|value|before|after)$/;

/** The schema of a field with its format, its limits, and whole numbers as such. */
export function refined(schema: Schema, field: ts.Symbol): Schema {
  return withHints(schema, field.name, hintsOf(field));
}

function withHints(schema: Schema, name: string, hints: Hints): Schema {
  if (Array.isArray(schema['anyOf']))
    return { ...schema, anyOf: (schema['anyOf'] as Schema[]).map(part => withHints(part, name, hints)) };
  if ('enum' in schema || 'format' in schema) return schema;
  const types = [schema['type']].flat();
  if (types.includes('array') && schema['items'])
    return { ...schema, items: withHints(schema['items'] as Schema, name, hints) };
  if (types.includes('string')) {
    const format = hints.format ?? TEXTS.find(([names]) => names.test(name))?.[1];
    return format && format !== 'text' && format !== 'integer' && format !== 'fraction'
      ? { ...schema, format }
      : schema;
  }
  if (!types.includes('number')) return schema;
  const isWhole = hints.format ? hints.format === 'integer' : !FRACTIONS.test(name);
  const { minimum, maximum } = hints;
  return {
    ...schema,
    ...(isWhole ? { type: withWhole(schema['type'] as string | string[]) } : {}),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

const withWhole = (type: string | string[]): string | string[] =>
  typeof type === 'string' ? 'integer' : type.map(one => (one === 'number' ? 'integer' : one));

function hintsOf(field: ts.Symbol): Hints {
  const tag = field.getJsDocTags().find(({ name }) => name === 'format');
  if (tag) return { format: ts.displayPartsToString(tag.text).trim() as Format };
  const declaration = field.valueDeclaration;
  const decorators = declaration && ts.canHaveDecorators(declaration) ? (ts.getDecorators(declaration) ?? []) : [];
  const calls = decorators.flatMap(({ expression }) => (ts.isCallExpression(expression) ? expression : []));
  const named = (name: string) => calls.find(({ expression }) => expression.getText() === name);
  const limit = (name: string): number | undefined => {
    const value = Number(named(name)?.arguments[0]?.getText().replaceAll('_', '') ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const decorator = Object.keys(BY_DECORATOR).find(named);
  const minimum = limit('Min') ?? (named('IsCount') ? 0 : undefined);
  const maximum = limit('Max');
  return {
    ...(decorator ? { format: BY_DECORATOR[decorator] } : {}),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}
