import { Injectable } from '@nestjs/common';
import type { ProgrammeAdopted } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

// Revisions count: a version whose dates were cut short by its heir is told again.
const KEEP = `
  INSERT INTO known_programme AS known (id, code, version, valid, staffing, allowance, revision)
  VALUES ($1, $2, $3, daterange($4::date, $5::date, '[]'), $6, $7, $8)
  ON CONFLICT (id) DO UPDATE SET valid = excluded.valid, staffing = excluded.staffing, allowance = excluded.allowance,
    revision = excluded.revision
  WHERE known.revision < excluded.revision`;

/** Keeps what a programme says about desks and allowances, by its dates. */
@Injectable()
export class KeepNormsOnProgrammeAdopted implements Reaction<ProgrammeAdopted> {
  async handle(events: Received<ProgrammeAdopted>[], tx: Tx): Promise<void> {
    for (const { data, revision } of events) {
      const { programmeId, code, programmeVersion, from, to, rules } = data;
      const norms = [JSON.stringify(rules.staffing), JSON.stringify(rules.allowance)];
      await tx.query(KEEP, [programmeId, code, programmeVersion, from, to, ...norms, revision]);
    }
  }
}
