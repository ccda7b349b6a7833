import { Module, type DynamicModule } from '@nestjs/common';
import { make, ReportingAuditSealed } from '#contracts';
import { MessagingModule, outgoing } from '#messaging';
import { PlatformModule, type TellSeal } from '#platform';
import { reportingDatabase } from './database/data-source.js';
import { ApprovalsAuditConsumer } from './reactions/approvals-audit.consumer.js';
import { AssignmentBatchConsumer } from './reactions/assignment-batch.consumer.js';
import { AssignmentConsumer } from './reactions/assignment.consumer.js';
import { CertificateConsumer } from './reactions/certificate.consumer.js';
import { ClassConsumer } from './reactions/class.consumer.js';
import { DemandConsumer } from './reactions/demand.consumer.js';
import { DecidePlanOnProposalDecided } from './reactions/decide-plan-on-proposal-decided.js';
import { DutyConsumer } from './reactions/duty.consumer.js';
import { KeepHeadOnAuditSealed } from './reactions/keep-head-on-audit-sealed.js';
import { PlanConsumer } from './reactions/plan.consumer.js';
import { ProgrammeConsumer } from './reactions/programme.consumer.js';
import { ProjectAssignments } from './reactions/project-assignments.js';
import { ProjectCertificates } from './reactions/project-certificates.js';
import { ProjectClassOnClassChanged } from './reactions/project-class-on-class-changed.js';
import { ProjectClassOnClassOpened } from './reactions/project-class-on-class-opened.js';
import { ProjectDuties } from './reactions/project-duties.js';
import { ProjectPlanOnPlanSubmitted } from './reactions/project-plan-on-plan-submitted.js';
import { ProjectProgrammeOnProgrammeAdopted } from './reactions/project-programme-on-programme-adopted.js';
import { ProjectSeats } from './reactions/project-seats.js';
import { ProjectUnits } from './reactions/project-units.js';
import { PublishReportOnProposalDecided } from './reactions/publish-report-on-proposal-decided.js';
import { ProposalConsumer } from './reactions/proposal.consumer.js';
import { SeatConsumer } from './reactions/seat.consumer.js';
import { UnitConsumer } from './reactions/unit.consumer.js';
import './rules/reporting.errors.js';
import type { ReportingConfig } from './reporting.config.js';
import { FiguresController } from './figures.controller.js';
import { ReportsController } from './reports.controller.js';
import { AskPublicationHandler } from './use-cases/ask-publication.js';
import { FreezeReportHandler } from './use-cases/freeze-report.js';
import { ListClassesHandler } from './use-cases/list-classes.js';
import { ListPlansHandler } from './use-cases/list-plans.js';
import { ListReportsHandler } from './use-cases/list-reports.js';
import { ListUnitFiguresHandler } from './use-cases/list-unit-figures.js';
import { ReadBatchEffectHandler } from './use-cases/read-batch-effect.js';
import { ReadFiguresHandler } from './use-cases/read-figures.js';
import { ReadReportHandler } from './use-cases/read-report.js';

const consumers = [
  UnitConsumer,
  AssignmentConsumer,
  AssignmentBatchConsumer,
  ProgrammeConsumer,
  PlanConsumer,
  ClassConsumer,
  DemandConsumer,
  DutyConsumer,
  SeatConsumer,
  CertificateConsumer,
  ProposalConsumer,
  ApprovalsAuditConsumer,
];

const reactions = [
  ProjectUnits,
  ProjectAssignments,
  ProjectProgrammeOnProgrammeAdopted,
  ProjectPlanOnPlanSubmitted,
  ProjectClassOnClassOpened,
  ProjectClassOnClassChanged,
  ProjectDuties,
  ProjectSeats,
  ProjectCertificates,
  DecidePlanOnProposalDecided,
  PublishReportOnProposalDecided,
  KeepHeadOnAuditSealed,
];

const useCases = [
  ReadFiguresHandler,
  ListUnitFiguresHandler,
  ReadBatchEffectHandler,
  ListClassesHandler,
  ListPlansHandler,
  FreezeReportHandler,
  AskPublicationHandler,
  ListReportsHandler,
  ReadReportHandler,
];

const tellSeal: TellSeal = seal =>
  outgoing(make(ReportingAuditSealed, seal), { key: 'reporting', revision: seal.number });

@Module({})
export class ReportingModule {
  static forConfig(config: ReportingConfig): DynamicModule {
    return {
      module: ReportingModule,
      imports: [
        PlatformModule.forService({ service: 'reporting', config, database: reportingDatabase, tellSeal }),
        MessagingModule.forService({ consumers }),
      ],
      controllers: [FiguresController, ReportsController],
      providers: [...consumers, ...reactions, ...useCases],
    };
  }
}
