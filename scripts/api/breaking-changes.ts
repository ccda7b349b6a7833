// What of one OpenAPI document a client of the other could no longer rely on: paths, parameters, bodies and answers as
// our generator writes them.
import { breaksOfRead, breaksOfSent, object, type Json, type Pair } from './schema-breaks.js';

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema?: Json;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** One sentence for each break of the contract from `before` to `after`; additions are none. */
export function breakingChanges(before: Json, after: Json): string[] {
  const documents = { before, after };
  return Object.entries(object(before['paths'])).flatMap(([path, item]) =>
    METHODS.filter(method => method in object(item)).flatMap(method => {
      const where = `${method.toUpperCase()} ${path}`;
      const now = object(object(after['paths'])[path])[method];
      if (now === undefined) return [`${where}: is gone`];
      const then = object(object(item)[method]);
      return [
        ...parameterBreaks(where, { before: then, after: object(now) }, documents),
        ...bodyBreaks(where, then, object(now), documents),
        ...answerBreaks(where, then, object(now), documents),
      ];
    }),
  );
}

function parameterBreaks(where: string, operations: Pair, documents: Pair): string[] {
  const [before, after] = [parametersOf(operations.before), parametersOf(operations.after)];
  const find = (all: Parameter[], { name, in: place }: Parameter) => all.find(p => p.name === name && p.in === place);
  const known = before.flatMap(parameter => {
    const now = find(after, parameter);
    if (!now) return [`${where}: parameter ${parameter.name} is gone`];
    const schemas = { before: object(parameter.schema), after: object(now.schema) };
    return breaksOfSent(`${where} ${parameter.name}`, schemas, documents);
  });
  const required = after
    .filter(parameter => parameter.required && !find(before, parameter)?.required)
    .map(({ name }) => `${where}: parameter ${name} is required now`);
  return [...known, ...required];
}

const parametersOf = (operation: Json): Parameter[] => (operation['parameters'] ?? []) as Parameter[];
const successStatuses = (operation: Json): string[] =>
  Object.keys(object(operation['responses'])).filter(status => status.startsWith('2'));

const jsonOf = (described: unknown): Json | undefined => {
  const content = object(object(described)['content']);
  return 'application/json' in content ? object(object(content['application/json'])['schema']) : undefined;
};

function bodyBreaks(where: string, then: Json, now: Json, documents: Pair): string[] {
  const [before, after] = [jsonOf(then['requestBody']), jsonOf(now['requestBody'])];
  return before && after ? breaksOfSent(`${where} body`, { before, after }, documents) : [];
}

function answerBreaks(where: string, then: Json, now: Json, documents: Pair): string[] {
  return successStatuses(then).flatMap(status => {
    if (!successStatuses(now).includes(status)) return [`${where}: no longer answers ${status}`];
    const [answered, answers] = [object(then['responses'])[status], object(now['responses'])[status]];
    const gone = Object.keys(object(object(answered)['content'])).filter(
      type => !(type in object(object(answers)['content'])),
    );
    const [before, after] = [jsonOf(answered), jsonOf(answers)];
    return [
      ...gone.map(type => `${where}: no longer answers ${type}`),
      ...(before && after ? breaksOfRead(`${where} answer`, { before, after }, documents) : []),
    ];
  });
}
