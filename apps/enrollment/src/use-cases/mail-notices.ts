import { Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { newId } from '#kernel';
import { Transaction, type Tx } from '#messaging';
import { EnrollmentConfig } from '../enrollment.config.js';
import { digestOf, type NoticeFacts } from '../rules/notice-text.js';

const UNITS_AT_ONCE = 50;

// A statement of its own: whoever waited for the lock sees afterwards what the other has written.
const MAILBOXES = `
  SELECT unit_id AS "unitId" FROM unit_mailbox m
  WHERE EXISTS (SELECT FROM notice n WHERE n.unit_id = m.unit_id AND mail_id IS NULL)
  ORDER BY unit_id LIMIT ${UNITS_AT_ONCE} FOR UPDATE`;

const UNMAILED = `
  SELECT n.id, n.unit_id AS "unitId", address, kind, on_date AS date FROM notice n JOIN unit_mailbox USING (unit_id)
  WHERE mail_id IS NULL AND unit_id = ANY ($1::uuid[]) ORDER BY n.unit_id, n.id`;

const WRITE = 'INSERT INTO mail (id, unit_id, address, subject, body) VALUES ($1, $2, $3, $4, $5)';

const UNSENT = `
  SELECT id, address, subject, body FROM mail WHERE sent_at IS NULL AND attempts < $1 ORDER BY written_at LIMIT 50`;

interface Mail {
  id: string;
  address: string;
  subject: string;
  body: string;
}

/**
 * Writes one mail for all that a unit was not told yet, then sends what was written. A mail whose sending was not noted
 * down is sent again under the same Message-ID, by which mailboxes keep one. Without `SMTP_URL` it stays here, to be read.
 */
@Injectable()
export class MailNoticesHandler {
  private readonly transport: Transporter | undefined;

  constructor(
    private readonly transaction: Transaction,
    private readonly config: EnrollmentConfig,
  ) {
    this.transport = config.SMTP_URL ? createTransport(config.SMTP_URL) : undefined;
  }

  /** True when there was something to do. */
  async execute(): Promise<boolean> {
    const written = await this.transaction.run(tx => this.write(tx));
    return (await this.send()) > 0 || written > 0;
  }

  private async write(tx: Tx): Promise<number> {
    const units = (await tx.query<{ unitId: string }>(MAILBOXES)).map(({ unitId }) => unitId);
    const notices = await tx.query<NoticeFacts & { id: string; unitId: string; address: string }>(UNMAILED, [units]);
    for (const [unitId, own] of Map.groupBy(notices, notice => notice.unitId)) {
      const { subject, body } = digestOf(own);
      const mailId = newId();
      await tx.query(WRITE, [mailId, unitId, own[0]!.address, subject, body]);
      await tx.query('UPDATE notice SET mail_id = $1 WHERE id = ANY ($2::bigint[])', [mailId, own.map(({ id }) => id)]);
    }
    return notices.length;
  }

  private async send(): Promise<number> {
    const { transport } = this;
    if (!transport) return 0;
    const mails = await this.transaction.run(tx => tx.query<Mail>(UNSENT, [this.config.MAIL_ATTEMPTS]));
    let sent = 0;
    for (const { id, address: to, subject, body: text } of mails) {
      const error = await transport
        .sendMail({
          from: this.config.MAIL_FROM,
          to,
          subject,
          text,
          textEncoding: 'base64',
          messageId: `<${id}@nangluc>`,
        })
        .then(() => null)
        .catch((reason: unknown) => (reason instanceof Error ? reason.message : String(reason)));
      await this.transaction.run(tx =>
        tx.query(
          `UPDATE mail SET attempts = attempts + 1, last_error = $2, sent_at = CASE WHEN $2::text IS NULL THEN now() END
           WHERE id = $1`,
          [id, error],
        ),
      );
      if (error === null) sent++;
    }
    return sent;
  }
}
