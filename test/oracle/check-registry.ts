import { line, sameMultiset } from './compare.js';
import type { StateRow } from './load-enrollment.js';
import type { StaffRows } from './load-staff.js';
import type { Check } from './oracle.js';
import type { World } from './replay-journal.js';
import type { Succession, Unit } from './replay-units.js';

export function checkUnits({ units }: World, found: Pick<StaffRows, 'units' | 'successions'>): Check[] {
  return [
    sameMultiset(
      { vi: 'Đơn vị và hiệu lực', en: 'Units and their validity' },
      units.all.map(unitLine),
      found.units.map(unitLine),
    ),
    sameMultiset(
      { vi: 'Sáp nhập đơn vị', en: 'Mergers of units' },
      units.successions.map(successionLine),
      found.successions.map(successionLine),
    ),
  ];
}

/** Nobody lost, nobody twice, everybody where the last change put them. */
export function checkPeople({ registry }: World, found: StaffRows['people']): Check {
  return sameMultiset(
    { vi: 'Người và chức vụ', en: 'People and posts' },
    [...registry.people.values()].map(({ personId, revision, held }) =>
      line({
        person: personId,
        revision,
        status: held ? 'serving' : 'left',
        unit: held?.unitId,
        post: held?.post,
        duties: held?.duties.join(';') ?? '',
      }),
    ),
    found.map(({ personId, revision, status, unitId, post, duties }) =>
      line({ person: personId, revision, status, unit: unitId, post, duties: [...duties].sort().join(';') }),
    ),
  );
}

/** Of whoever was told of late, or anew: every post, its days, and what was held beside it when it began. */
export function checkCareers({ registry }: Pick<World, 'registry'>, found: StaffRows['careers']): Check {
  const retold = [...registry.retold].flatMap(personId =>
    (registry.careers.get(personId)?.posts ?? []).map(post => ({ personId, ...post })),
  );
  return sameMultiset(
    { vi: 'Quá trình công tác ghi muộn hoặc đính chính', en: 'Careers told late or put right' },
    retold.map(careerLine),
    found.map(careerLine),
  );
}

/** Every batch that was acknowledged was applied to its last row, and no other. */
export function checkBatches({ registry }: World, found: StaffRows['batches']): Check {
  return sameMultiset(
    { vi: 'Đợt điều động đã nhận và đã thực hiện', en: 'Batches acknowledged and applied' },
    registry.batches.map(one => line({ ...one, status: 'released', applied: one.rows })),
    found.map(({ sha256, cause, rows, status, applied }) => line({ sha256, cause, rows, status, applied })),
  );
}

/** What enrollment believes about the people is what the registry says. */
export function checkPeopleOfEnrollment({ registry }: World, found: StateRow[]): Check {
  return sameMultiset(
    { vi: 'Người theo cách hiểu của dịch vụ ghi danh', en: 'People as enrollment knows them' },
    [...registry.people.values()].map(({ personId, revision, held }) =>
      line({
        person: personId,
        revision,
        unit: held?.unitId,
        level: held?.level,
        post: held?.post,
        duties: held?.duties.join(';') ?? '',
      }),
    ),
    found.map(({ personId, revision, unitId, level, post, duties }) =>
      line({ person: personId, revision, unit: unitId, level, post, duties: [...duties].sort().join(';') }),
    ),
  );
}

function unitLine({ unitId, code, level, parentId, from, to }: Unit): string {
  return line({ unit: unitId, code, level, parent: parentId, from, to });
}

function successionLine({ predecessorId, successorId, on }: Succession): string {
  return line({ from: predecessorId, into: successorId, on });
}

function careerLine({ personId, unitId, post, duties, from, to }: StaffRows['careers'][number]): string {
  return line({ person: personId, unit: unitId, post, duties: [...duties].sort().join(';'), from, to });
}
