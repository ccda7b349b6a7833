import { IsUUID } from 'class-validator';
import { TOPICS } from '../topics.js';

/** A newer certificate of the same person took the place of this one, which stays readable. */
export class CertificateSuperseded {
  static readonly type = 'enrollment.CertificateSuperseded';
  static readonly version = 1;
  static readonly topics = [TOPICS.certificate];

  @IsUUID() certificateId!: string;
  @IsUUID() personId!: string;
  @IsUUID() supersededById!: string;
}
