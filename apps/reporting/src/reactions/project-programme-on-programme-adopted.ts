import { Injectable } from '@nestjs/common';
import type { ProgrammeAdopted } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

// An adopted version of a programme never changes: another version has another id.
const ADOPT = `
  INSERT INTO programme_fact (programme_id, code, version, in_force_from, in_force_to, title)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::date[], $5::date[], $6::jsonb[])
  ON CONFLICT DO NOTHING`;

@Injectable()
export class ProjectProgrammeOnProgrammeAdopted implements Reaction<ProgrammeAdopted> {
  async handle(events: Received<ProgrammeAdopted>[], tx: Tx): Promise<void> {
    await tx.query(ADOPT, [
      events.map(({ data }) => data.programmeId),
      events.map(({ data }) => data.code),
      events.map(({ data }) => data.programmeVersion),
      events.map(({ data }) => data.from),
      events.map(({ data }) => data.to),
      events.map(({ data }) => JSON.stringify(data.rules.title)),
    ]);
  }
}
