import { MessagingModule } from '#messaging';
import type { ServiceName } from '#contracts';
import type { ServiceConfig, ServiceDefinition } from '#platform';
import { ServiceUnderTest } from '#testing';
import { approvals } from '../../apps/approvals/src/service.js';
import { enrollment } from '../../apps/enrollment/src/service.js';
import { reporting } from '../../apps/reporting/src/service.js';
import { scheduling } from '../../apps/scheduling/src/service.js';
import { staff } from '../../apps/staff/src/service.js';

const DEFINITIONS = { approvals, enrollment, reporting, scheduling, staff };

/** A service without consumers and loops: only its HTTP side is asked. */
export function quietService(name: ServiceName): Promise<ServiceUnderTest> {
  const definition = DEFINITIONS[name] as ServiceDefinition<ServiceConfig>;
  const module: ServiceDefinition<ServiceConfig>['module'] = config => {
    const whole = definition.module(config);
    const others = (whole.imports ?? []).filter(part => !('module' in part && part.module === MessagingModule));
    return { ...whole, imports: [...others, MessagingModule.forService({ consumers: [] })] };
  };
  return ServiceUnderTest.start({ ...definition, module }, { BACKGROUND_LOOPS: 'off' });
}
