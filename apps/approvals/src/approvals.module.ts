import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '#messaging';
import { PlatformModule } from '#platform';
import type { ApprovalsConfig } from './approvals.config.js';
import { ApprovalsController } from './approvals.controller.js';
import { approvalsDatabase } from './database/data-source.js';
import { OpenProposalOnPlanSubmitted } from './reactions/open-proposal-on-plan-submitted.js';
import { PlanConsumer } from './reactions/plan.consumer.js';
import './rules/approvals.errors.js';
import { DecideProposalHandler } from './use-cases/decide-proposal.js';
import { ListProposalsHandler } from './use-cases/list-proposals.js';
import { ReadProposalHandler } from './use-cases/read-proposal.js';
import { VerifyAuditHandler } from './use-cases/verify-audit.js';

@Module({})
export class ApprovalsModule {
  static forConfig(config: ApprovalsConfig): DynamicModule {
    return {
      module: ApprovalsModule,
      imports: [
        PlatformModule.forService({ service: 'approvals', config, database: approvalsDatabase }),
        MessagingModule.forService({ consumers: [PlanConsumer] }),
      ],
      controllers: [ApprovalsController],
      providers: [
        PlanConsumer,
        OpenProposalOnPlanSubmitted,
        ListProposalsHandler,
        ReadProposalHandler,
        DecideProposalHandler,
        VerifyAuditHandler,
      ],
    };
  }
}
