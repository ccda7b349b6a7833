import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { parseProgramme, type ProgrammeRules } from '#contracts';
import { ConflictError, DomainError, uuidFrom } from '#kernel';
import { Transaction } from '#messaging';
import { adoptVersion } from '../database/adopt-version.js';
import { SchedulingConfig } from '../scheduling.config.js';

const EXCLUSION_VIOLATION = '23P01';

/** Puts a programme file in force without the approval chain, where that is allowed. The same file again changes nothing. */
@Injectable()
export class AdoptProgrammeHandler {
  constructor(
    private readonly transaction: Transaction,
    private readonly config: SchedulingConfig,
  ) {}

  async execute(
    file: string,
    adoptedBy: string,
  ): Promise<{ id: string; code: string; version: number; isNew: boolean }> {
    if (this.config.DIRECT_ADOPTION === 'off') throw new DomainError('SCHEDULING.APPROVAL_NEEDED');
    const rules = parseProgramme(file);
    const { code, version } = rules;
    const id = uuidFrom('programme', code, version);
    try {
      return await this.transaction.run(async tx => ({
        id,
        code,
        version,
        isNew: await adoptVersion(tx, id, rules, adoptedBy),
      }));
    } catch (error) {
      if (isOverlap(error)) await this.refuseOverlap(rules);
      throw error;
    }
  }

  private refuseOverlap({ code, inForce }: ProgrammeRules): Promise<never> {
    return this.transaction.run(async tx => {
      const [other] = await tx.query<{ other: string; from: string }>(
        `SELECT code || ' v' || version AS other, lower(valid) AS "from" FROM programme
         WHERE valid && daterange($1::date, $2::date, '[]') ORDER BY valid LIMIT 1`,
        [inForce.from, inForce.to],
      );
      throw new ConflictError('SCHEDULING.PROGRAMME_OVERLAP', {
        code,
        other: other?.other ?? '?',
        from: other?.from ?? '?',
      });
    });
  }
}

function isOverlap(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === EXCLUSION_VIOLATION;
}
