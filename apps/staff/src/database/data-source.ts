import { messagingMigrations } from '#messaging';
import { CreateAuditTrail1764222000000, CreatePlatformTables1764000000001, type ServiceDatabase } from '#platform';
import { ConcurrentDutyRow } from './concurrent-duty.row.js';
import { CreateStaffRegistry1764000010000 } from './migrations/1764000010000-create-staff-registry.js';
import { CreateReassignmentBatch1764000010001 } from './migrations/1764000010001-create-reassignment-batch.js';
import { CheckBatchesAsJobs1764045000000 } from './migrations/1764045000000-check-batches-as-jobs.js';
import { CreateBatchPreview1764050000000 } from './migrations/1764050000000-create-batch-preview.js';
import { RecordWhatWasKnown1764055000000 } from './migrations/1764055000000-record-what-was-known.js';
import { DateUnitNames1764058000000 } from './migrations/1764058000000-date-unit-names.js';
import { CreateAbsenceAndAllowance1764060000000 } from './migrations/1764060000000-create-absence-and-allowance.js';
import { GuardPeopleByUnit1764070500000 } from './migrations/1764070500000-guard-people-by-unit.js';
import { EraseNames1764335000000 } from './migrations/1764335000000-erase-names.js';
import { ReleaseByApproval1764355000000 } from './migrations/1764355000000-release-by-approval.js';
import { DecideUnits1764460000000 } from './migrations/1764460000000-decide-units.js';
import { KeepKnownAbsences1764461000000 } from './migrations/1764461000000-keep-known-absences.js';
import { TakeLateRows1764462000000 } from './migrations/1764462000000-take-late-rows.js';
import { CreateNationalIds1764463000000 } from './migrations/1764463000000-create-national-ids.js';
import { IndexPastByUnit1764464000000 } from './migrations/1764464000000-index-past-by-unit.js';
import { TakeLateChangesByHand1764465000000 } from './migrations/1764465000000-take-late-changes-by-hand.js';
import { EndHoldingsInPlace1764470000000 } from './migrations/1764470000000-end-holdings-in-place.js';
import { CompareDraftsById1764471000000 } from './migrations/1764471000000-compare-drafts-by-id.js';
import { KeepBasisOfCheck1764472000000 } from './migrations/1764472000000-keep-basis-of-check.js';
import { PersonRow } from './person.row.js';
import { PostHoldingRow } from './post-holding.row.js';
import { ReassignmentBatchRow } from './reassignment-batch.row.js';
import { ReassignmentRowRow } from './reassignment-row.row.js';
import { ReassignmentByHandRow } from './reassignment-by-hand.row.js';
import { UnitChangeRow } from './unit-change.row.js';
import { UnitSuccessionRow } from './unit-succession.row.js';
import { UnitRow } from './unit.row.js';

export const staffDatabase: ServiceDatabase = {
  rows: [
    UnitRow,
    UnitSuccessionRow,
    UnitChangeRow,
    PersonRow,
    PostHoldingRow,
    ConcurrentDutyRow,
    ReassignmentBatchRow,
    ReassignmentRowRow,
    ReassignmentByHandRow,
  ],
  rowSecurity: true,
  migrations: [
    ...messagingMigrations,
    CreatePlatformTables1764000000001,
    CreateStaffRegistry1764000010000,
    CreateReassignmentBatch1764000010001,
    CheckBatchesAsJobs1764045000000,
    CreateBatchPreview1764050000000,
    RecordWhatWasKnown1764055000000,
    DateUnitNames1764058000000,
    CreateAbsenceAndAllowance1764060000000,
    GuardPeopleByUnit1764070500000,
    CreateAuditTrail1764222000000,
    EraseNames1764335000000,
    ReleaseByApproval1764355000000,
    DecideUnits1764460000000,
    KeepKnownAbsences1764461000000,
    TakeLateRows1764462000000,
    CreateNationalIds1764463000000,
    IndexPastByUnit1764464000000,
    TakeLateChangesByHand1764465000000,
    EndHoldingsInPlace1764470000000,
    CompareDraftsById1764471000000,
    KeepBasisOfCheck1764472000000,
  ],
};
