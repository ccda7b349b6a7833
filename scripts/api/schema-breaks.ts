// What of one JSON Schema another does not keep, for whoever sends such values and for whoever reads them. Knows what
// our generators write, not the whole of JSON Schema.
export type Json = Record<string, unknown>;

/** Two schemas to compare, each with the document that its references lead into. */
export interface Pair {
  before: Json;
  after: Json;
}

export const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const asText = (value: unknown): string => JSON.stringify(value);

/** One sentence for each break of the schema of what a client sends: everything taken before must be taken now. */
export const breaksOfSent = (where: string, schemas: Pair, documents: Pair): string[] =>
  new SchemaComparison(documents, false).compare(where, schemas.before, schemas.after);

/** One sentence for each break of the schema of what a client reads: nothing may come that could not come before. */
export const breaksOfRead = (where: string, schemas: Pair, documents: Pair): string[] =>
  new SchemaComparison(documents, true).compare(where, schemas.before, schemas.after);

class SchemaComparison {
  private readonly seen = new Set<string>();

  constructor(
    private readonly documents: Pair,
    private readonly isRead: boolean,
  ) {}

  compare(where: string, before: Json, after: Json): string[] {
    const pair = asText([before, after]);
    if ('$ref' in before || '$ref' in after) {
      // A type that contains itself is compared once.
      if (this.seen.has(pair)) return [];
      this.seen.add(pair);
    }
    const [then, now] = [resolved(before, this.documents.before), resolved(after, this.documents.after)];
    if ('anyOf' in then || 'anyOf' in now) return this.choices(where, then, now);
    return [
      ...this.types(where, then, now),
      ...this.values(where, then, now),
      ...this.fields(where, then, now),
      ...this.parts(where, then, now),
    ];
  }

  /** Each choice of the one side must fit into a choice of the other. */
  private choices(where: string, then: Json, now: Json): string[] {
    const [from, into] = this.isRead ? [choicesOf(now), choicesOf(then)] : [choicesOf(then), choicesOf(now)];
    const fits = (one: Json) =>
      into.some(other => (this.isRead ? this.compare('', other, one) : this.compare('', one, other)).length === 0);
    return from
      .filter(one => !fits(one))
      .map(one => `${where}: ${this.isRead ? 'may be' : 'may no longer be'} ${asText(one).slice(0, 80)}`);
  }

  private types(where: string, then: Json, now: Json): string[] {
    const [had, has] = [typesOf(then), typesOf(now)];
    const [narrow, wide] = this.isRead ? [has, had] : [had, has];
    const isKept = wide.length === 0 || (narrow.length > 0 && narrow.every(type => covers(wide, type)));
    return isKept ? [] : [`${where}: was ${asText(then['type'])}, is ${asText(now['type'])}`];
  }

  private values(where: string, then: Json, now: Json): string[] {
    const [had, has] = [list(then['enum']), list(now['enum'])];
    if (this.isRead) {
      if (had.length > 0 && has.length === 0) return [`${where}: may be anything now`];
      return had.length === 0
        ? []
        : has.filter(value => !had.includes(value)).map(value => `${where}: may be ${String(value)} now`);
    }
    if (had.length === 0 && has.length > 0) return [`${where}: takes only ${has.join(', ')} now`];
    return has.length === 0
      ? []
      : had.filter(value => !has.includes(value)).map(value => `${where}: refuses ${String(value)} now`);
  }

  private fields(where: string, then: Json, now: Json): string[] {
    const [had, has] = [object(then['properties']), object(now['properties'])];
    const breaks = Object.entries(had).flatMap(([name, schema]) => {
      if (!(name in has)) return [`${where}: field ${name} is gone`];
      return this.compare(`${where}.${name}`, object(schema), object(has[name]));
    });
    const [duties, met] = [list(then['required']), list(now['required'])];
    if (!this.isRead)
      return [
        ...breaks,
        ...met.filter(name => !duties.includes(name)).map(name => `${where}: field ${String(name)} is required now`),
      ];
    const mayMiss = duties.filter(name => !met.includes(name) && String(name) in has);
    return [...breaks, ...mayMiss.map(name => `${where}: field ${String(name)} may be missing now`)];
  }

  private parts(where: string, then: Json, now: Json): string[] {
    return ['items', 'additionalProperties'].flatMap(part =>
      part in then && part in now ? this.compare(`${where}[]`, object(then[part]), object(now[part])) : [],
    );
  }
}

const choicesOf = (schema: Json): Json[] =>
  list(schema['anyOf']).length > 0 ? (list(schema['anyOf']) as Json[]) : [schema];
const typesOf = ({ type }: Json): unknown[] => (Array.isArray(type) ? type : type === undefined ? [] : [type]);
const covers = (wide: unknown[], type: unknown): boolean =>
  wide.includes(type) || (type === 'integer' && wide.includes('number'));

/** The schema itself, or what it refers to in its document. */
function resolved(schema: Json, document: Json): Json {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  return object(
    reference
      .slice(2)
      .split('/')
      .reduce((part, name) => object(part[name]), document),
  );
}
