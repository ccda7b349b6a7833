import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SERVICES } from '#contracts';
import { breakingChanges } from './breaking-changes.js';

type Json = Record<string, never>;
const read = (): Json =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../apps/staff/openapi.json'), 'utf8')) as Json;
const changed = (change: (document: never) => unknown): string[] => {
  const after = read();
  change(after as never);
  return breakingChanges(read(), after);
};

type Schema = Record<string, unknown> & { properties: Record<string, Schema>; required: string[]; items: Schema };
type Content = Record<string, { schema: Schema }>;

interface Document {
  paths: Record<string, Record<string, { parameters: object[]; responses: Record<string, { content?: Content }> }>>;
  components: { schemas: Record<string, { properties: Record<string, object>; required: string[] }> };
}

const answer = (path: string, { paths }: Document): Schema =>
  paths[path]?.['get']?.responses['200']?.content?.['application/json']?.schema as Schema;
const PERSON = '/v1/people/{id}';
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
    [
      'an answer without a field',
      document => delete answer(PERSON, document).properties['fullName'],
      `GET ${PERSON} answer: field fullName is gone`,
    ],
    [
      'an answer with a field that may be missing',
      document => answer(PERSON, document).required.splice(0, 1),
      `GET ${PERSON} answer: field id may be missing now`,
    ],
    [
      'an answer with a field that may be null',
      document => Object.assign(answer(PERSON, document).properties['fullName'] ?? {}, { type: ['string', 'null'] }),
      `GET ${PERSON} answer.fullName: was "string", is ["string","null"]`,
    ],
    [
      'an answer with a new value',
      document => (answer(PERSON, document).properties['status'] as unknown as { enum: string[] }).enum.push('retired'),
      `GET ${PERSON} answer.status: may be retired now`,
    ],
    [
      'an answer with another row',
      document => delete answer('/v1/people', document).properties['items']?.items.properties['post'],
      'GET /v1/people answer.items[]: field post is gone',
    ],
    [
      'a file that is gone',
      ({ paths }) =>
        delete paths['/v1/reassignment-batches/{id}/errors']?.['get']?.responses['200']?.content?.['text/csv'],
      'GET /v1/reassignment-batches/{id}/errors: no longer answers text/csv',
    ],
  ];
  it.each(breaks)('breaks clients: %s', (_what, change, sentence) => {
    expect(changed(change as (document: never) => unknown)).toContain(sentence);
  });
});

describe('the APIs', () => {
  const document = (service: string, file: string): Json =>
    JSON.parse(readFileSync(resolve(import.meta.dirname, `../../apps/${service}/${file}`), 'utf8')) as Json;

  it('keep what was released, but for what apps/declared-breaks.json says with a reason', () => {
    const declared = JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../../apps/declared-breaks.json'), 'utf8'),
    ) as Record<string, Record<string, string>>;
    for (const service of SERVICES) {
      const breaks = breakingChanges(document(service, 'openapi.released.json'), document(service, 'openapi.json'));
      expect([service, breaks.toSorted()]).toEqual([service, Object.keys(declared[service] ?? {}).toSorted()]);
    }
    const reasons = Object.values(declared).flatMap(breaks => Object.values(breaks));
    expect(reasons.filter(reason => reason.length < 10)).toEqual([]);
  });
});
