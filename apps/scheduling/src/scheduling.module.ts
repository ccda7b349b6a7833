import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { make, SchedulingAuditSealed } from '#contracts';
import { MessagingModule, outgoing } from '#messaging';
import { PlatformModule, type TellSeal } from '#platform';
import { schedulingDatabase } from './database/data-source.js';
import { DraftingLoop } from './drafting-loop.js';
import { PlanningRunLoop } from './planning-run-loop.js';
import { PlanningController } from './planning.controller.js';
import { PlannerRunner } from './planning/planner-runner.js';
import { WorkerPlanner } from './planning/worker-planner.js';
import { CloseUnitOnUnitDissolved } from './reactions/close-unit-on-unit-dissolved.js';
import { CloseUnitsOnUnitsMerged } from './reactions/close-units-on-units-merged.js';
import { DemandConsumer } from './reactions/demand.consumer.js';
import { KeepDemandOnDemandChanged } from './reactions/keep-demand-on-demand-changed.js';
import { RenameUnitOnUnitRenamed } from './reactions/rename-unit-on-unit-renamed.js';
import { KeepUnitOnUnitEstablished } from './reactions/keep-unit-on-unit-established.js';
import { AdoptVersionOnProposalDecided } from './reactions/adopt-version-on-proposal-decided.js';
import { ChangeClassOnClassChanged } from './reactions/change-class-on-class-changed.js';
import { MarkClassOnClassFilled } from './reactions/mark-class-on-class-filled.js';
import { OpenClassesOnProposalDecided } from './reactions/open-classes-on-proposal-decided.js';
import { KeepEffectOnProgrammePreviewed } from './reactions/keep-effect-on-programme-previewed.js';
import { ProgrammeEffectConsumer } from './reactions/programme-effect.consumer.js';
import { ProposalConsumer } from './reactions/proposal.consumer.js';
import { UnitConsumer } from './reactions/unit.consumer.js';
import './rules/scheduling.errors.js';
import type { SchedulingConfig } from './scheduling.config.js';
import { ProgrammeDraftsController } from './programme-drafts.controller.js';
import { PlansController, ProgrammesController } from './scheduling.controller.js';
import { AdoptProgrammeHandler } from './use-cases/adopt-programme.js';
import { CarryOutPlanningRunsHandler } from './use-cases/carry-out-planning-runs.js';
import { ChangePlanningSettingsHandler } from './use-cases/change-planning-settings.js';
import { DraftSupplementaryPlanHandler } from './use-cases/draft-supplementary-plan.js';
import { DraftYearPlanHandler } from './use-cases/draft-year-plan.js';
import { EditPlanningRunHandler } from './use-cases/edit-planning-run.js';
import { KeepPlanningRunHandler } from './use-cases/keep-planning-run.js';
import { ListClassesHandler } from './use-cases/list-classes.js';
import { ListDemandHandler } from './use-cases/list-demand.js';
import { ListPlansHandler } from './use-cases/list-plans.js';
import { ListProgrammesHandler } from './use-cases/list-programmes.js';
import { NameTrainerHandler } from './use-cases/name-trainer.js';
import { RequestProgrammePreviewHandler } from './use-cases/request-programme-preview.js';
import { SaveProgrammeDraftHandler } from './use-cases/save-programme-draft.js';
import { ShowProgrammeDraftHandler } from './use-cases/show-programme-draft.js';
import { ShowPlanningRunHandler } from './use-cases/show-planning-run.js';
import { StartPlanningRunHandler } from './use-cases/start-planning-run.js';
import { SubmitPlanHandler } from './use-cases/submit-plan.js';
import { SubmitProgrammeDraftHandler } from './use-cases/submit-programme-draft.js';
import { UploadRoadDistancesHandler } from './use-cases/upload-road-distances.js';

const tellSeal: TellSeal = seal =>
  outgoing(make(SchedulingAuditSealed, seal), { key: 'scheduling', revision: seal.number });

@Module({})
export class SchedulingModule {
  static forConfig(config: SchedulingConfig, planner: Type<PlannerRunner> = WorkerPlanner): DynamicModule {
    return {
      module: SchedulingModule,
      imports: [
        PlatformModule.forService({ service: 'scheduling', config, database: schedulingDatabase, tellSeal }),
        MessagingModule.forService({
          consumers: [UnitConsumer, DemandConsumer, ProposalConsumer, ProgrammeEffectConsumer],
        }),
      ],
      controllers: [ProgrammesController, ProgrammeDraftsController, PlansController, PlanningController],
      providers: [
        UnitConsumer,
        KeepUnitOnUnitEstablished,
        RenameUnitOnUnitRenamed,
        CloseUnitsOnUnitsMerged,
        CloseUnitOnUnitDissolved,
        DemandConsumer,
        KeepDemandOnDemandChanged,
        ChangeClassOnClassChanged,
        MarkClassOnClassFilled,
        ProposalConsumer,
        OpenClassesOnProposalDecided,
        AdoptVersionOnProposalDecided,
        { provide: PlannerRunner, useClass: planner },
        ProgrammeEffectConsumer,
        KeepEffectOnProgrammePreviewed,
        SaveProgrammeDraftHandler,
        RequestProgrammePreviewHandler,
        SubmitProgrammeDraftHandler,
        ShowProgrammeDraftHandler,
        AdoptProgrammeHandler,
        ListProgrammesHandler,
        DraftYearPlanHandler,
        SubmitPlanHandler,
        DraftSupplementaryPlanHandler,
        DraftingLoop,
        StartPlanningRunHandler,
        CarryOutPlanningRunsHandler,
        PlanningRunLoop,
        ShowPlanningRunHandler,
        EditPlanningRunHandler,
        KeepPlanningRunHandler,
        ChangePlanningSettingsHandler,
        UploadRoadDistancesHandler,
        ListPlansHandler,
        ListClassesHandler,
        NameTrainerHandler,
        ListDemandHandler,
      ],
    };
  }
}
