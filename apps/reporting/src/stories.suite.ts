// Lives of single things as their events tell them, for the specs of the projections.
import {
  AttendanceRecorded,
  CertificateIssued,
  CertificateRevoked,
  CertificateSuperseded,
  ClassChanged,
  ClassOpened,
  make,
  PlanSubmitted,
  ProposalDecided,
  SeatGranted,
  SeatReleased,
  UnitsMerged,
  WaitlistJoined,
  type ClassChange,
} from '#contracts';
import { appointed, fulfilled, idOf, left, moved, reassigned, retraining, unit } from './events.suite.js';
import type { Told } from './reporting.suite.js';

const seatIds = { seatId: idOf('seat'), classId: idOf('class'), personId: idOf('An') };
const planOf = (contentHash: string) =>
  make(PlanSubmitted, {
    planId: idOf('plan'),
    kind: 'year',
    programmeId: idOf('programme'),
    contentHash,
    submittedBy: 'lan',
    classes: [],
    summary: {
      classes: 3,
      people: 120,
      unserved: 0,
      personKm: 9.5,
      fewestClasses: 3,
      gap: 0.01,
    },
  });
const changedTo = (change: ClassChange, maximum: number) =>
  make(ClassChanged, { classId: idOf('class'), change, startsOn: '2025-08-11', endsOn: '2025-08-13', maximum });
const classOf = (maximum: number) =>
  make(ClassOpened, {
    classId: idOf('class'),
    planId: idOf('plan'),
    programmeId: idOf('programme'),
    classType: 'commune',
    purpose: 'year',
    hostUnitId: idOf('C'),
    startsOn: '2025-08-04',
    endsOn: '2025-08-06',
    minimum: 30,
    maximum,
    seatPlan: [],
    reachUnitIds: [],
  });
export const duty = {
  opened: { event: retraining('d', 'An', 'A', '2025-02-01', 'rotation'), revision: 1 },
  moved: {
    event: moved('d', 'An', 'C', { on: '2025-07-01', coalesced: true, moves: 2, batch: 'merger' }),
    revision: 2,
  },
  fulfilled: { event: fulfilled('d', 'An', '2025-08-06'), revision: 3 },
};
const certificate = {
  issued: {
    event: make(CertificateIssued, {
      certificateId: idOf('c1'),
      personId: idOf('An'),
      classId: idOf('class'),
      programmeId: idOf('programme'),
      unitId: idOf('A'),
      issuedOn: '2025-08-06',
    }),
  },
  superseded: {
    event: make(CertificateSuperseded, {
      certificateId: idOf('c1'),
      personId: idOf('An'),
      supersededById: idOf('c2'),
    }),
  },
  revoked: {
    event: make(CertificateRevoked, { certificateId: idOf('c1'), personId: idOf('An'), revokedOn: '2025-09-01' }),
  },
};

interface Story {
  about: string;
  table: string;
  /** In the order in which they happened. */
  told: Told[];
  /** What the table must say, in whatever order and however often they arrive. */
  row: Record<string, unknown>;
}

export const stories: Story[] = [
  {
    about: 'a duty that was opened, coalesced and fulfilled',
    table: 'duty_fact',
    told: [duty.opened, duty.moved, duty.fulfilled],
    row: { status: 'fulfilled', kind: 'retraining', cause: 'merger', fulfilled_on: '2025-08-06', complete: true },
  },
  {
    about: 'a seat that was granted and attended',
    table: 'seat_fact',
    told: [
      { event: make(SeatGranted, { ...seatIds, unitId: idOf('A'), by: 'reach' }), revision: 1 },
      { event: make(AttendanceRecorded, { ...seatIds, mark: 'attended', heldOn: '2025-08-04' }), revision: 2 },
    ],
    row: { status: 'attended', unit_id: idOf('A'), granted_by: 'reach' },
  },
  {
    about: 'a seat that was released and granted again',
    table: 'seat_fact',
    told: [
      { event: make(SeatGranted, { ...seatIds, unitId: idOf('A'), by: 'reach' }), revision: 1 },
      { event: make(SeatReleased, { ...seatIds, reason: 'no-duty' }), revision: 2 },
      { event: make(SeatGranted, { ...seatIds, unitId: idOf('C'), by: 'seat-plan' }), revision: 3 },
    ],
    row: { status: 'granted', unit_id: idOf('C'), granted_by: 'seat-plan' },
  },
  {
    about: 'somebody who began to wait twice',
    table: 'waiting_fact',
    told: (['no-class', 'desk-rule'] as const).map((reason, nth) => ({
      event: make(WaitlistJoined, { personId: idOf('An'), unitId: idOf('A'), deadline: '2025-09-29', reason }),
      revision: nth + 1,
    })),
    row: { reason: 'desk-rule' },
  },
  {
    about: 'a person who was appointed, reassigned and left',
    table: 'person_fact',
    told: [
      { event: appointed('An', 'A', '2025-01-01'), revision: 1 },
      { event: reassigned('An', 'A', 'C', '2025-07-01', 'merger'), revision: 2 },
      { event: left('An', 'C', '2025-08-01'), revision: 3 },
    ],
    row: { unit_id: null, revision: 3 },
  },
  {
    about: 'a unit that was merged',
    table: 'unit_fact',
    told: [
      { event: unit('A', 'commune', 'D') },
      {
        event: make(UnitsMerged, {
          successorUnitId: idOf('C'),
          predecessorUnitIds: [idOf('A')],
          effectiveDate: '2025-07-01',
        }),
      },
    ],
    row: { code: 'A', level: 'commune', valid_to: '2025-07-01', successor_id: idOf('C') },
  },
  {
    about: 'a certificate that was superseded',
    table: 'certificate_fact',
    told: [certificate.issued, certificate.superseded],
    row: { issued_on: '2025-08-06', superseded_by: idOf('c2') },
  },
  {
    about: 'a certificate that was revoked',
    table: 'certificate_fact',
    told: [certificate.issued, certificate.revoked],
    row: { issued_on: '2025-08-06', revoked_on: '2025-09-01' },
  },
  {
    about: 'a class that was opened again with other numbers',
    table: 'class_fact',
    told: [
      { event: classOf(50), revision: 1 },
      { event: classOf(45), revision: 2 },
    ],
    row: { maximum: 45 },
  },
  {
    about: 'a class that was postponed and then enlarged',
    table: 'class_change_fact',
    told: [
      { event: changedTo('postponed', 50), revision: 1 },
      { event: changedTo('enlarged', 53), revision: 2 },
    ],
    row: { change: 'enlarged', starts_on: '2025-08-11', maximum: 53 },
  },
  {
    about: 'a plan that was submitted twice and approved as it was then',
    table: 'plan_fact',
    told: [
      { event: planOf('aa'), revision: 1 },
      { event: planOf('bb'), revision: 2 },
      {
        event: make(ProposalDecided, {
          proposalId: idOf('proposal'),
          subjectType: 'plan',
          subjectId: idOf('plan'),
          contentHash: 'bb',
          outcome: 'approved',
          steps: [],
        }),
      },
    ],
    row: { status: 'approved', people: 120, person_km: 9.5 },
  },
];
