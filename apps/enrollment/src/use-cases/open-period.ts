import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Max, Min } from 'class-validator';
import { IsPlainDate } from '#contracts';
import { ConflictError, DomainError } from '#kernel';
import type { Tx } from '#messaging';
import { Idempotency, type RequestKey } from '#platform';
import { loadBook, rewriteBook } from '../database/load-book.js';
import { loadPeople } from '../database/load-people.js';
import { markUnits } from '../database/mark-units.js';
import { saveChanged } from '../database/save-people.js';
import { owedForYear } from '../rules/owe-year.js';

export class OpenPeriod {
  @ApiProperty({ example: 'decision-654' })
  @IsString()
  programmeCode!: string;

  @ApiProperty({ example: 2025 })
  @IsInt()
  @Min(2000)
  @Max(2200)
  year!: number;

  @ApiProperty({ example: '2025-01-15', description: 'The duties are owed from this day on' })
  @IsPlainDate()
  openedOn!: string;
}

export interface OpenedPeriod {
  programmeId: string;
  year: number;
  openedOn: string;
  /** Duties that this request opened. */
  opened: number;
}

const PEOPLE_AT_ONCE = 5_000;

const NEXT_PEOPLE = `
  SELECT person_id AS "personId" FROM person_state
  WHERE unit_id IS NOT NULL AND ($1::uuid IS NULL OR person_id > $1) ORDER BY person_id LIMIT ${PEOPLE_AT_ONCE}`;

/** Opens a year: everybody in a cohort owes it from now on, and whoever is appointed later in the year. */
@Injectable()
export class OpenPeriodHandler {
  constructor(private readonly idempotency: Idempotency) {}

  execute(command: OpenPeriod, key: RequestKey): Promise<OpenedPeriod> {
    return this.idempotency.run(key, command, tx => this.open(command, tx));
  }

  private async open({ programmeCode: code, year, openedOn }: OpenPeriod, tx: Tx): Promise<OpenedPeriod> {
    if (!openedOn.startsWith(`${year}-`))
      throw new DomainError('ENROLLMENT.PERIOD_OUTSIDE_YEAR', { date: openedOn, year });
    await rewriteBook(tx);
    const book = await loadBook(tx);
    const programme = book.ofCode(code, openedOn);
    if (!programme) throw new DomainError('ENROLLMENT.PROGRAMME_UNKNOWN', { code, date: openedOn });
    const period = { programmeId: programme.id, year, openedOn };
    const before = book.period(programme.id, year);
    if (before?.openedOn === openedOn) return { ...period, opened: 0 };
    if (before) throw new ConflictError('ENROLLMENT.PERIOD_ALREADY_OPEN', { code, year, date: before.openedOn });
    await tx.query('INSERT INTO open_period (programme_id, year, opened_on) VALUES ($1, $2, $3)', [
      programme.id,
      year,
      openedOn,
    ]);
    let opened = 0;
    const units = new Set<string>();
    for (let after: string | undefined; ;) {
      const ids = await tx.query<{ personId: string }>(NEXT_PEOPLE, [after ?? null]);
      const people = await loadPeople(
        tx,
        ids.map(({ personId }) => personId),
      );
      const owed = people.flatMap(person => owedForYear(person, programme, { year, openedOn }) ?? []);
      await saveChanged(tx, owed);
      for (const { duty } of owed) units.add(duty.unitId);
      opened += owed.length;
      after = ids.at(-1)?.personId;
      if (ids.length < PEOPLE_AT_ONCE) break;
    }
    await markUnits(tx, [...units]);
    return { ...period, opened };
  }
}
