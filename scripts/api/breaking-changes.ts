// What of one OpenAPI document a client of the other could no longer rely on. Small on purpose: paths, parameters and
// bodies as our generator writes them.
type Json = Record<string, unknown>;

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Json;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** One sentence for each break of the contract from `before` to `after`; additions are none. */
export function breakingChanges(before: Json, after: Json): string[] {
  return Object.entries(object(before['paths'])).flatMap(([path, item]) =>
    METHODS.filter(method => method in object(item)).flatMap(method => {
      const where = `${method.toUpperCase()} ${path}`;
      const now = object(object(after['paths'])[path])[method];
      if (now === undefined) return [`${where}: is gone`];
      const then = object(object(item)[method]);
      return [
        ...parameterBreaks(where, parametersOf(then), parametersOf(object(now))),
        ...schemaBreaks(`${where} body`, bodyOf(then, before), bodyOf(object(now), after)),
        ...successStatuses(then)
          .filter(status => !successStatuses(object(now)).includes(status))
          .map(status => `${where}: no longer answers ${status}`),
      ];
    }),
  );
}

function parameterBreaks(where: string, before: Parameter[], after: Parameter[]): string[] {
  const find = (all: Parameter[], { name, in: place }: Parameter) => all.find(p => p.name === name && p.in === place);
  const known = before.flatMap(parameter => {
    const now = find(after, parameter);
    if (!now) return [`${where}: parameter ${parameter.name} is gone`];
    return schemaBreaks(`${where} ${parameter.name}`, object(parameter.schema), object(now.schema));
  });
  const required = after
    .filter(parameter => parameter.required && !find(before, parameter)?.required)
    .map(({ name }) => `${where}: parameter ${name} is required now`);
  return [...known, ...required];
}

/** For what a client sends: fewer values, another type, or a new duty break it. */
function schemaBreaks(where: string, before: Json, after: Json): string[] {
  const breaks: string[] = [];
  if (before['type'] !== undefined && JSON.stringify(before['type']) !== JSON.stringify(after['type']))
    breaks.push(`${where}: was ${JSON.stringify(before['type'])}, is ${JSON.stringify(after['type'])}`);
  if (after['enum'] !== undefined)
    for (const value of list(before['enum']))
      if (!list(after['enum']).includes(value)) breaks.push(`${where}: refuses ${value} now`);
  const properties = object(before['properties']);
  for (const [name, schema] of Object.entries(properties)) {
    const now = object(after['properties'])[name];
    if (now === undefined) breaks.push(`${where}: field ${name} is gone`);
    else breaks.push(...schemaBreaks(`${where}.${name}`, object(schema), object(now)));
  }
  for (const name of list(after['required']))
    if (!list(before['required']).includes(name)) breaks.push(`${where}: field ${name} is required now`);
  return breaks;
}

const parametersOf = (operation: Json): Parameter[] => (operation['parameters'] ?? []) as Parameter[];
const successStatuses = (operation: Json): string[] =>
  Object.keys(object(operation['responses'])).filter(status => status.startsWith('2'));

function bodyOf(operation: Json, document: Json): Json {
  const content = object(object(operation['requestBody'])['content']);
  const schema = object(object(content['application/json'])['schema']);
  const reference = schema['$ref'];
  const name = typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
  return name ? object(object(object(document['components'])['schemas'])[name]) : schema;
}
