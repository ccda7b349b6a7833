// Every route of every service, called as every role and as nobody. The table comes from the decorators, like
// docs/access.md; what is checked is that the running service keeps to it.
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MessagingModule } from '#messaging';
import { ROLES, routesOf, type RouteAccess, type ServiceConfig, type ServiceDefinition } from '#platform';
import { ServiceUnderTest } from '#testing';
import { approvals } from '../../apps/approvals/src/service.js';
import { enrollment } from '../../apps/enrollment/src/service.js';
import { reporting } from '../../apps/reporting/src/service.js';
import { scheduling } from '../../apps/scheduling/src/service.js';
import { staff } from '../../apps/staff/src/service.js';
import { describeServices } from '../../scripts/docs/controllers.js';

const SERVICES = { approvals, enrollment, reporting, scheduling, staff };

describe.each(Object.keys(SERVICES) as (keyof typeof SERVICES)[])('the routes of %s', name => {
  it('answer exactly the roles of the table', async () => {
    const service = await startQuietly(SERVICES[name] as ServiceDefinition<ServiceConfig>);
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

/** Without consumers and loops: only the HTTP side is asked. */
function startQuietly(definition: ServiceDefinition<ServiceConfig>): Promise<ServiceUnderTest> {
  const module: ServiceDefinition<ServiceConfig>['module'] = config => {
    const whole = definition.module(config);
    const others = (whole.imports ?? []).filter(part => !('module' in part && part.module === MessagingModule));
    return { ...whole, imports: [...others, MessagingModule.forService({ consumers: [] })] };
  };
  return ServiceUnderTest.start({ ...definition, module }, { BACKGROUND_LOOPS: 'off' });
}
