// Every list that is read page by page, of every service, as the OpenAPI documents know them.
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SERVICES, type ServiceName } from '#contracts';
import { ROLES } from '#platform';
import { cursorAfter } from '#testing';
import { quietService } from './quiet-service.js';

interface Operation {
  parameters: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, { schema: { properties?: object } }> }>;
}
interface List {
  path: string;
  isPaged: boolean;
  givesNext: boolean;
}

/** Filters without which a list is none. */
const FILTERS: Record<string, string> = { '/v1/allowances': 'month=2025-07', '/v1/audit/anchors': 'service=staff' };

/** Lists of one thing that say so when there is no such thing; all others are then empty. */
const OF_KNOWN_ONLY = ['/v1/bulk-waivers/{id}/duties'];

function listsOf(service: ServiceName): List[] {
  const text = readFileSync(resolve(import.meta.dirname, `../../apps/${service}/openapi.json`), 'utf8');
  const { paths } = JSON.parse(text) as { paths: Record<string, { get?: Operation }> };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const answer = get?.responses['200']?.content?.['application/json']?.schema.properties ?? {};
    const isPaged = get?.parameters.some(({ name }) => name === 'after') ?? false;
    return { path, isPaged, givesNext: 'next' in answer };
  });
}

describe.each(SERVICES)('the lists of %s', name => {
  it('take a cursor exactly where they give one', () => {
    const lists = listsOf(name);
    expect(lists.filter(({ isPaged }) => isPaged).length).toBeGreaterThan(0);
    expect(lists.filter(({ isPaged, givesNext }) => isPaged !== givesNext)).toEqual([]);
  });

  it('take no cursor but their own', async () => {
    const service = await quietService(name);
    try {
      const taken: unknown[] = [];
      for (const { path } of listsOf(name).filter(({ isPaged }) => isPaged)) {
        const list = `${path.replaceAll(/\{\w+\}/g, randomUUID())}?${FILTERS[path] ?? 'limit=10'}`;
        const whole = await service.call('GET', list, { as: [...ROLES] });
        if (whole.status !== (OF_KNOWN_ONLY.includes(path) ? 404 : 200)) taken.push([list, whole.status]);
        const others = ['/v1/other', list.replace('?', '?filter=1&')].map(other => cursorAfter(other, [randomUUID()]));
        for (const cursor of [randomUUID(), 'e30', ...others]) {
          const { status, body } = await service.call('GET', `${list}&after=${cursor}`, { as: [...ROLES] });
          if (status !== 400 || body['code'] !== 'HTTP.CURSOR_INVALID') taken.push([list, status, body]);
        }
      }
      expect(taken).toEqual([]);
    } finally {
      await service.stop();
    }
  });
});
