import { Injectable } from '@nestjs/common';
import { CertificateIssued, CertificateRevoked, CertificateSuperseded, TOPICS } from '#contracts';
import { IGNORED, TopicConsumer } from '#messaging';
import { ProjectCertificates } from './project-certificates.js';

@Injectable()
export class CertificateConsumer extends TopicConsumer {
  readonly topic = TOPICS.certificate.name;
  readonly table: TopicConsumer['table'];

  constructor(projectCertificates: ProjectCertificates) {
    super();
    this.table = {
      [CertificateIssued.type]: projectCertificates,
      [CertificateSuperseded.type]: projectCertificates,
      // Certificates are counted as issued; what is owed again comes as DutyOpened.
      [CertificateRevoked.type]: IGNORED,
    };
  }
}
