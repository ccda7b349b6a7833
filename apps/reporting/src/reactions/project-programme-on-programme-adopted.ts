import { Injectable } from '@nestjs/common';
import type { ProgrammeAdopted } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

// The rules of an adopted version never change; its end does when its heir is adopted.
const ADOPT = `
  INSERT INTO programme_fact (programme_id, code, version, in_force_from, in_force_to, title)
  SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::date[], $5::date[], $6::jsonb[])
  ON CONFLICT (programme_id) DO UPDATE SET in_force_to = excluded.in_force_to`;

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
