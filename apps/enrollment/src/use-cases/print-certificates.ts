import { Injectable } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsOptional, IsUUID } from 'class-validator';
import { buffer } from 'node:stream/consumers';
import { DataSource } from 'typeorm';
import { ZipFile } from 'yazl';
import { DomainError, NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { printCertificate, type PrintedCertificate } from '../documents/certificate-pdf.js';
import { Registry } from '../registry.js';

export class PrintCertificates {
  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Whose; everybody of the class when left out' })
  @IsOptional()
  @ArrayNotEmpty()
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  personIds?: string[];
}

type Found = Omit<PrintedCertificate, 'fullName'> & { personId: string };

const CERTIFICATES = `
  SELECT person_id AS "personId", number, r.rules -> 'title' ->> 'vi' AS programme, issued_on AS "issuedOn",
    valid_until AS "validUntil", c.starts_on AS "startsOn", c.ends_on AS "endsOn",
    (SELECT s -> 'title' ->> 'vi' FROM jsonb_array_elements(r.rules -> 'skills') s WHERE s ->> 'code' = certificate.skill) AS skill
  FROM certificate JOIN training_class c ON c.id = class_id JOIN programme_rules r ON r.programme_id = c.programme_id
  WHERE class_id = $1 AND ($2::uuid[] IS NULL OR person_id = ANY ($2)) AND revoked_on IS NULL ORDER BY number`;

/** The certificates of a class as one PDF each, in a ZIP: named by number and holder, as the registry has the names now. */
@Injectable()
export class PrintCertificatesHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: Registry,
  ) {}

  async execute(classId: string, { personIds }: PrintCertificates, token: string): Promise<Buffer> {
    const certificates = await this.certificates(classId, personIds);
    const holders = certificates.map(({ personId }) => personId);
    const names = await this.registry.names(holders, token);
    const nameless = holders.find(personId => !names.has(personId));
    if (nameless) throw new DomainError('ENROLLMENT.NAME_UNKNOWN', { personId: nameless });
    const zip = new ZipFile();
    for (const { personId, ...certificate } of certificates) {
      const { fullName = '' } = names.get(personId) ?? {};
      zip.addBuffer(await printCertificate({ ...certificate, fullName }), fileName(certificate.number, fullName));
    }
    zip.end();
    return buffer(zip.outputStream);
  }

  private async certificates(classId: string, personIds: string[] | undefined): Promise<Found[]> {
    const found = await queryRows<Found>(this.dataSource, CERTIFICATES, [classId, personIds ?? null]);
    const certified = new Set(found.map(({ personId }) => personId));
    const missing = personIds?.find(personId => !certified.has(personId));
    if (missing) throw new NotFoundError('ENROLLMENT.NOT_CERTIFIED', { personId: missing });
    if (found.length === 0) throw new NotFoundError('ENROLLMENT.NOBODY_CERTIFIED', { id: classId });
    return found;
  }
}

/** Letters stay; what a path or a file system gives a meaning to does not. */
function fileName(number: string, fullName: string): string {
  const name = fullName
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N} .'-]/gu, '')
    .trim();
  return `${number} ${name}.pdf`;
}
