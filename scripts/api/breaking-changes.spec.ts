import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { breakingChanges } from './breaking-changes.js';

type Json = Record<string, never>;
const read = (): Json =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../apps/staff/openapi.json'), 'utf8')) as Json;
const changed = (change: (document: never) => unknown): string[] => {
  const after = read();
  change(after as never);
  return breakingChanges(read(), after);
};

interface Document {
  paths: Record<string, Record<string, { parameters: object[]; responses: Record<string, object> }>>;
  components: { schemas: Record<string, { properties: Record<string, object>; required: string[] }> };
}

const REASSIGN = '/v1/people/{id}/reassignments';

describe('a change of an API', () => {
  it('breaks nothing when it is none, or adds something', () => {
    expect(changed(() => undefined)).toEqual([]);
    expect(
      changed(({ paths, components }: Document) => {
        paths['/v1/new'] = { get: { parameters: [], responses: {} } };
        paths['/v1/people']?.['get']?.parameters.push({ name: 'new', in: 'query', schema: { type: 'string' } });
        Object.assign(components.schemas['ReassignPerson']?.properties ?? {}, { extra: { type: 'string' } });
      }),
    ).toEqual([]);
  });

  const breaks: [string, (document: Document) => unknown, string][] = [
    ['a route that is gone', ({ paths }) => delete paths['/v1/people'], 'GET /v1/people: is gone'],
    ['a method that is gone', ({ paths }) => delete paths[REASSIGN]?.['post'], `POST ${REASSIGN}: is gone`],
    [
      'a parameter that is gone',
      ({ paths }) => (paths['/v1/people']?.['get'] ?? { parameters: [] }).parameters.splice(0),
      'GET /v1/people: parameter unitId is gone',
    ],
    [
      'a parameter that became a duty',
      ({ paths }) => paths['/v1/people']?.['get']?.parameters.push({ name: 'x', in: 'query', required: true }),
      'GET /v1/people: parameter x is required now',
    ],
    [
      'a field that is gone',
      ({ components }) => delete components.schemas['ReassignPerson']?.properties['post'],
      `POST ${REASSIGN} body: field post is gone`,
    ],
    [
      'a field that became a duty',
      ({ components }) => components.schemas['ReassignPerson']?.required.push('duties'),
      `POST ${REASSIGN} body: field duties is required now`,
    ],
    [
      'a narrower type',
      ({ components }) =>
        Object.assign(components.schemas['ReassignPerson']?.properties['decision'] ?? {}, { type: 'integer' }),
      `POST ${REASSIGN} body.decision: was "string", is "integer"`,
    ],
    [
      'a value that is refused',
      ({ components }) =>
        Object.assign(components.schemas['ReassignPerson']?.properties['cause'] ?? {}, { enum: ['merger'] }),
      `POST ${REASSIGN} body.cause: refuses election now`,
    ],
  ];
  it.each(breaks)('breaks clients: %s', (_what, change, sentence) => {
    expect(changed(change as (document: never) => unknown)).toContain(sentence);
  });
});
