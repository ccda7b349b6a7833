import { NestFactory } from '@nestjs/core';
import type { Type } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { apiDocument } from '#platform';
import type { Answer, Answers } from './answers/answers-of-routes.js';
import { keptAnswers } from './answers/kept-answers.js';
import type { DescribedService } from './controllers.js';

type Responses = Record<string, { content?: object }>;
type Operation = { operationId: string; responses: Responses };

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** apps/<service>/openapi.json of every service with an API of its own; nothing of it is started. */
export async function openApis(root: string, services: DescribedService[]): Promise<Record<string, string>> {
  const made: [string, string][] = [];
  const described = services.filter(({ name }) => name !== 'gateway');
  const answers = keptAnswers(
    root,
    described.map(({ name }) => name),
  );
  for (const { name, module, controllers } of described) {
    const app = await NestFactory.create(module, { preview: true, logger: false, abortOnError: false });
    const document = apiDocument(app, name);
    addAnswers(document, answers[name]!, controllers);
    made.push([`apps/${name}/openapi.json`, JSON.stringify(document)]);
    await app.close();
  }
  return Object.fromEntries(made);
}

/** The operations of a document with an answer that has no schema, for whoever calls them to guess. */
export function withoutAnswer(document: Pick<OpenAPIObject, 'paths'>): string[] {
  return operationsOf(document).flatMap(({ operationId, responses }) =>
    Object.entries(responses)
      .filter(([status, { content }]) => status.startsWith('2') && status !== '204' && !content)
      .map(([status]) => `${operationId} answers ${status} with nothing: HTTP 204, a type, or @ApiProduces`),
  );
}

function addAnswers(document: OpenAPIObject, { operations, components }: Answers, controllers: Type[]): void {
  for (const operation of operationsOf(document)) {
    const content = contentOf(operations[operation.operationId], producedBy(operation.operationId, controllers));
    for (const [status, response] of Object.entries(operation.responses))
      if (status.startsWith('2') && status !== '204' && content) response.content ??= content;
  }
  const { schemas = {} } = (document.components ??= {});
  for (const [name, schema] of Object.entries(components)) {
    if (schemas[name]) throw new Error(`${name} is the name of a body and of an answer: rename one`);
    schemas[name] = schema;
  }
  document.components.schemas = schemas;
}

function operationsOf({ paths }: Pick<OpenAPIObject, 'paths'>): Operation[] {
  return Object.values(paths).flatMap(item =>
    METHODS.flatMap(method => (item as Record<string, Operation | undefined>)[method] ?? []),
  );
}

function contentOf(answer: Answer | undefined, produced: string[]): object | undefined {
  if (!answer) return undefined;
  const { json, isFile } = answer;
  const files = isFile ? produced.filter(type => type !== 'application/json') : [];
  if (!json && files.length === 0) return undefined;
  return {
    ...(json ? { 'application/json': { schema: json } } : {}),
    ...Object.fromEntries(files.map(type => [type, { schema: { type: 'string', format: 'binary' } }])),
  };
}

/** What `@ApiProduces` says of the method of an operation, as in `PeopleController_list`. */
function producedBy(operationId: string, controllers: Type[]): string[] {
  const [controller, method] = operationId.split('_');
  const { prototype } = (controllers.find(({ name }) => name === controller) ?? Object) as { prototype: object };
  const handler = (prototype as Record<string, object | undefined>)[method ?? ''];
  return handler ? ((Reflect.getMetadata('swagger/apiProduces', handler) as string[] | undefined) ?? []) : [];
}
