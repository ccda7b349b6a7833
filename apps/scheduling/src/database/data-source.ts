import { CreateProgrammeDraft1764105000000 } from './migrations/1764105000000-create-programme-draft.js';
import { messagingMigrations } from '#messaging';
import { CreateAuditTrail1764222000000, CreatePlatformTables1764000000001, type ServiceDatabase } from '#platform';
import { ClassSeatPlanRow } from './class-seat-plan.row.js';
import { DraftStateRow } from './draft-state.row.js';
import { KnownUnitRow } from './known-unit.row.js';
import { CreateProgramme1764100000000 } from './migrations/1764100000000-create-programme.js';
import { CreateDemand1764100001000 } from './migrations/1764100001000-create-demand.js';
import { CreatePlan1764100002000 } from './migrations/1764100002000-create-plan.js';
import { CreatePlanning1764140000000 } from './migrations/1764140000000-create-planning.js';
import { AdoptByApproval1764455000000 } from './migrations/1764455000000-adopt-by-approval.js';
import { NameTrainers1764462000000 } from './migrations/1764462000000-name-trainers.js';
import { PlanningRunRow } from './planning-run.row.js';
import { PlanningSettingRow } from './planning-setting.row.js';
import { PlanRow } from './plan.row.js';
import { ProgrammeRow } from './programme.row.js';
import { RoadDistanceRow } from './road-distance.row.js';
import { TrainingClassRow } from './training-class.row.js';
import { UnitDemandRow } from './unit-demand.row.js';

export const schedulingDatabase: ServiceDatabase = {
  rows: [
    ProgrammeRow,
    KnownUnitRow,
    UnitDemandRow,
    DraftStateRow,
    PlanRow,
    TrainingClassRow,
    ClassSeatPlanRow,
    PlanningRunRow,
    PlanningSettingRow,
    RoadDistanceRow,
  ],
  migrations: [
    ...messagingMigrations,
    CreatePlatformTables1764000000001,
    CreateProgramme1764100000000,
    CreateDemand1764100001000,
    CreatePlan1764100002000,
    CreatePlanning1764140000000,
    CreateProgrammeDraft1764105000000,
    CreateAuditTrail1764222000000,
    AdoptByApproval1764455000000,
    NameTrainers1764462000000,
  ],
};
