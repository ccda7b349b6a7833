import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { GUESSABLE } from '#platform';
import { describeServices } from './controllers.js';

/** Numbers of people: few enough to try them all against a hash. */
const GUESSED = /^(nationalId|phone|birth)/i;

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
}
interface Document {
  paths: Record<
    string,
    Record<string, { operationId: string; requestBody?: { content: Record<string, { schema: Schema }> } }>
  >;
  components: { schemas: Record<string, Schema> };
}

function fieldsOf(schema: Schema, { components }: Document): string[] {
  const { properties = {}, items } = schema.$ref ? (components.schemas[schema.$ref.split('/').at(-1)!] ?? {}) : schema;
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => [name, ...fieldsOf(inner, { components, paths: {} })]),
    ...(items ? fieldsOf(items, { components, paths: {} }) : []),
  ];
}

describe('bodies with a number that can be guessed', () => {
  const bodies = describeServices()
    .filter(({ name }) => name !== 'gateway')
    .flatMap(({ name, controllers }) => {
      const document = JSON.parse(readFileSync(`apps/${name}/openapi.json`, 'utf8')) as Document;
      return Object.values(document.paths)
        .flatMap(item => Object.values(item))
        .flatMap(({ operationId, requestBody }) => {
          const [controller, method] = operationId.split('_');
          const { prototype } = (controllers.find(one => one.name === controller) ?? Object) as { prototype: object };
          const handler = (prototype as Record<string, object | undefined>)[method!];
          const said = (handler && (Reflect.getMetadata(GUESSABLE, handler) as string[] | undefined)) ?? [];
          const fields = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => fieldsOf(schema, document));
          return fields.filter(field => GUESSED.test(field)).map(field => ({ operationId, field, said }));
        });
    });

  it('say so on their route, for the audit trail', () => {
    expect(bodies.length).toBeGreaterThan(0);
    expect(bodies.filter(({ field, said }) => !said.includes(field))).toEqual([]);
  });
});
