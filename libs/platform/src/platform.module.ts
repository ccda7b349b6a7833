import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Clock } from '#kernel';
import { MessageWatch, MessagingOptions } from '#messaging';
import { AuditController } from './audit/audit.controller.js';
import { AuditInterceptor } from './audit/audit.interceptor.js';
import { AuditSealer, TELL_SEAL, type TellSeal } from './audit/audit-sealer.js';
import { AuditTrail } from './audit/audit-trail.js';
import { ReadTrail } from './audit/read-trail.js';
import { AccessGuard } from './auth/access.guard.js';
import { RequirePolicies } from './auth/require-policies.js';
import { ScopeInterceptor } from './auth/scope.interceptor.js';
import { TokenVerifier } from './auth/token-verifier.js';
import { clockOf, messagingOptions, ServiceConfig } from './config.js';
import { CloseDatabase } from './database/close-database.js';
import { RequireRowSecurity } from './database/require-row-security.js';
import { serviceDataSource, type ServiceDatabase } from './database/service-data-source.js';
import { HealthController } from './health/health.controller.js';
import { DeadLettersController } from './http/dead-letters.controller.js';
import { RepublicationsController } from './http/republications.controller.js';
import { Idempotency } from './http/idempotency.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { MetricsInterceptor } from './metrics/metrics.interceptor.js';

export interface PlatformOptions {
  service: string;
  config: ServiceConfig;
  database: ServiceDatabase;
  /** Makes the service's own event of a sealed part of its audit trail; a service without one keeps no trail. */
  tellSeal?: TellSeal;
}

/** What every service has: its database, its clock, access control, problems, health and the operator's routes. */
@Module({})
export class PlatformModule {
  static forService({ service, config, database, tellSeal }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [
        HealthController,
        MetricsController,
        DeadLettersController,
        RepublicationsController,
        ...(tellSeal ? [AuditController] : []),
      ],
      providers: [
        { provide: ServiceConfig, useValue: config },
        { provide: config.constructor as typeof ServiceConfig, useValue: config },
        { provide: Clock, useValue: clockOf(config) },
        { provide: MessagingOptions, useValue: messagingOptions(service, config) },
        { provide: DataSource, useFactory: () => serviceDataSource(database, config.DATABASE_URL).initialize() },
        { provide: TokenVerifier, useValue: new TokenVerifier(config) },
        Metrics,
        { provide: MessageWatch, useExisting: Metrics },
        { provide: APP_INTERCEPTOR, useClass: MetricsInterceptor },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: ScopeInterceptor },
        ...(tellSeal ? auditTrail(tellSeal) : []),
        { provide: APP_FILTER, useClass: ProblemFilter },
        RequirePolicies,
        ...(database.rowSecurity ? [RequireRowSecurity] : []),
        Idempotency,
        CloseDatabase,
      ],
      exports: [
        ServiceConfig,
        config.constructor as typeof ServiceConfig,
        Clock,
        MessagingOptions,
        MessageWatch,
        DataSource,
        Idempotency,
      ],
    };
  }
}

const auditTrail = (tellSeal: TellSeal): Provider[] => [
  { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
  { provide: TELL_SEAL, useValue: tellSeal },
  AuditTrail,
  AuditSealer,
  ReadTrail,
];
