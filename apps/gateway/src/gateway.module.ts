import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ProblemFilter, RequirePolicies, serviceDataSource } from '#platform';
import { gatewayDatabase } from './database/data-source.js';
import { ForwardController } from './forward/forward.controller.js';
import { GatewayConfig } from './gateway.config.js';
import { Cookies } from './http/cookies.js';
import './http/gateway.errors.js';
import { HealthController } from './http/health.controller.js';
import { Sessions } from './sessions/sessions.js';
import { SessionStore } from './sessions/session-store.js';
import { Issuer } from './sign-in/issuer.js';
import { PendingSignIns } from './sign-in/pending-sign-ins.js';
import { SignInController } from './sign-in/sign-in.controller.js';

@Module({})
export class GatewayModule {
  static forConfig(config: GatewayConfig): DynamicModule {
    return {
      module: GatewayModule,
      imports: [DiscoveryModule],
      controllers: [SignInController, ForwardController, HealthController],
      providers: [
        { provide: GatewayConfig, useValue: config },
        { provide: Cookies, useValue: new Cookies(config) },
        {
          provide: DataSource,
          useFactory: () => serviceDataSource(gatewayDatabase, config.DATABASE_URL).initialize(),
        },
        { provide: APP_FILTER, useClass: ProblemFilter },
        RequirePolicies,
        Issuer,
        PendingSignIns,
        Sessions,
        SessionStore,
      ],
    };
  }
}
