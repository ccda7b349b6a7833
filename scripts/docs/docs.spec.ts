import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Parser } from '@asyncapi/parser';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { SERVICES } from '#contracts';
import { routesOf, undecided } from '#platform';
import { describeServices } from './controllers.js';
import { asyncApi } from './async-api.js';
import { messageFlow } from './message-flow.js';
import { withoutAnswer } from './open-api.js';
import { outputs } from './outputs.js';
import { tidy } from './tidy.js';

const root = resolve(import.meta.dirname, '..', '..');

/** How JSON is laid out is looked at with every other file of `npm run check format`. */
async function saysTheSame(path: string, content: string, committed: string): Promise<boolean> {
  if (path.endsWith('.json')) return committed !== '' && JSON.stringify(JSON.parse(committed)) === content;
  return committed === (await tidy(path, content));
}

// The types of all services are read once, which takes a busy machine its time.
const READING_TYPES_MS = 300_000;

describe('the generated documents', () => {
  it(
    'are what `npm run docs` writes',
    async () => {
      const stale: string[] = [];
      for (const [path, content] of Object.entries(await outputs(root))) {
        const committed = await readFile(resolve(root, path), 'utf8').catch(() => '');
        if (!(await saysTheSame(path, content, committed)))
          stale.push(`${path} is stale: run npm run docs and commit it`);
      }
      expect(stale).toEqual([]);
    },
    READING_TYPES_MS,
  );

  it('say what every route answers', async () => {
    for (const service of SERVICES) {
      const document = await readFile(resolve(root, `apps/${service}/openapi.json`), 'utf8');
      expect(withoutAnswer(JSON.parse(document) as OpenAPIObject)).toEqual([]);
    }
  });

  it('find an access decision on every route', () => {
    const routes = describeServices().flatMap(({ controllers }) => routesOf(controllers));
    expect(routes.length).toBeGreaterThan(30);
    expect(undecided(routes)).toEqual([]);
  });

  it('describe the events as AsyncAPI 3 understands it', async () => {
    const diagnostics = await new Parser().validate(JSON.stringify(asyncApi(messageFlow(describeServices()))));
    expect(
      diagnostics
        .filter(({ severity }) => Number(severity) <= 1)
        .map(({ message, path }) => `${path.join('.')}: ${message}`),
    ).toEqual([]);
  });

  it('name for every event one owner, and only readers that know it', () => {
    const flows = messageFlow(describeServices());
    const names = describeServices().map(({ name }) => name);
    expect(flows.filter(({ owner }) => !names.includes(owner))).toEqual([]);
    expect(flows.find(({ event }) => event.type === 'staff.StaffReassigned')?.readers).toContainEqual({
      service: 'enrollment',
      reaction: 'FollowPersonOnAssignment',
    });
  });
});
