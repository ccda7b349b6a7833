import { Injectable } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { make, parseProgramme, ProgrammeAdopted, type ProgrammeRules } from '#contracts';
import { canonicalJson, ConflictError, uuidFrom } from '#kernel';
import { outgoing, Transaction, type Tx } from '#messaging';
import { readProgramme } from '../database/read-programme.js';

const EXCLUSION_VIOLATION = '23P01';

// The target names the key on purpose: an overlap with another programme must fail, not be skipped.
const INSERT = `
  INSERT INTO programme (id, code, version, valid, rules, adopted_by)
  VALUES ($1, $2, $3, daterange($4::date, $5::date, '[]'), $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`;

/** Puts a programme file in force. The same file again changes nothing. */
@Injectable()
export class AdoptProgrammeHandler {
  constructor(private readonly transaction: Transaction) {}

  async execute(
    file: string,
    adoptedBy: string,
  ): Promise<{ id: string; code: string; version: number; isNew: boolean }> {
    const rules = parseProgramme(file);
    const { code, version } = rules;
    const id = uuidFrom('programme', code, version);
    try {
      return await this.transaction.run(async tx => ({
        id,
        code,
        version,
        isNew: await adopt(tx, id, rules, adoptedBy),
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

async function adopt(tx: Tx, id: string, rules: ProgrammeRules, adoptedBy: string): Promise<boolean> {
  const { code, version, inForce } = rules;
  const inserted = await tx.query(INSERT, [
    id,
    code,
    version,
    inForce.from,
    inForce.to,
    JSON.stringify(rules),
    adoptedBy,
  ]);
  if (inserted.length === 0) {
    const present = await readProgramme(tx, id);
    if (canonicalJson(present?.rules) !== canonicalJson(rules))
      throw new ConflictError('SCHEDULING.PROGRAMME_VERSION_TAKEN', { code, version });
    return false;
  }
  tx.publish(
    outgoing(
      make(ProgrammeAdopted, {
        programmeId: id,
        code,
        programmeVersion: version,
        from: inForce.from,
        to: inForce.to,
        rules,
      }),
      { key: id, revision: 1 },
    ),
  );
  return true;
}

function isOverlap(error: unknown): boolean {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === EXCLUSION_VIOLATION;
}
