import { IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** A person attended a class; every duty opened on or before its date is answered. */
export class CertificateIssued {
  static readonly type = 'enrollment.CertificateIssued';
  static readonly version = 1;
  static readonly topics = [TOPICS.certificate];

  @IsUUID() certificateId!: string;
  @IsUUID() personId!: string;
  @IsUUID() classId!: string;
  @IsUUID() programmeId!: string;
  @IsUUID() unitId!: string;
  @IsPlainDate() issuedOn!: string;
}
