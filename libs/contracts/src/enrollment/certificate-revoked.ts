import { IsUUID } from 'class-validator';
import { IsPlainDate } from '../decorators.js';
import { TOPICS } from '../topics.js';

/** The certificate is void: what it answered is owed again. */
export class CertificateRevoked {
  static readonly type = 'enrollment.CertificateRevoked';
  static readonly version = 1;
  static readonly topics = [TOPICS.certificate];

  @IsUUID() certificateId!: string;
  @IsUUID() personId!: string;
  @IsPlainDate() revokedOn!: string;
}
