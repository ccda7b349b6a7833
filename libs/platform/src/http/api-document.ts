import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: { name: string; in: string }[];
  responses: object;
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'titles', 'instance'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; docs/problems.md lists them' },
    title: { type: 'string', description: 'In the language that was asked for' },
    titles: {
      type: 'object',
      required: ['vi', 'en'],
      properties: { vi: { type: 'string' }, en: { type: 'string' } },
    },
    instance: { type: 'string' },
    errors: { type: 'array', items: { type: 'object' } },
    errorCount: { type: 'integer' },
  },
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The OpenAPI 3.1 document of a service: its routes, and the problems that any of them may answer. */
export function apiDocument(app: INestApplication, name: string): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle(`Năng Lực: ${name}`)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer(`/api/${name}`, 'through the gateway')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, settings);
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM } };
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = (item as Record<string, Operation | undefined>)[method];
      if (operation) addProblems(operation, path);
    }
  return document;
}

function addProblems(operation: Operation, path: string): void {
  const isOpen = path.startsWith('/health');
  operation.security ??= isOpen ? [] : [{ bearer: [] }];
  operation.summary ??= summaryOf(operation);
  const headers = (operation.parameters ?? []).filter(parameter => parameter.in === 'header').map(({ name }) => name);
  const statuses = isOpen
    ? []
    : [400, 401, 403, 404, 409, 422, ...(headers.includes('If-Match') ? [412, 428] : []), 429];
  const problem = {
    description: 'A problem (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  operation.responses = { ...Object.fromEntries(statuses.map(status => [status, problem])), ...operation.responses };
}

/** `PlansController_listPlans` of the tag "plans" without a sentence of its own: "List plans: plans". */
function summaryOf({ operationId, tags = [] }: Operation): string {
  const words = (operationId.split('_').at(-1) ?? '').replaceAll(/([A-Z])/g, ' $1').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${tags.join(', ')}`;
}
