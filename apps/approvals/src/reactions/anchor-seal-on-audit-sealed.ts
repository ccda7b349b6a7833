import { Injectable } from '@nestjs/common';
import type { AuditSealed } from '#contracts';
import { Clock, uuidFrom } from '#kernel';
import type { Reaction, Received, Tx } from '#messaging';
import { appendAudit } from '../database/append-audit.js';

const ANCHOR = `
  INSERT INTO audit_anchor (service, number, first_position, last_position, hash)
  SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::bigint[], $5::text[])
  ON CONFLICT DO NOTHING RETURNING service, number`;

/**
 * Keeps what a service told of its sealed trail, and has it in the trail of this service as well: a database that is rewritten together with its
 * seals no longer fits what this one holds. The first that came for a number counts.
 */
@Injectable()
export class AnchorSealOnAuditSealed implements Reaction<AuditSealed> {
  constructor(private readonly clock: Clock) {}

  async handle(events: Received<AuditSealed>[], tx: Tx): Promise<void> {
    const seals = events.map(({ type, data }) => ({ ...data, service: type.split('.')[0] ?? '' }));
    const kept = await tx.query<{ service: string; number: number }>(ANCHOR, [
      seals.map(({ service }) => service),
      seals.map(({ number }) => number),
      seals.map(({ firstPosition }) => firstPosition),
      seals.map(({ lastPosition }) => lastPosition),
      seals.map(({ hash }) => hash),
    ]);
    const at = this.clock.now().toISOString();
    const isKept = new Set(kept.map(({ service, number }) => `${service} ${number}`));
    await appendAudit(
      tx,
      seals
        // Its own would be sealed in turn, and that seal again, for ever.
        .filter(({ service, number }) => service !== 'approvals' && isKept.has(`${service} ${number}`))
        .map(({ service, number, hash }) => ({
          at,
          subject: service,
          action: 'seal',
          objectType: 'audit-seal',
          objectId: uuidFrom('audit-seal', service, number),
          contentHash: hash,
          result: String(number),
        })),
    );
  }
}
