import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { Clock, ConflictError, NotFoundError } from '#kernel';
import { Idempotency, type RequestKey } from '#platform';
import { lockPeople } from '../database/lock-place.js';
import { revokeCertificate } from '../database/revoke-certificates.js';

export class RevokeCertificate {
  @ApiProperty({ example: 'Cấp nhầm người theo Kết luận 7/KL-SNV' })
  @IsString()
  @Length(3, 500)
  reason!: string;
}

const CERTIFICATE = `
  SELECT person_id AS "personId", revoked_on AS "revokedOn" FROM certificate WHERE id = $1`;

/** Makes a certificate void from today on; it stays readable, with the reason, and its number is never used again. */
@Injectable()
export class RevokeCertificateHandler {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(id: string, { reason }: RevokeCertificate, key: RequestKey): Promise<{ id: string; revokedOn: string }> {
    return this.idempotency.run(key, { reason }, async tx => {
      const [found] = await tx.query<{ personId: string }>(CERTIFICATE, [id]);
      if (!found) throw new NotFoundError('ENROLLMENT.CERTIFICATE_UNKNOWN', { number: id });
      const { personId } = found;
      await lockPeople(tx, [personId]);
      const [present] = await tx.query<{ revokedOn: string | null }>(CERTIFICATE, [id]);
      if (present?.revokedOn) throw new ConflictError('ENROLLMENT.CERTIFICATE_REVOKED', { date: present.revokedOn });
      const revokedOn = this.clock.today();
      await revokeCertificate(tx, { certificateId: id, personId, reason, on: revokedOn, by: key.subject });
      return { id, revokedOn };
    });
  }
}
