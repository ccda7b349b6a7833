import { loadEnrollment, type EnrollmentRows } from './load-enrollment.js';
import { loadApprovals, loadScheduling, type ApprovalsRows, type SchedulingRows } from './load-plans.js';
import { loadReporting, type ReportingRows } from './load-reporting.js';
import { loadStaff, type StaffRows } from './load-staff.js';
import type { OracleInput } from './oracle.js';
import type { Ids } from './world.js';

/** What the services hold. */
export interface Services {
  staff: StaffRows;
  scheduling: SchedulingRows;
  enrollment: EnrollmentRows;
  approvals: ApprovalsRows;
  reporting: ReportingRows;
}

export async function loadServices(databases: OracleInput['databases']): Promise<Services> {
  const [staff, scheduling, enrollment, approvals, reporting] = await Promise.all([
    loadStaff(databases.staff),
    loadScheduling(databases.scheduling),
    loadEnrollment(databases.enrollment),
    loadApprovals(databases.approvals),
    loadReporting(databases.reporting),
  ]);
  return { staff, scheduling, enrollment, approvals, reporting };
}

/** The registry's ids for the codes of the files; what it does not have gets an id that will be missed. */
export function idsOf({ units, people }: Pick<StaffRows, 'units' | 'people'>): Ids {
  const person = new Map(people.map(({ staffCode, personId }) => [staffCode, personId]));
  const unit = new Map(units.map(({ code, from, unitId }) => [`${code}@${from}`, unitId]));
  return {
    person: staffCode => person.get(staffCode) ?? `missing:${staffCode}`,
    unit: (code, validFrom) => unit.get(`${code}@${validFrom}`) ?? `missing:${code}@${validFrom}`,
  };
}
