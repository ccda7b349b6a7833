import { Injectable } from '@nestjs/common';
import { ClassChanged, make, type ProposalDecided } from '#contracts';
import { Clock } from '#kernel';
import { outgoing, type Reaction, type Received, type Tx } from '#messaging';
import { emptyClass, lockSeated, requireSameSeats, seatAgain, type Moving } from '../allocator/move-people.js';
import { lockClassSizes, type DecidedClass } from '../database/class-sizes.js';
import { markUnits } from '../database/mark-units.js';
import { daysFrom, TOLD_AS, type WantedChange } from '../rules/class-change.js';

type AskedChange = WantedChange & { classId: string; contentHash: string; status: string };

const ASKED = `
  SELECT id, class_id AS "classId", action, into_class_id AS "intoClassId", starts_on AS "startsOn", extra,
    content_hash AS "contentHash", status
  FROM class_change WHERE id = $1`;

const INHERIT_REACH = `
  INSERT INTO class_reach (class_id, unit_id) SELECT $2, unit_id FROM class_reach WHERE class_id = $1
  ON CONFLICT DO NOTHING`;

const TELL = `
  UPDATE training_class SET fill_revision = fill_revision + 1 WHERE id = $1
  RETURNING starts_on AS "startsOn", ends_on AS "endsOn", maximum + extra AS maximum, fill_revision AS revision`;

/** Carries out what was approved about a class: its people are moved or wait again, and nobody falls out. */
@Injectable()
export class ChangeClassOnProposalDecided implements Reaction<ProposalDecided> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<ProposalDecided>[], tx: Tx): Promise<void> {
    for (const event of events)
      if (event.data.subjectType === 'under-minimum' || event.data.subjectType === 'over-maximum')
        await this.decide(event, tx);
  }

  private async decide(event: Received<ProposalDecided>, tx: Tx): Promise<void> {
    const { subjectId, outcome, contentHash } = event.data;
    const [asked] = await tx.query<AskedChange>(ASKED, [subjectId]);
    if (asked?.status !== 'asked' || asked.contentHash !== contentHash) return;
    const moved = outcome === 'approved' ? await this.carryOut(asked, event, tx) : null;
    // The class began, or was changed otherwise, before the decision came.
    const status = outcome === 'approved' && moved === undefined ? 'withdrawn' : outcome;
    await tx.query('UPDATE class_change SET status = $2, moved = $3 WHERE id = $1', [asked.id, status, moved ?? null]);
  }

  private async carryOut(asked: AskedChange, causedBy: Received, tx: Tx): Promise<number | undefined> {
    const { classId, intoClassId } = asked;
    const moving = await lockSeated(tx, classId);
    const classes = await lockClassSizes(tx, intoClassId ? [classId, intoClassId] : [classId]);
    const one = classes.get(classId);
    const into = intoClassId ? classes.get(intoClassId) : undefined;
    if (one?.status !== 'open' || (intoClassId && into?.status !== 'open')) return undefined;
    await requireSameSeats(tx, classId, moving);
    const moved = await this.change(asked, one, moving, tx);
    await markUnits(
      tx,
      [...new Set([...moving.units.values()].flatMap(unitId => unitId ?? []))],
      [intoClassId ?? classId],
    );
    const [{ revision, ...now } = { revision: 0 }] = await tx.query<
      Pick<ClassChanged, 'startsOn'> & { revision: number }
    >(TELL, [classId]);
    const told = make(ClassChanged, { ...(now as ClassChanged), classId, change: TOLD_AS[asked.action] });
    tx.publish(outgoing(told, { key: classId, revision, causedBy }));
    return moved;
  }

  private async change(asked: AskedChange, one: DecidedClass, moving: Moving, tx: Tx): Promise<number> {
    const today = this.clock.today();
    switch (asked.action) {
      case 'keep':
        return 0;
      case 'enlarge':
        await tx.query('UPDATE training_class SET extra = extra + $2 WHERE id = $1', [one.id, asked.extra]);
        return 0;
      case 'postpone': {
        await emptyClass(tx, moving);
        const days = daysFrom(one, asked.startsOn!);
        await tx.query('UPDATE training_class SET starts_on = $2, ends_on = $3 WHERE id = $1', [
          one.id,
          days.startsOn,
          days.endsOn,
        ]);
        return seatAgain(tx, moving, one.id, today);
      }
      case 'merge':
      case 'cancel': {
        await emptyClass(tx, moving);
        await tx.query(`UPDATE training_class SET status = 'cancelled' WHERE id = $1`, [one.id]);
        await tx.query('UPDATE seat_reservation SET expired = true WHERE class_id = $1 AND NOT expired', [one.id]);
        if (!asked.intoClassId) return 0;
        await tx.query(INHERIT_REACH, [one.id, asked.intoClassId]);
        return seatAgain(tx, moving, asked.intoClassId, today);
      }
    }
  }
}
