import { Injectable } from '@nestjs/common';
import type { UnitEstablished } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

// A unit is established once. The news again, perhaps after the unit ended, must not bring it back to life.
const KEEP = `
  INSERT INTO known_unit (id, code, name, kind, level, parent_id, province_id, longitude, latitude, valid_from)
  SELECT u."unitId", u.code, u.name, u.kind, u.level, u."parentUnitId", u."provinceUnitId", u.longitude, u.latitude,
    u."validFrom"
  FROM jsonb_to_recordset($1::jsonb) AS u("unitId" uuid, code text, name text, kind text, level text,
    "parentUnitId" uuid, "provinceUnitId" uuid, longitude float8, latitude float8, "validFrom" date)
  ON CONFLICT (id) DO NOTHING`;

/** Keeps the units that can host a class or send people to one. */
@Injectable()
export class KeepUnitOnUnitEstablished implements Reaction<UnitEstablished> {
  async handle(events: Received<UnitEstablished>[], tx: Tx): Promise<void> {
    await tx.query(KEEP, [JSON.stringify(events.map(({ data }) => data))]);
  }
}
