// Seven people and one merger, small enough to count by hand. The specs of figures and reports state the counts.
import {
  CertificateIssued,
  CertificateRevoked,
  CertificateSuperseded,
  ClassOpened,
  make,
  PlanSubmitted,
  ProgrammeAdopted,
  ProposalDecided,
  SeatGranted,
  UnitDissolved,
  UnitsMerged,
  type ProgrammeRules,
} from '#contracts';
import type { ServiceUnderTest } from '#testing';
import {
  appointed,
  fulfilled,
  idOf,
  left,
  moved,
  reassigned,
  retraining,
  unit,
  waived,
  yearly,
} from './events.suite.js';
import { receive } from './reporting.suite.js';

const MERGER = '2025-07-01';

const certificate = (name: string, person: string, unitName: string, issuedOn: string) =>
  make(CertificateIssued, {
    certificateId: idOf(name),
    personId: idOf(person),
    classId: idOf('class'),
    programmeId: idOf('programme'),
    unitId: idOf(unitName),
    issuedOn,
  });
const seat = (person: string, unitName: string) =>
  make(SeatGranted, {
    seatId: idOf(`seat ${person}`),
    classId: idOf('class'),
    personId: idOf(person),
    unitId: idOf(unitName),
    by: 'seat-plan',
  });

/** Province P; communes A and B of district D became C; X is a department. An … Hoa are seven officers. */
export async function tellSmallWorld(service: ServiceUnderTest): Promise<void> {
  await receive(
    service,
    ...[unit('P', 'province', null), unit('D', 'district', 'P'), unit('X', 'department', 'P')].map(event => ({
      event,
    })),
    ...[unit('A', 'commune', 'D'), unit('B', 'commune', 'D'), unit('C', 'commune', 'P')].map(event => ({ event })),
    {
      event: make(UnitsMerged, {
        successorUnitId: idOf('C'),
        predecessorUnitIds: [idOf('A'), idOf('B')],
        effectiveDate: MERGER,
      }),
    },
    { event: make(UnitDissolved, { unitId: idOf('D'), effectiveDate: MERGER }) },
    {
      event: make(ProgrammeAdopted, {
        programmeId: idOf('programme'),
        code: 'decision-654',
        programmeVersion: 1,
        from: '2012-04-09',
        to: null,
        rules: {
          title: {
            vi: 'Đề án',
            en: 'Programme',
          },
        } as ProgrammeRules,
      }),
    },
  );
  await receive(
    service,
    ...Object.entries({ An: 'A', Binh: 'B', Chi: 'X', Dung: 'X', Em: 'A', Gia: 'X', Hoa: 'B' }).map(
      ([person, where]) => ({ event: appointed(person, where, '2025-01-01', 'first load') }),
    ),
    { event: reassigned('Hoa', 'B', 'A', '2025-02-01', 'rotation'), revision: 2 },
    { event: reassigned('An', 'A', 'C', MERGER, 'merger'), revision: 2 },
    { event: reassigned('Binh', 'B', 'C', MERGER, 'merger'), revision: 2 },
    { event: left('Em', 'A', MERGER, 'merger'), revision: 2, id: idOf('Em leaves') },
    { event: reassigned('Hoa', 'A', 'C', MERGER, 'merger'), revision: 3 },
  );
  await receive(
    service,
    { event: yearly('An y', 'An', 'A') },
    { event: fulfilled('An y', 'An', '2025-03-10'), revision: 2 },
    { event: retraining('An r', 'An', 'C', MERGER, 'merger') },
    { event: yearly('Binh y', 'Binh', 'B') },
    {
      event: moved('Binh y', 'Binh', 'C', { on: '2025-01-02', coalesced: false, moves: 0, batch: 'merger' }),
      revision: 2,
    },
    { event: retraining('Binh r', 'Binh', 'C', MERGER, 'merger') },
    { event: yearly('Chi y', 'Chi', 'X') },
    { event: fulfilled('Chi y', 'Chi', '2025-05-05'), revision: 2 },
    { event: yearly('Dung y', 'Dung', 'X') },
    { event: yearly('Em y', 'Em', 'A') },
    { event: waived('Em y', 'Em', MERGER), revision: 2, causedBy: idOf('Em leaves') },
    { event: retraining('Hoa r', 'Hoa', 'A', '2025-02-01', 'rotation') },
    { event: moved('Hoa r', 'Hoa', 'C', { on: MERGER, coalesced: true, moves: 2, batch: 'merger' }), revision: 2 },
  );
  await receive(
    service,
    { event: seat('An', 'C') },
    { event: seat('Dung', 'X') },
    { event: certificate('An c', 'An', 'A', '2025-03-10') },
    { event: certificate('Chi c1', 'Chi', 'X', '2024-11-01') },
    { event: certificate('Chi c2', 'Chi', 'X', '2025-05-05') },
    { event: certificate('Dung c', 'Dung', 'X', '2025-05-05') },
    {
      event: make(CertificateRevoked, {
        certificateId: idOf('Dung c'),
        personId: idOf('Dung'),
        revokedOn: '2025-05-20',
      }),
    },
    {
      event: make(CertificateSuperseded, {
        certificateId: idOf('Chi c1'),
        personId: idOf('Chi'),
        supersededById: idOf('Chi c2'),
      }),
    },
    {
      event: make(PlanSubmitted, {
        planId: idOf('plan'),
        kind: 'supplementary',
        programmeId: idOf('programme'),
        contentHash: 'aa',
        submittedBy: 'system',
        classes: [],
        summary: {
          classes: 1,
          people: 40,
          unserved: 3,
          personKm: 812.5,
          fewestClasses: 1,
          gap: null,
        },
      }),
    },
    {
      event: make(ProposalDecided, {
        proposalId: idOf('proposal'),
        subjectType: 'plan',
        subjectId: idOf('plan'),
        contentHash: 'aa',
        outcome: 'approved',
        steps: [],
      }),
    },
    {
      event: make(ClassOpened, {
        classId: idOf('class'),
        planId: idOf('plan'),
        programmeId: idOf('programme'),
        classType: 'commune',
        purpose: 'supplementary',
        hostUnitId: idOf('C'),
        startsOn: '2025-08-04',
        endsOn: '2025-08-06',
        minimum: 30,
        maximum: 50,
        seatPlan: [],
        reachUnitIds: [],
      }),
    },
  );
}
