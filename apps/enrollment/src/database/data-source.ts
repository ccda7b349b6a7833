import { messagingMigrations } from '#messaging';
import { CreateAuditTrail1764222000000, CreatePlatformTables1764000000001, type ServiceDatabase } from '#platform';
import { CertificateRow } from './certificate.row.js';
import { ClassRow } from './class.row.js';
import { DemandRow } from './demand.row.js';
import { DutyRow } from './duty.row.js';
import { CreateEnrollment1764200000000 } from './migrations/1764200000000-create-enrollment.js';
import { CreateReconciliation1764290000000 } from './migrations/1764290000000-create-reconciliation.js';
import { GuardPeopleByUnit1764305500000 } from './migrations/1764305500000-guard-people-by-unit.js';
import { ReserveSeats1764314000000 } from './migrations/1764314000000-reserve-seats.js';
import { WaiveAndEscalate1764316000000 } from './migrations/1764316000000-waive-and-escalate.js';
import { NumberCertificates1764318000000 } from './migrations/1764318000000-number-certificates.js';
import { ChangeClasses1764320000000 } from './migrations/1764320000000-change-classes.js';
import { CreateNotices1764322000000 } from './migrations/1764322000000-create-notices.js';
import { DropIndexOfOpenDuties1764345000000 } from './migrations/1764345000000-drop-index-of-open-duties.js';
import { ForgetNotices1764452000000 } from './migrations/1764452000000-forget-notices.js';
import { WaiveInBulk1764456000000 } from './migrations/1764456000000-waive-in-bulk.js';
import { GuardClassesByTrainer1764461000000 } from './migrations/1764461000000-guard-classes-by-trainer.js';
import { HearLateMoves1764463000000 } from './migrations/1764463000000-hear-late-moves.js';
import { IndexLists1764464000000 } from './migrations/1764464000000-index-lists.js';
import { TeachOneSkill1764465000000 } from './migrations/1764465000000-teach-one-skill.js';
import { LookUpPersonOfDuty1764466000000 } from './migrations/1764466000000-look-up-person-of-duty.js';
import { CountWaitingBySkill1764467000000 } from './migrations/1764467000000-count-waiting-by-skill.js';
import { TakeFeedback1764468000000 } from './migrations/1764468000000-take-feedback.js';
import { AnswerFacts1764471000000 } from './migrations/1764471000000-answer-facts.js';
import { CheckReferencesByStatement1764472000000 } from './migrations/1764472000000-check-references-by-statement.js';
import { WaitInPlace1764473000000 } from './migrations/1764473000000-wait-in-place.js';
import { PersonStateRow } from './person-state.row.js';
import { SeatRow } from './seat.row.js';

export const enrollmentDatabase: ServiceDatabase = {
  rows: [CertificateRow, ClassRow, DemandRow, DutyRow, PersonStateRow, SeatRow],
  rowSecurity: true,
  migrations: [
    ...messagingMigrations,
    CreatePlatformTables1764000000001,
    CreateEnrollment1764200000000,
    CreateReconciliation1764290000000,
    GuardPeopleByUnit1764305500000,
    ReserveSeats1764314000000,
    WaiveAndEscalate1764316000000,
    NumberCertificates1764318000000,
    ChangeClasses1764320000000,
    CreateNotices1764322000000,
    CreateAuditTrail1764222000000,
    DropIndexOfOpenDuties1764345000000,
    ForgetNotices1764452000000,
    WaiveInBulk1764456000000,
    GuardClassesByTrainer1764461000000,
    HearLateMoves1764463000000,
    IndexLists1764464000000,
    TeachOneSkill1764465000000,
    LookUpPersonOfDuty1764466000000,
    CountWaitingBySkill1764467000000,
    TakeFeedback1764468000000,
    AnswerFacts1764471000000,
    CheckReferencesByStatement1764472000000,
    WaitInPlace1764473000000,
  ],
};
