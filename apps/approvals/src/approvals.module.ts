import { Module, type DynamicModule } from '@nestjs/common';
import { make, ApprovalsAuditSealed } from '#contracts';
import { MessagingModule, outgoing } from '#messaging';
import { PlatformModule, type TellSeal } from '#platform';
import { ApprovalsConfig } from './approvals.config.js';
import { ApprovalsController } from './approvals.controller.js';
import { ChainsController } from './chains.controller.js';
import { approvalsDatabase } from './database/data-source.js';
import { DeadlineLoop } from './deadline-loop.js';
import { DocumentsController } from './documents.controller.js';
import { AnchorSealOnAuditSealed } from './reactions/anchor-seal-on-audit-sealed.js';
import { StaffAuditConsumer } from './reactions/staff-audit.consumer.js';
import { SchedulingAuditConsumer } from './reactions/scheduling-audit.consumer.js';
import { EnrollmentAuditConsumer } from './reactions/enrollment-audit.consumer.js';
import { ApprovalsAuditConsumer } from './reactions/approvals-audit.consumer.js';
import { ReportingAuditConsumer } from './reactions/reporting-audit.consumer.js';
import { EnrollmentRequestConsumer } from './reactions/enrollment-request.consumer.js';
import { OpenProposalOnPlanSubmitted } from './reactions/open-proposal-on-plan-submitted.js';
import { OpenProposalOnProposalRequested } from './reactions/open-proposal-on-proposal-requested.js';
import { PlanConsumer } from './reactions/plan.consumer.js';
import { ReportingRequestConsumer } from './reactions/reporting-request.consumer.js';
import { SchedulingRequestConsumer } from './reactions/scheduling-request.consumer.js';
import { StaffRequestConsumer } from './reactions/staff-request.consumer.js';
import { StaleProposalOnSourceChanged } from './reactions/stale-proposal-on-source-changed.js';
import './rules/approvals.errors.js';
import { AttachDocumentHandler } from './use-cases/attach-document.js';
import { ChangeChainHandler } from './use-cases/change-chain.js';
import { ClaimProposalHandler } from './use-cases/claim-proposal.js';
import { DecideManyHandler } from './use-cases/decide-many.js';
import { DecideProposalHandler } from './use-cases/decide-proposal.js';
import { DelegateRoleHandler } from './use-cases/delegate-role.js';
import { EndWebhookHandler } from './use-cases/end-webhook.js';
import { ListAnchorsHandler } from './use-cases/list-anchors.js';
import { ListDelegationsHandler } from './use-cases/list-delegations.js';
import { ListProposalsHandler } from './use-cases/list-proposals.js';
import { ListWebhooksHandler } from './use-cases/list-webhooks.js';
import { ReadDocumentHandler } from './use-cases/read-document.js';
import { ReadProposalHandler } from './use-cases/read-proposal.js';
import { RedeliverWebhookHandler } from './use-cases/redeliver-webhook.js';
import { RegisterWebhookHandler } from './use-cases/register-webhook.js';
import { ReplaceWebhookSecretHandler } from './use-cases/replace-webhook-secret.js';
import { RevokeDelegationHandler } from './use-cases/revoke-delegation.js';
import { SendWebhooksHandler } from './use-cases/send-webhooks.js';
import { UndoDecisionHandler } from './use-cases/undo-decision.js';
import { WatchDeadlinesHandler } from './use-cases/watch-deadlines.js';
import { WithdrawProposalHandler } from './use-cases/withdraw-proposal.js';
import { WebhookSecrets } from './webhook-secrets.js';
import { WebhookLoop } from './webhook-loop.js';
import { WebhooksController } from './webhooks.controller.js';

const CONSUMERS = [
  PlanConsumer,
  StaffRequestConsumer,
  SchedulingRequestConsumer,
  EnrollmentRequestConsumer,
  ReportingRequestConsumer,
  StaffAuditConsumer,
  SchedulingAuditConsumer,
  EnrollmentAuditConsumer,
  ApprovalsAuditConsumer,
  ReportingAuditConsumer,
];

const tellSeal: TellSeal = seal =>
  outgoing(make(ApprovalsAuditSealed, seal), { key: 'approvals', revision: seal.number });

@Module({})
export class ApprovalsModule {
  static forConfig(config: ApprovalsConfig): DynamicModule {
    return {
      module: ApprovalsModule,
      imports: [
        PlatformModule.forService({ service: 'approvals', config, database: approvalsDatabase, tellSeal }),
        MessagingModule.forService({ consumers: CONSUMERS }),
      ],
      controllers: [ApprovalsController, ChainsController, DocumentsController, WebhooksController],
      providers: [
        { provide: ApprovalsConfig, useValue: config },
        ...CONSUMERS,
        OpenProposalOnPlanSubmitted,
        OpenProposalOnProposalRequested,
        StaleProposalOnSourceChanged,
        AnchorSealOnAuditSealed,
        ListAnchorsHandler,
        ListProposalsHandler,
        ReadProposalHandler,
        DecideProposalHandler,
        DecideManyHandler,
        ClaimProposalHandler,
        WithdrawProposalHandler,
        UndoDecisionHandler,
        DelegateRoleHandler,
        RevokeDelegationHandler,
        ListDelegationsHandler,
        ChangeChainHandler,
        WatchDeadlinesHandler,
        DeadlineLoop,
        AttachDocumentHandler,
        ReadDocumentHandler,
        WebhookSecrets,
        RegisterWebhookHandler,
        ReplaceWebhookSecretHandler,
        EndWebhookHandler,
        ListWebhooksHandler,
        RedeliverWebhookHandler,
        SendWebhooksHandler,
        WebhookLoop,
      ],
    };
  }
}
