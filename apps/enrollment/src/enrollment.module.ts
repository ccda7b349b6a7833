import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { make, EnrollmentAuditSealed } from '#contracts';
import { MessagingModule, outgoing, type TopicConsumer } from '#messaging';
import { PlatformModule, type TellSeal } from '#platform';
import { AllocatorLoop } from './allocator/allocator-loop.js';
import { Allocator } from './allocator/allocator.js';
import { CertificatesController } from './certificates.controller.js';
import { enrollmentDatabase } from './database/data-source.js';
import type { EnrollmentConfig } from './enrollment.config.js';
import { FeedbackController } from './feedback.controller.js';
import { MailLoop } from './mail-loop.js';
import { NoticesController } from './notices.controller.js';
import { EnrollmentController } from './enrollment.controller.js';
import { PeopleController } from './people.controller.js';
import { AdoptRulesOnProgrammeAdopted } from './reactions/adopt-rules-on-programme-adopted.js';
import { AssignmentBatchConsumer } from './reactions/assignment-batch.consumer.js';
import { AssignmentConsumer } from './reactions/assignment.consumer.js';
import { BatchPreviewConsumer } from './reactions/batch-preview.consumer.js';
import { ClassConsumer } from './reactions/class.consumer.js';
import { FollowPersonOnAssignment } from './reactions/follow-person-on-assignment.js';
import { EndUnitOnUnitDissolved } from './reactions/end-unit-on-unit-dissolved.js';
import { KnowUnitOnUnitEstablished } from './reactions/know-unit-on-unit-established.js';
import { FollowUnitsOnUnitsMerged } from './reactions/follow-units-on-units-merged.js';
import { NameTrainerOnClassTrainerNamed } from './reactions/name-trainer-on-class-trainer-named.js';
import { OpenClassOnClassOpened } from './reactions/open-class-on-class-opened.js';
import { PreviewEffectOnBatchPreviewRequested } from './reactions/preview-effect-on-batch-preview-requested.js';
import { PreviewEffectOnProgrammePreviewRequested } from './reactions/preview-effect-on-programme-preview-requested.js';
import { ChangeClassOnProposalDecided } from './reactions/change-class-on-proposal-decided.js';
import { ProposalConsumer } from './reactions/proposal.consumer.js';
import { WaiveDutiesOnProposalDecided } from './reactions/waive-duties-on-proposal-decided.js';
import { ProgrammePreviewConsumer } from './reactions/programme-preview.consumer.js';
import { ProgrammeConsumer } from './reactions/programme.consumer.js';
import { UnitConsumer } from './reactions/unit.consumer.js';
import { ReconciliationLoop } from './reconciliation-loop.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { Registry } from './registry.js';
import './rules/enrollment.errors.js';
import { WaiversController } from './waivers.controller.js';
import { SeatsController } from './seats.controller.js';
import { SessionsController } from './sessions.controller.js';
import { AskBulkWaiverAgainHandler } from './use-cases/ask-bulk-waiver-again.js';
import { AskBulkWaiverHandler } from './use-cases/ask-bulk-waiver.js';
import { AskClassChangeHandler } from './use-cases/ask-class-change.js';
import { ConcludeClassHandler } from './use-cases/conclude-class.js';
import { ConfirmSeatHandler } from './use-cases/confirm-seat.js';
import { CorrectAttendanceHandler } from './use-cases/correct-attendance.js';
import { ExportSessionSheetHandler } from './use-cases/export-session-sheet.js';
import { GiveFeedbackHandler } from './use-cases/give-feedback.js';
import { ImportSessionMarksHandler } from './use-cases/import-session-marks.js';
import { ListBulkWaiversHandler } from './use-cases/list-bulk-waivers.js';
import { ListClassesHandler } from './use-cases/list-classes.js';
import { ListDutiesHandler } from './use-cases/list-duties.js';
import { ListSeatsHandler } from './use-cases/list-seats.js';
import { ListTaughtHandler } from './use-cases/list-taught.js';
import { ListSmallClassesHandler } from './use-cases/list-small-classes.js';
import { ListNoticesHandler } from './use-cases/list-notices.js';
import { MailNoticesHandler } from './use-cases/mail-notices.js';
import { SetMailboxHandler } from './use-cases/set-mailbox.js';
import { ListSessionsHandler } from './use-cases/list-sessions.js';
import { NominateHandler } from './use-cases/nominate.js';
import { OpenPeriodHandler } from './use-cases/open-period.js';
import { PersonTrainingHandler } from './use-cases/person-training.js';
import { ReconcileDutiesHandler } from './use-cases/reconcile-duties.js';
import { RecordAttendanceHandler } from './use-cases/record-attendance.js';
import { PrintCertificatesHandler } from './use-cases/print-certificates.js';
import { RecordSessionHandler } from './use-cases/record-session.js';
import { RepairDutiesHandler } from './use-cases/repair-duties.js';
import { ReserveSeatsHandler } from './use-cases/reserve-seats.js';
import { RevokeCertificateHandler } from './use-cases/revoke-certificate.js';
import { ShowDemandHandler } from './use-cases/show-demand.js';
import { ShowFeedbackHandler } from './use-cases/show-feedback.js';
import { ShowReconciliationHandler } from './use-cases/show-reconciliation.js';
import { ShowWaitlistHandler } from './use-cases/show-waitlist.js';
import { SwapSeatHandler } from './use-cases/swap-seat.js';
import { VerifyCertificateHandler } from './use-cases/verify-certificate.js';
import { WaiveDutyHandler } from './use-cases/waive-duty.js';
import { WithdrawSeatHandler } from './use-cases/withdraw-seat.js';

const consumers: Type<TopicConsumer>[] = [
  AssignmentConsumer,
  AssignmentBatchConsumer,
  ProgrammeConsumer,
  ClassConsumer,
  UnitConsumer,
  BatchPreviewConsumer,
  ProgrammePreviewConsumer,
  ProposalConsumer,
];

const tellSeal: TellSeal = seal =>
  outgoing(make(EnrollmentAuditSealed, seal), { key: 'enrollment', revision: seal.number });

@Module({})
export class EnrollmentModule {
  static forConfig(config: EnrollmentConfig): DynamicModule {
    return {
      module: EnrollmentModule,
      imports: [
        PlatformModule.forService({ service: 'enrollment', config, database: enrollmentDatabase, tellSeal }),
        MessagingModule.forService({ consumers }),
      ],
      controllers: [
        EnrollmentController,
        PeopleController,
        WaiversController,
        SeatsController,
        CertificatesController,
        SessionsController,
        FeedbackController,
        NoticesController,
        ReconciliationController,
      ],
      providers: [
        ...consumers,
        FollowPersonOnAssignment,
        AdoptRulesOnProgrammeAdopted,
        OpenClassOnClassOpened,
        NameTrainerOnClassTrainerNamed,
        EndUnitOnUnitDissolved,
        ChangeClassOnProposalDecided,
        WaiveDutiesOnProposalDecided,
        KnowUnitOnUnitEstablished,
        FollowUnitsOnUnitsMerged,
        PreviewEffectOnBatchPreviewRequested,
        PreviewEffectOnProgrammePreviewRequested,
        Allocator,
        AllocatorLoop,
        ReconcileDutiesHandler,
        RepairDutiesHandler,
        ShowReconciliationHandler,
        ReconciliationLoop,
        OpenPeriodHandler,
        RecordAttendanceHandler,
        ListClassesHandler,
        ListSeatsHandler,
        ListDutiesHandler,
        PersonTrainingHandler,
        ShowDemandHandler,
        WaiveDutyHandler,
        AskBulkWaiverHandler,
        AskBulkWaiverAgainHandler,
        ListBulkWaiversHandler,
        Registry,
        RecordSessionHandler,
        GiveFeedbackHandler,
        ShowFeedbackHandler,
        ImportSessionMarksHandler,
        ExportSessionSheetHandler,
        ConcludeClassHandler,
        ListSessionsHandler,
        AskClassChangeHandler,
        ListSmallClassesHandler,
        ListTaughtHandler,
        ListNoticesHandler,
        MailNoticesHandler,
        MailLoop,
        SetMailboxHandler,
        RevokeCertificateHandler,
        PrintCertificatesHandler,
        VerifyCertificateHandler,
        CorrectAttendanceHandler,
        NominateHandler,
        WithdrawSeatHandler,
        SwapSeatHandler,
        ConfirmSeatHandler,
        ReserveSeatsHandler,
        ShowWaitlistHandler,
      ],
    };
  }
}
