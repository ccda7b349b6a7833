// Every route of every service, called as every role and as nobody. The table comes from the decorators, like
// docs/access.md; what is checked is that the running service keeps to it.
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SERVICES } from '#contracts';
import { ROLES, routesOf, type RouteAccess } from '#platform';
import type { ServiceUnderTest } from '#testing';
import { describeServices } from '../../scripts/docs/controllers.js';
import { quietService } from './quiet-service.js';

describe.each(SERVICES)('the routes of %s', name => {
  it('answer exactly the roles of the table', async () => {
    const service = await quietService(name);
    try {
      const wrong: string[] = [];
      for (const route of routesOf(describeServices().find(described => described.name === name)?.controllers ?? []))
        wrong.push(...(await compare(service, route)));
      expect(wrong).toEqual([]);
    } finally {
      await service.stop();
    }
  });
});

async function compare(service: ServiceUnderTest, route: RouteAccess): Promise<string[]> {
  const wrong: string[] = [];
  const path = route.path.replace(':session', '1').replaceAll(/:\w+/g, randomUUID());
  const call = async (as?: string[]): Promise<number> =>
    (await service.call(route.method, path, as ? { as } : {})).status;
  const expectStatus = (who: string, status: number, right: boolean): void => {
    if (!right) wrong.push(`${route.method} ${route.path} as ${who}: ${status}`);
  };
  const isPublic = route.policy === 'public';
  const unknown = await call();
  expectStatus('nobody', unknown, isPublic ? unknown !== 401 && unknown !== 403 : unknown === 401);
  const roleless = await call([]);
  expectStatus('an account without a role', roleless, isPublic ? roleless !== 403 : roleless === 403);
  for (const role of ROLES) {
    const status = await call([role]);
    // Let in, the empty request may fail for any other reason, but never inside the service.
    const letIn = status !== 401 && status !== 403 && status !== 500;
    expectStatus(role, status, isPublic || route.policy?.includes(role) ? letIn : status === 403);
  }
  // In the role but out of scope: whoever has no unit, or teaches no class, is shown nobody.
  const showsNobody = async (as: string[]): Promise<void> => {
    const { status, body } = await service.call<{ items?: unknown[] }>('GET', path, { as, units: [] });
    expectStatus(`${as.join()} out of scope`, status, status === 404 || body.items?.length === 0);
  };
  if (route.method === 'GET' && route.reach?.includes('units')) await showsNobody(['hr-officer']);
  if (route.method === 'GET' && route.reach?.includes('classes')) await showsNobody(['trainer']);
  return wrong;
}
