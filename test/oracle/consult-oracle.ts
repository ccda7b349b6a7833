import { checkApproved, checkClasses, checkClassesElsewhere, checkProgrammes } from './check-approvals.js';
import { checkAllocated, checkDemand, checkDemandOfScheduling } from './check-demand.js';
import { checkDeskRule } from './check-desk.js';
import { checkAttendance, checkCertificates, checkDuties, checkNoDutyTwice, checkWhoLeft } from './check-duties.js';
import { checkFeedback } from './check-feedback.js';
import { checkDeadLetters, checkOutboxes } from './check-messaging.js';
import { checkBatches, checkCareers, checkPeople, checkPeopleOfEnrollment, checkUnits } from './check-registry.js';
import { checkFacts, checkFigures } from './check-reporting.js';
import { checkCapacity, checkNoSeatTwice, checkReservations, checkSeatsAnswerDuties } from './check-seats.js';
import { checkWaiting } from './check-waiting.js';
import { checkWaitlist } from './check-waitlist.js';
import { figuresOf } from './figures.js';
import { loadJournal } from './load-journal.js';
import { idsOf, loadServices, type Services } from './load-services.js';
import type { Check, OracleInput, OracleReport } from './oracle.js';
import { decideClasses } from './replay-classes.js';
import { replayJournal, type World } from './replay-journal.js';
import { keptFor, keptIn } from './reserved.js';

export type { Check, JournalStep, OracleInput, OracleReport } from './oracle.js';

/**
 * Recomputes from the journal's files what the services must hold, and compares. Ask it when the system is at rest: a
 * message that stays under way is reported as a disagreement.
 */
export async function consultOracle({ journal, databases, figures, today }: OracleInput): Promise<OracleReport> {
  const start = performance.now();
  const [happenings, services] = await Promise.all([loadJournal(journal), loadServices(databases)]);
  const classes = new Map(services.enrollment.classes.map(one => [one.classId, one]));
  const world = replayJournal(happenings, idsOf(services.staff), classes);
  const checks = checkAll(world, services, { figures, today });
  return {
    agrees: checks.every(({ agrees }) => agrees),
    checks,
    figures: figuresOf(countedByInputs(world, services)),
    seconds: (performance.now() - start) / 1_000,
  };
}

/** Every check there is. */
export function checkAll(
  world: World,
  services: Services,
  { figures, today }: Pick<OracleInput, 'figures' | 'today'> = {},
): Check[] {
  const { staff, scheduling, enrollment, approvals, reporting } = services;
  const { classes, seats, duties, reservations } = enrollment;
  const decided = decideClasses(scheduling.plans, approvals, {
    withdrawn: new Set(enrollment.withdrawn.map(({ changeId }) => changeId)),
    closed: new Set(classes.filter(({ status }) => status !== 'open').map(({ classId }) => classId)),
  });
  return [
    ...checkUnits(world, staff),
    checkBatches(world, staff.batches),
    checkPeople(world, staff.people),
    checkCareers(world, staff.careers),
    checkPeopleOfEnrollment(world, enrollment.people),
    checkDuties(world, duties),
    checkNoDutyTwice(duties),
    checkWhoLeft(world, duties, seats),
    checkAttendance(world, seats),
    checkCertificates(world, enrollment.certificates),
    checkProgrammes(world, scheduling.programmes, approvals),
    checkFeedback(world, enrollment),
    checkApproved(scheduling, classes, approvals),
    checkClasses(decided, classes),
    ...checkClassesElsewhere(decided, scheduling.classes, reporting.classes),
    checkReservations(world.seatRules, decided, reservations, seats),
    checkCapacity(world.programmes, classes, seats, { decided, reserved: keptIn(keptFor(reservations, seats)) }),
    checkNoSeatTwice(seats),
    checkSeatsAnswerDuties(classes, seats, duties, world),
    checkDeskRule(world, classes, seats),
    checkAllocated(enrollment.due),
    checkWaiting(world, enrollment, today),
    checkWaitlist(world, enrollment),
    checkDemand(world, seats, enrollment.demand),
    checkDemandOfScheduling(enrollment.demand, scheduling.demand),
    ...checkFacts(world, enrollment, reporting),
    checkFigures(countedByInputs(world, services), countedByReporting(reporting), figures),
    checkOutboxes(services),
    checkDeadLetters(services),
  ];
}

function countedByInputs({ registry, duties, certificates }: World, { enrollment }: Services) {
  const people = [...registry.people.values()].filter(({ held }) => held).length;
  const inForce = certificates.filter(({ revokedOn }) => revokedOn === null);
  return { people, duties, seats: enrollment.seats, certificates: inForce };
}

function countedByReporting({ people, duties, seats, certificates }: Services['reporting']) {
  const inForce = certificates.filter(({ revokedOn }) => revokedOn === null);
  return { people: people.filter(({ unitId }) => unitId !== null).length, duties, seats, certificates: inForce };
}
