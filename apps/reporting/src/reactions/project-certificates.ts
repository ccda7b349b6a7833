import { Injectable } from '@nestjs/common';
import { CertificateIssued, CertificateRevoked, type CertificateSuperseded } from '#contracts';
import type { Reaction, Received, Tx } from '#messaging';

const ISSUE = `
  INSERT INTO certificate_fact (certificate_id, person_id, class_id, programme_id, unit_id, issued_on)
  SELECT DISTINCT ON (certificate_id) *
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[])
    AS issued (certificate_id, person_id, class_id, programme_id, unit_id, issued_on)
  ON CONFLICT (certificate_id) DO UPDATE
  SET class_id = excluded.class_id, programme_id = excluded.programme_id, unit_id = excluded.unit_id,
    issued_on = excluded.issued_on, updated_at = clock_timestamp()
  WHERE certificate_fact.issued_on IS NULL`;

const SUPERSEDE = `
  INSERT INTO certificate_fact (certificate_id, person_id, superseded_by)
  SELECT DISTINCT ON (certificate_id) *
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS superseded (certificate_id, person_id, superseded_by)
  ON CONFLICT (certificate_id) DO UPDATE
  SET superseded_by = excluded.superseded_by, updated_at = clock_timestamp()
  WHERE certificate_fact.superseded_by IS NULL`;

const REVOKE = `
  INSERT INTO certificate_fact (certificate_id, person_id, revoked_on)
  SELECT DISTINCT ON (certificate_id) *
  FROM unnest($1::uuid[], $2::uuid[], $3::date[]) AS revoked (certificate_id, person_id, revoked_on)
  ON CONFLICT (certificate_id) DO UPDATE
  SET revoked_on = excluded.revoked_on, updated_at = clock_timestamp()
  WHERE certificate_fact.revoked_on IS NULL`;

type CertificateNews = CertificateIssued | CertificateSuperseded | CertificateRevoked;

/** Keeps every certificate. One is issued, superseded and revoked once, so the order of the news does not matter. */
@Injectable()
export class ProjectCertificates implements Reaction<CertificateNews> {
  async handle(events: Received<CertificateNews>[], tx: Tx): Promise<void> {
    const issued: CertificateIssued[] = [];
    const superseded: CertificateSuperseded[] = [];
    const revoked: CertificateRevoked[] = [];
    for (const { data } of events) {
      if (data instanceof CertificateIssued) issued.push(data);
      else if (data instanceof CertificateRevoked) revoked.push(data);
      else superseded.push(data);
    }
    await tx.query(ISSUE, [
      issued.map(({ certificateId }) => certificateId),
      issued.map(({ personId }) => personId),
      issued.map(({ classId }) => classId),
      issued.map(({ programmeId }) => programmeId),
      issued.map(({ unitId }) => unitId),
      issued.map(({ issuedOn }) => issuedOn),
    ]);
    await tx.query(SUPERSEDE, [
      superseded.map(({ certificateId }) => certificateId),
      superseded.map(({ personId }) => personId),
      superseded.map(({ supersededById }) => supersededById),
    ]);
    await tx.query(REVOKE, [
      revoked.map(({ certificateId }) => certificateId),
      revoked.map(({ personId }) => personId),
      revoked.map(({ revokedOn }) => revokedOn),
    ]);
  }
}
