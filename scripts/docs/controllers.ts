import type { DynamicModule, Type } from '@nestjs/common';
import { approvals } from '../../apps/approvals/src/service.js';
import { enrollment } from '../../apps/enrollment/src/service.js';
import { reporting } from '../../apps/reporting/src/service.js';
import { scheduling } from '../../apps/scheduling/src/service.js';
import { staff } from '../../apps/staff/src/service.js';
import { GatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { GatewayModule } from '../../apps/gateway/src/gateway.module.js';
import type { ServiceConfig, ServiceDefinition } from '#platform';

/** The parts of a service that can be read without starting it. */
export interface DescribedService {
  name: string;
  module: DynamicModule;
  controllers: Type[];
}

/** Every service with all its controllers, those of the platform too. */
export function describeServices(): DescribedService[] {
  return [
    describe(approvals),
    describe(enrollment),
    describeGateway(),
    describe(reporting),
    describe(scheduling),
    describe(staff),
  ];
}

function describe<C extends ServiceConfig>({ name, config, module }: ServiceDefinition<C>): DescribedService {
  const settings = Object.assign(new config(), {
    DATABASE_URL: 'postgres://nowhere/nothing',
    KAFKA_BROKERS: 'nowhere:9092',
    JWKS_URL: 'http://nowhere/jwks',
    TOKEN_ISSUER: 'http://nowhere',
  });
  const root = module(settings);
  return { name, module: root, controllers: controllersOf(root) };
}

function describeGateway(): DescribedService {
  const root = GatewayModule.forConfig(new GatewayConfig());
  return { name: 'gateway', module: root, controllers: controllersOf(root) };
}

function controllersOf(module: DynamicModule): Type[] {
  const imported = (module.imports ?? []).filter((part): part is DynamicModule => 'module' in part);
  return [...(module.controllers ?? []), ...imported.flatMap(part => controllersOf(part))];
}
