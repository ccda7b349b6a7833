import { Ajv2020 } from 'ajv/dist/2020.js';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

type Schema = Record<string, unknown>;
type Content = Record<string, { schema: Schema }>;
interface Document {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Content }> }>>;
  components: { schemas: Record<string, Schema> };
}
type Route = { pattern: RegExp; parameters: number; template: string };
type Judge = (method: string, path: string, status: number, type: string, body: unknown) => string[];

/** Ids, days and instants are what the document says, and not only texts. */
const FORMATS = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  'date-time': (text: string) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
  binary: true as const,
};

const judges = new Map<string, Judge>();

/**
 * What an answer has that apps/<service>/openapi.json does not say, or lacks of what it says; nothing when it keeps to it.
 * Stricter than a client is: a field that is not declared is a fault, too.
 */
export function contractFaults(service: string, ...answer: Parameters<Judge>): string[] {
  const judge = judges.get(service) ?? judgeOf(service);
  judges.set(service, judge);
  return judge(...answer);
}

function judgeOf(service: string): Judge {
  const file = resolve(`apps/${service}/openapi.json`);
  if (!existsSync(file)) return () => [];
  const document = strict(JSON.parse(readFileSync(file, 'utf8'))) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format);
  ajv.addSchema({ $id: 'document', ...document });
  const routes = Object.keys(document.paths)
    .map(routeOf)
    .sort((a, b) => a.parameters - b.parameters);
  return (method, path, status, type, body) => {
    const [pathname = ''] = path.split('?');
    const template = routes.find(({ pattern }) => pattern.test(pathname))?.template;
    const operation = document.paths[template ?? '']?.[method.toLowerCase()];
    const media = type.split(';')[0] ?? '';
    if (!operation || !media.endsWith('json')) return [];
    const where = `${method} ${template} ${status}`;
    if (!operation.responses[status]?.content?.[media]) return status < 300 ? [`${where}: has no schema`] : [];
    const at = ['paths', template!, method.toLowerCase(), 'responses', String(status), 'content', media, 'schema'];
    const check = ajv.getSchema(`document#/${at.map(pointer).join('/')}`)!;
    if (check(body)) return [];
    return (check.errors ?? []).map(({ instancePath, message, params }) => {
      return `${where}: ${instancePath} ${message} ${JSON.stringify(params)}`;
    });
  };
}

const pointer = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

const routeOf = (template: string): Route => ({
  template,
  parameters: template.split('{').length,
  pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
});

function strict(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(strict);
  if (typeof part !== 'object' || part === null) return part;
  const copy = Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, strict(inner)]));
  const isClosed = copy['type'] === 'object' && 'properties' in copy && !('additionalProperties' in copy);
  return isClosed ? { ...copy, additionalProperties: false } : copy;
}
