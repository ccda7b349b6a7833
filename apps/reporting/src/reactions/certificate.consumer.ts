import { Injectable } from '@nestjs/common';
import { CertificateIssued, CertificateRevoked, CertificateSuperseded, TOPICS } from '#contracts';
import { TopicConsumer } from '#messaging';
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
      // What is owed again comes as DutyOpened.
      [CertificateRevoked.type]: projectCertificates,
    };
  }
}
