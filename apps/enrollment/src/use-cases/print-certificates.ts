import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsString, IsUUID, Length, ValidateNested } from 'class-validator';
import { buffer } from 'node:stream/consumers';
import { DataSource } from 'typeorm';
import { ZipFile } from 'yazl';
import { NotFoundError } from '#kernel';
import { queryRows } from '#messaging';
import { printCertificate, type PrintedCertificate } from '../documents/certificate-pdf.js';

export class NameOfPerson {
  @ApiProperty()
  @IsUUID()
  personId!: string;

  @ApiProperty({ example: 'Lò Thị Ỹ' })
  @IsString()
  @Length(1, 200)
  fullName!: string;
}

export class PrintCertificates {
  @ApiProperty({ type: [NameOfPerson], description: 'From the registry; this service keeps no names' })
  @ValidateNested({ each: true })
  @Type(() => NameOfPerson)
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  people!: NameOfPerson[];
}

const CERTIFICATES = `
  SELECT person_id AS "personId", number, r.rules -> 'title' ->> 'vi' AS programme, issued_on AS "issuedOn",
    valid_until AS "validUntil", c.starts_on AS "startsOn", c.ends_on AS "endsOn",
    (SELECT s -> 'title' ->> 'vi' FROM jsonb_array_elements(r.rules -> 'skills') s WHERE s ->> 'code' = skill) AS skill
  FROM certificate JOIN training_class c ON c.id = class_id JOIN programme_rules r ON r.programme_id = c.programme_id
  WHERE class_id = $1 AND person_id = ANY ($2::uuid[]) AND revoked_on IS NULL ORDER BY number`;

/** The certificates of a class as one PDF each, in a ZIP: named by number and holder. */
@Injectable()
export class PrintCertificatesHandler {
  constructor(private readonly dataSource: DataSource) {}

  async execute(classId: string, { people }: PrintCertificates): Promise<Buffer> {
    const names = new Map(people.map(({ personId, fullName }) => [personId, fullName]));
    const certificates = await queryRows<Omit<PrintedCertificate, 'fullName'> & { personId: string }>(
      this.dataSource,
      CERTIFICATES,
      [classId, [...names.keys()]],
    );
    const found = new Set(certificates.map(({ personId }) => personId));
    const missing = [...names.keys()].find(personId => !found.has(personId));
    if (missing) throw new NotFoundError('ENROLLMENT.NOT_CERTIFIED', { personId: missing });
    const zip = new ZipFile();
    for (const certificate of certificates) {
      const fullName = names.get(certificate.personId) ?? '';
      zip.addBuffer(await printCertificate({ ...certificate, fullName }), fileName(certificate.number, fullName));
    }
    zip.end();
    return buffer(zip.outputStream);
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
