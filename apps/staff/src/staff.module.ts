import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { make, StaffAuditSealed } from '#contracts';
import { MessagingModule, outgoing, type TopicConsumer } from '#messaging';
import { PlatformModule, type TellSeal } from '#platform';
import { BatchReleaseController } from './batch-release.controller.js';
import { staffDatabase } from './database/data-source.js';
import { AbsencesController } from './absences.controller.js';
import { StaffingController } from './staffing.controller.js';
import { BatchCheckLoop } from './batch-check-loop.js';
import { NationalIdLoop } from './national-id-loop.js';
import { NationalIdSeal } from './national-id-seal.js';
import { NationalIdsController } from './national-ids.controller.js';
import { PeopleController } from './people.controller.js';
import { PreviewLoop } from './preview-loop.js';
import { AddToPreviewOnBatchPartPreviewed } from './reactions/add-to-preview-on-batch-part-previewed.js';
import { BatchEffectConsumer } from './reactions/batch-effect.consumer.js';
import { KeepNormsOnProgrammeAdopted } from './reactions/keep-norms-on-programme-adopted.js';
import { ProgrammeConsumer } from './reactions/programme.consumer.js';
import { ProposalConsumer } from './reactions/proposal.consumer.js';
import { ReleaseBatchOnProposalDecided } from './reactions/release-batch-on-proposal-decided.js';
import { ReassignmentBatchesController } from './reassignment-batches.controller.js';
import { ReleaseLoop } from './release-loop.js';
import type { StaffConfig } from './staff.config.js';
import { TaughtPeople } from './taught-people.js';
import { UnitsController } from './units.controller.js';
import { ApplyBatchChunkHandler } from './use-cases/apply-batch-chunk.js';
import { AskPreviewPartsHandler } from './use-cases/ask-preview-parts.js';
import { AskReleaseHandler } from './use-cases/ask-release.js';
import { CancelBatchHandler } from './use-cases/cancel-batch.js';
import { ChangeUnitsHandler } from './use-cases/change-units.js';
import { CheckBatchHandler } from './use-cases/check-batch.js';
import { CorrectHistoryHandler } from './use-cases/correct-history.js';
import { ErasePersonHandler } from './use-cases/erase-person.js';
import { FindByNationalIdHandler } from './use-cases/find-by-national-id.js';
import { ImportNationalIdsHandler } from './use-cases/import-national-ids.js';
import { ImportUnitsHandler } from './use-cases/import-units.js';
import { ListBatchFaultsHandler } from './use-cases/list-batch-faults.js';
import { ListBatchesHandler } from './use-cases/list-batches.js';
import { ListDisclosuresHandler } from './use-cases/list-disclosures.js';
import { ListPeopleHandler } from './use-cases/list-people.js';
import { NamePeopleHandler } from './use-cases/name-people.js';
import { ListUnitsHandler } from './use-cases/list-units.js';
import { ReassignPersonHandler } from './use-cases/reassign-person.js';
import { RecordNationalIdHandler } from './use-cases/record-national-id.js';
import { ReleaseBatchHandler } from './use-cases/release-batch.js';
import { RenewNationalIdSealsHandler } from './use-cases/renew-national-id-seals.js';
import { RequestPreviewHandler } from './use-cases/request-preview.js';
import { ReverseBatchHandler } from './use-cases/reverse-batch.js';
import { ShowBatchHandler } from './use-cases/show-batch.js';
import { ShowPersonHandler } from './use-cases/show-person.js';
import { ShowPreviewHandler } from './use-cases/show-preview.js';
import { ShowCodeHandler } from './use-cases/show-code.js';
import { ShowUnitTreeHandler } from './use-cases/show-unit-tree.js';
import { ShowUnitHandler } from './use-cases/show-unit.js';
import { CloseAllowanceMonthHandler } from './use-cases/close-allowance-month.js';
import { DiscloseNationalIdHandler } from './use-cases/disclose-national-id.js';
import { CorrectAbsenceHandler } from './use-cases/correct-absence.js';
import { EndAbsenceHandler } from './use-cases/end-absence.js';
import { ExportAllowanceListHandler } from './use-cases/export-allowance-list.js';
import { ListAllowancesHandler } from './use-cases/list-allowances.js';
import { ListStaffingHandler } from './use-cases/list-staffing.js';
import { ListVacanciesHandler } from './use-cases/list-vacancies.js';
import { RecordAbsenceHandler } from './use-cases/record-absence.js';
import { UploadBatchHandler } from './use-cases/upload-batch.js';

const consumers: Type<TopicConsumer>[] = [ProgrammeConsumer, BatchEffectConsumer, ProposalConsumer];

const tellSeal: TellSeal = seal => outgoing(make(StaffAuditSealed, seal), { key: 'staff', revision: seal.number });

@Module({})
export class StaffModule {
  static forConfig(config: StaffConfig): DynamicModule {
    return {
      module: StaffModule,
      imports: [
        PlatformModule.forService({ service: 'staff', config, database: staffDatabase, tellSeal }),
        MessagingModule.forService({ consumers }),
      ],
      controllers: [
        UnitsController,
        ReassignmentBatchesController,
        BatchReleaseController,
        PeopleController,
        AbsencesController,
        StaffingController,
        NationalIdsController,
      ],
      providers: [
        ...consumers,
        KeepNormsOnProgrammeAdopted,
        AddToPreviewOnBatchPartPreviewed,
        ReleaseBatchOnProposalDecided,
        ImportUnitsHandler,
        ChangeUnitsHandler,
        ListUnitsHandler,
        ShowUnitHandler,
        ShowUnitTreeHandler,
        ShowCodeHandler,
        UploadBatchHandler,
        CheckBatchHandler,
        BatchCheckLoop,
        ListBatchFaultsHandler,
        CancelBatchHandler,
        ReverseBatchHandler,
        RequestPreviewHandler,
        AskPreviewPartsHandler,
        ShowPreviewHandler,
        PreviewLoop,
        AskReleaseHandler,
        ReleaseBatchHandler,
        ApplyBatchChunkHandler,
        ReleaseLoop,
        ListBatchesHandler,
        ShowBatchHandler,
        ReassignPersonHandler,
        CorrectHistoryHandler,
        ErasePersonHandler,
        ListPeopleHandler,
        NamePeopleHandler,
        TaughtPeople,
        CloseAllowanceMonthHandler,
        CorrectAbsenceHandler,
        EndAbsenceHandler,
        ExportAllowanceListHandler,
        ListAllowancesHandler,
        ListStaffingHandler,
        ListVacanciesHandler,
        RecordAbsenceHandler,
        ShowPersonHandler,
        NationalIdSeal,
        NationalIdLoop,
        RecordNationalIdHandler,
        ImportNationalIdsHandler,
        DiscloseNationalIdHandler,
        FindByNationalIdHandler,
        ListDisclosuresHandler,
        RenewNationalIdSealsHandler,
      ],
    };
  }
}
