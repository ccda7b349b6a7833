import { SeatReleased, WaitlistJoined, make, type AssignmentState, type Cohort } from '#contracts';
import { addDays, laterDate, uuidBeside } from '#kernel';
import { cohortOf } from './cohort.js';
import { fulfilled, moved, opened, waived } from './duty-events.js';
import { newDuty } from './new-duty.js';
import { nextDeadline } from './owed-class.js';
import { yearlyDutyId, yearOf } from './owe-year.js';
import {
  isSamePost,
  type AssignmentFact,
  type HeldSeat,
  type PersonTraining,
  type Told,
  type TrainingDuty,
} from './person-training.js';
import type { AdoptedProgramme, ProgrammeBook } from './programme-book.js';

/** True when the rules for this fact are known; a person who left owes nothing under any rules. */
export function canJudge(fact: Pick<AssignmentFact, 'after' | 'effectiveDate'>, book: ProgrammeBook): boolean {
  return fact.after === null || book.on(fact.effectiveDate) !== undefined;
}

/**
 * What follows from assignments of one person, taken one after the other: the result is the same however they were cut
 * into batches. An assignment older than the one stored changes no state, yet its cause counts for the post held now.
 */
export class FollowedPerson {
  readonly changed = new Map<string, TrainingDuty>();
  readonly told: Told[] = [];
  /** Each move that a retraining duty answers. */
  readonly answered: { fact: AssignmentFact; dutyId: string }[] = [];
  /** Units whose waiting people or desk changed; some more than once. */
  readonly units: string[] = [];
  released: HeldSeat | null = null;
  /** Set when all open duties are new, and wait for a class from their first moment on. */
  waitsSince: string | null = null;
  person: PersonTraining;
  private readonly duties: TrainingDuty[];
  private causeId: string | undefined;

  constructor(
    private readonly before: PersonTraining,
    private readonly book: ProgrammeBook,
  ) {
    this.person = { ...before };
    this.duties = [...before.duties];
  }

  follow(fact: AssignmentFact): void {
    this.causeId = fact.eventId;
    const before = this.person.held;
    this.mark();
    if (fact.revision > this.person.revision) this.takePost(fact);
    this.mark();
    if (!this.person.held) return this.oweNothing('left', this.person.leftOn ?? fact.effectiveDate);
    const taken = fact.backdated ? fact.backdated.after : fact.after;
    if (!taken) return;
    const { effectiveDate, held } = this.person;
    const asked = this.book.on(fact.effectiveDate);
    const rules = (this.book.on(effectiveDate ?? fact.effectiveDate) ?? asked)?.rules;
    const cohort = rules && cohortOf(rules, held);
    if (rules && !cohort) return this.oweNothing('outside-cohorts', effectiveDate ?? fact.effectiveDate);
    const newDuties = this.oweYears(fact, taken, held, before);
    // A move to a post outside all cohorts asks for nothing, also when it is heard of after the next one.
    if (asked && cohort && cohortOf(asked.rules, taken)) newDuties.push(...this.retrain(fact, asked, held, cohort));
    if (!cohort) return;
    this.moveOpenDuties(fact, held, cohort);
    this.releaseUnfitSeat(cohort, newDuties);
  }

  /**
   * The person waits for a class that is still to come: said once everything is followed, where no open class reaches the
   * unit. Who owed something before waits already, or is about to be looked at.
   */
  joinWaitlist(today: string): void {
    const { personId, held, seat } = this.person;
    const owed = this.openDuties();
    if (!held || seat || owed.length === 0 || !owed.every(({ id }) => this.isNew(id))) return;
    this.waitsSince = today;
    const event = make(WaitlistJoined, {
      personId,
      unitId: held.unitId,
      deadline: nextDeadline(owed),
      reason: 'no-class',
    });
    this.told.push({ event, key: personId, revision: ++this.person.trainingRevision, causeId: this.causeId });
  }

  private takePost({ revision, after, effectiveDate, backdated }: AssignmentFact): void {
    const since = backdated?.since ?? effectiveDate;
    this.person.revision = revision;
    this.person.held = after;
    this.person.effectiveDate = since;
    this.person.leftOn = after ? null : since;
  }

  private oweNothing(reason: 'left' | 'outside-cohorts', date: string): void {
    for (const duty of this.openDuties()) this.change(waived(duty, reason, date));
    this.release(reason === 'left' ? 'left' : 'no-duty');
  }

  /** The open duty that answers the fact's cause, when the programme asks for retraining after it. */
  private retrain(
    fact: AssignmentFact,
    { id, rules }: AdoptedProgramme,
    held: AssignmentState,
    cohort: Cohort,
  ): TrainingDuty[] {
    const { causes, withinDays } = rules.retraining;
    if (!causes.includes(fact.cause)) return [];
    const { effectiveDate: openedOn, batchId } = fact;
    const deadline = addDays(openedOn, withinDays);
    const open = this.openDuties().find(({ kind }) => kind === 'retraining');
    if (open && !this.answeredSince(openedOn)) {
      const now = { cohort: cohort.code, classType: cohort.classType, unitId: held.unitId };
      const later = { openedOn: laterDate(open.openedOn, openedOn), deadline: laterDate(open.deadline, deadline) };
      this.answer(fact, open.id);
      return [this.change(moved(open, { ...now, ...later, batchId, moves: open.moves + 1 }, true))];
    }
    const dutyId = uuidBeside(fact.personId, 'duty', fact.eventId);
    this.answer(fact, dutyId);
    const owed = {
      id: dutyId,
      personId: fact.personId,
      programmeId: id,
      kind: 'retraining',
      period: null,
      unitId: held.unitId,
      openedOn,
      deadline,
      cause: fact.cause,
      batchId,
      moves: 1,
    } as const;
    return this.open(newDuty(owed, cohort));
  }

  /** The duties of open years in which the person held the post; also when the year was opened before the news came. */
  private oweYears(
    fact: AssignmentFact,
    taken: AssignmentState,
    held: AssignmentState,
    before: AssignmentState | null,
  ): TrainingDuty[] {
    const { personId, batchId } = fact;
    // Whoever puts the past right moves nobody: what was waived stays so.
    const staysWaived = fact.cause === 'correction' && before !== null && isSamePost(before, held);
    return this.book.yearsOwed(fact.effectiveDate).flatMap(({ programme: { id, rules }, year, openedOn }) => {
      const cohort = cohortOf(rules, taken) && cohortOf(rules, held);
      const dutyId = yearlyDutyId(personId, id, year);
      const known = this.duties.find(duty => duty.id === dutyId);
      if (!cohort || (known && (known.status !== 'waived' || staysWaived))) return [];
      const now = { unitId: held.unitId, openedOn, batchId };
      if (known) return this.open({ ...known, ...now, cohort: cohort.code, classType: cohort.classType });
      const owed = { id: dutyId, personId, programmeId: id, ...yearOf(year), ...now };
      return this.open(newDuty(owed, cohort));
    });
  }

  /** Opens a duty; a class already attended on or after its first day answers it at once. */
  private open(duty: TrainingDuty): TrainingDuty[] {
    const owed = this.change(opened(duty));
    const { lastAttended } = this.person;
    if (!lastAttended || !this.answeredSince(owed.openedOn)) return [owed];
    this.change(fulfilled(owed, lastAttended));
    return [];
  }

  private answer(fact: AssignmentFact, dutyId: string): void {
    this.answered.push({ fact, dutyId });
  }

  private answeredSince(openedOn: string): boolean {
    return this.person.lastAttended !== null && openedOn <= this.person.lastAttended.startsOn;
  }

  private moveOpenDuties({ batchId }: AssignmentFact, { unitId }: AssignmentState, { code, classType }: Cohort): void {
    for (const duty of this.openDuties())
      if (duty.unitId !== unitId || duty.cohort !== code || duty.classType !== classType)
        this.change(moved(duty, { unitId, cohort: code, classType, batchId }, false));
  }

  private releaseUnfitSeat({ classType }: Cohort, newDuties: TrainingDuty[]): void {
    const { seat } = this.person;
    if (!seat) return;
    if (this.openDuties().length === 0) return this.release('no-duty');
    const inTime = ({ openedOn, deadline, kind }: TrainingDuty) =>
      openedOn <= seat.startsOn && (kind === 'yearly' || seat.startsOn <= deadline);
    if (seat.classType !== classType || !newDuties.every(inTime)) this.release('class-does-not-fit');
  }

  private release(reason: SeatReleased['reason']): void {
    const { seat, personId } = this.person;
    if (!seat) return;
    const revision = ++this.person.trainingRevision;
    this.released = { ...seat, revision };
    this.person.seat = null;
    const event = make(SeatReleased, { seatId: seat.id, classId: seat.classId, personId, reason });
    this.told.push({ event, key: personId, revision, causeId: this.causeId });
  }

  private change({ duty, told }: { duty: TrainingDuty; told: Told }): TrainingDuty {
    const known = this.duties.findIndex(({ id }) => id === duty.id);
    this.duties[known < 0 ? this.duties.length : known] = duty;
    this.changed.set(duty.id, duty);
    this.told.push({ ...told, causeId: this.causeId });
    return duty;
  }

  private isNew(dutyId: string): boolean {
    return !this.before.duties.some(({ id }) => id === dutyId);
  }

  private openDuties(): TrainingDuty[] {
    return this.duties.filter(({ status }) => status === 'open');
  }

  private mark(): void {
    if (this.person.held) this.units.push(this.person.held.unitId);
  }
}
