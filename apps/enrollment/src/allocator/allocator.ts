import { Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { RightOfWay, Transaction, type Tx } from '#messaging';
import { loadBook } from '../database/load-book.js';
import { markUnits } from '../database/mark-units.js';
import { outdateBulkWaivers } from '../database/outdate-bulk-waivers.js';
import { releaseSeats } from '../database/write-seats.js';
import { EnrollmentConfig } from '../enrollment.config.js';
import { allocateSeats } from '../rules/allocate-seats.js';
import { DeskDays, seatsOverDeskRule } from '../rules/desk-rule.js';
import type { DuePerson } from '../rules/owed-class.js';
import type { ProgrammeBook } from '../rules/programme-book.js';
import { demandDiffers, demandGroups } from '../rules/unit-demand.js';
import { askAboutSmallClasses } from './ask-about-small-classes.js';
import { endWaivers } from './end-waivers.js';
import { expireReservations } from './expire-reservations.js';
import { forgetNotices } from './forget-notices.js';
import { markOverdue, markUnitsOfTheLate } from './mark-overdue.js';
import * as read from './read-round.js';
import { remindOfClasses } from './remind-of-classes.js';
import { saveAllocation } from './save-allocation.js';
import { announceClasses, saveDemand } from './tell-demand.js';

/** What was done in one transaction. */
interface Part {
  hadWork: boolean;
  /** Units that were marked before the pass began. */
  old: number;
  ms: number;
}

/** Units without a class in the first part of a pass. */
const UNITS_AT_FIRST = 10;
/** Everybody in the units of a part is locked as long as it takes, and whoever is moved meanwhile waits. */
const PART_MS = { short: 100, long: 250 };

/** Does what a day begins with, or a part of it: then it answers true as long as there may be more. */
type Beginning = (tx: Tx, today: string, config: EnrollmentConfig) => Promise<unknown>;

const BEGINNINGS: Beginning[] = [
  endWaivers,
  outdateBulkWaivers,
  markUnitsOfTheLate,
  markOverdue,
  expireReservations,
  remindOfClasses,
  askAboutSmallClasses,
  forgetNotices,
];

/**
 * Gives seats to those who wait in marked units, and tells what demand is left. Whoever competes for seats is looked at in one
 * transaction; units that no class reaches come in parts, as a batch marks them all, and news wait for people who are locked.
 */
@Injectable()
export class Allocator {
  private dayBegunOn: string | undefined;

  constructor(
    private readonly transaction: Transaction,
    private readonly clock: Clock,
    private readonly config: EnrollmentConfig,
    private readonly rightOfWay: RightOfWay,
  ) {}

  /** True when there was something to do. */
  async allocate(isWanted: () => boolean = () => true): Promise<boolean> {
    const today = this.clock.today();
    if (this.dayBegunOn !== today && !(await this.beginDay(today, isWanted))) return false;
    const newest = await this.transaction.run(read.newestMark);
    let busy = false;
    for (let others = UNITS_AT_FIRST, more = true; more && isWanted();) {
      const part = await this.rightOfWay.giveWayAfter(() => this.allocatePart(today, newest, others));
      more = part.old >= others;
      busy ||= part.hadWork;
      if (part.ms < PART_MS.short) others *= 2;
      if (part.ms > PART_MS.long) others = Math.ceil(others / 2);
    }
    // Every change of a duty marks its unit. By itself: a request is locked before people are.
    if (busy) await this.transaction.run(tx => outdateBulkWaivers(tx, today));
    return busy;
  }

  private async allocatePart(today: string, newest: string, others: number): Promise<Part> {
    const began = performance.now();
    const part = await this.transaction.run(async tx => {
      const classes = await read.offeredClasses(tx);
      const offered = classes.map(({ id }) => id);
      // Here and not when a class is opened: who was looked at or whose demand was being written just then would be missed.
      const fresh = classes.filter(({ isNew }) => isNew);
      await markUnits(
        tx,
        [],
        fresh.map(({ id }) => id),
      );
      const { unitIds, old } = await read.takeMarks(tx, offered, newest, others);
      if (unitIds.length > 0) await this.offer(tx, unitIds, today, new Set(offered));
      return { old, hadWork: (await announceClasses(tx, offered)) > 0 || unitIds.length > 0 };
    });
    return { ...part, ms: performance.now() - began };
  }

  /** Each in a transaction of its own: some of them lock people, and within one only one pass over the ids is in order. */
  private async beginDay(today: string, isWanted: () => boolean): Promise<boolean> {
    for (const begin of BEGINNINGS)
      for (let more: unknown = true; more === true;) {
        if (!isWanted()) return false;
        more = await this.transaction.run(tx => begin(tx, today, this.config));
      }
    this.dayBegunOn = today;
    return true;
  }

  private async offer(tx: Tx, units: string[], today: string, offered: ReadonlySet<string>): Promise<void> {
    const personIds = await read.lockOwing(tx, units);
    await read.lockClasses(tx);
    const deskStaff = await read.deskStaffOf(tx, units);
    const deskDays = new DeskDays();
    const over = seatsOverDeskRule(await read.deskSeatsOf(tx, units), deskStaff, deskDays);
    const locked = new Set(personIds);
    const released = over.filter(({ personId }) => locked.has(personId));
    await releaseSeats(tx, released, 'class-does-not-fit');

    const book = await loadBook(tx);
    // One that opened since the part began may reach others who wait longer: the next part offers it to all at once.
    const classes = (await read.offeredTo(tx, units, today)).filter(({ id }) => offered.has(id));
    const allocation = allocateSeats({
      people: await read.waitingPeople(tx, personIds, today, book),
      classes,
      deskDays,
      deskStaff,
      taken: await read.takenBefore(tx, personIds),
      refused: await read.refusedBefore(tx, personIds),
    });
    await saveAllocation(tx, allocation, read.reservationOf, today);
    await this.sayDemand(
      tx,
      units,
      deskStaff,
      allocation.waiting.map(({ person }) => person),
      book,
    );
    await markUnits(tx, [], [...new Set(released.map(({ classId }) => classId))]);
  }

  private async sayDemand(
    tx: Tx,
    units: string[],
    deskStaff: ReadonlyMap<string, number>,
    waiting: DuePerson[],
    book: ProgrammeBook,
  ): Promise<void> {
    const said = await read.saidDemand(tx, units);
    const byUnit = Map.groupBy(waiting, ({ unitId }) => unitId);
    const changed = units
      .map(unitId => ({
        unitId,
        deskStaff: deskStaff.get(unitId) ?? 0,
        groups: demandGroups(byUnit.get(unitId) ?? [], book),
      }))
      .filter(({ unitId, ...now }) => {
        const before = said.get(unitId);
        return demandDiffers(before && { deskStaff: before.deskStaff, groups: before.groups }, now);
      });
    await saveDemand(tx, changed);
  }
}
