import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { EnrollmentConfig } from '../enrollment.config.js';
import { classOpened, elected, EnrollmentUnderTest, fromStart, person, unit } from '../enrollment.suite.js';
import { ListNoticesHandler } from './list-notices.js';
import { MailNoticesHandler } from './mail-notices.js';

describe('notices', () => {
  let enrollment: EnrollmentUnderTest;
  let server: SMTPServer;
  let received: string[] = [];
  let refusals = 0;
  beforeAll(async () => {
    enrollment = await EnrollmentUnderTest.start();
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        void text(stream).then(mail => {
          if (refusals-- > 0) return done(new Error('not now'));
          received.push(mail);
          done();
        });
      },
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    await new Promise<void>(resolve => {
      server.close(resolve);
    });
    await enrollment.stop();
  });
  beforeEach(async () => {
    received = [];
    refusals = 0;
    await enrollment.clear();
    await enrollment.adopt();
    await enrollment.hear(elected('An'), elected('Bình'), elected('Chi', 'B'));
    await enrollment.openClasses(classOpened('April'));
    await enrollment.rows(`INSERT INTO unit_mailbox VALUES ($1, 'office-a@example.org', 'tester')`, [unit('A')]);
  });
  const mailer = (withServer = true) => {
    const { port } = server.server.address() as AddressInfo;
    const config = Object.assign(new EnrollmentConfig(), withServer ? { SMTP_URL: `smtp://127.0.0.1:${port}` } : {});
    return new MailNoticesHandler(enrollment.transaction, config);
  };
  const notices = async () =>
    (await new ListNoticesHandler(enrollment.dataSource).notices({ limit: 100 }, fromStart)).items;
  const kinds = async () => (await notices()).map(({ kind }) => kind);

  it('tell a unit of seats given and taken, of classes that begin soon and of deadlines missed, once each', async () => {
    await enrollment.allocate();
    expect(await kinds()).toEqual(['seat-granted', 'seat-granted', 'seat-granted']);
    await enrollment.hear({ who: 'An', revision: 2, after: null, cause: 'resignation', on: '2026-04-01' });
    expect((await kinds())[0]).toBe('seat-released');
    await enrollment.allocate('2026-04-13');
    await enrollment.allocate('2026-04-14');
    expect((await kinds()).filter(kind => kind === 'class-soon')).toHaveLength(2);
    await enrollment.allocate('2026-06-14');
    await enrollment.allocate('2026-07-20');
    expect((await kinds()).filter(kind => kind === 'duty-overdue')).toHaveLength(2);
  });

  it('go out once, as one Vietnamese mail for each unit with a mailbox', async () => {
    await enrollment.allocate();
    const [first, second] = [mailer(), mailer()];
    await Promise.all([first.execute(), second.execute()]);
    await first.execute();
    const ids = new Set(received.map(mail => /^Message-ID: (.*)$/im.exec(mail)?.[1]));
    expect(ids.size).toBe(1);
    expect(received[0]).toContain('office-a@example.org');
    const body = Buffer.from(received[0]!.split('\r\n\r\n').slice(1).join(), 'base64').toString('utf8');
    expect(body).toContain('2 lần: Một người của đơn vị được xếp chỗ trong lớp khai giảng ngày 20/04/2026.');
    expect((await notices()).map(({ mailId }) => mailId !== null)).toEqual(
      (await notices()).map(({ unitId }) => unitId === unit('A')),
    );
  });

  it('are tried again when the server refuses them, under the same id', async () => {
    refusals = 1;
    await enrollment.allocate();
    await mailer().execute();
    expect(await enrollment.rows('SELECT attempts, sent_at, last_error FROM mail')).toEqual([
      { attempts: 1, sent_at: null, last_error: expect.stringContaining('not now') },
    ]);
    await mailer().execute();
    expect(received).toHaveLength(1);
    expect(await enrollment.rows('SELECT attempts, last_error FROM mail')).toEqual([{ attempts: 2, last_error: null }]);
  });

  it('stay readable here when there is no server', async () => {
    await enrollment.allocate();
    expect(await mailer(false).execute()).toBe(true);
    expect(await mailer(false).execute()).toBe(false);
    const { items } = await new ListNoticesHandler(enrollment.dataSource).mails({ limit: 100 }, fromStart);
    expect(items).toMatchObject([{ unitId: unit('A'), sentAt: null, subject: expect.stringContaining('2 thông báo') }]);
  });

  it('are forgotten so many days after the day they are about, with the mails that carried nothing else', async () => {
    await enrollment.allocate();
    await mailer().execute();
    await enrollment.rows(`UPDATE notice SET noticed_at = '2026-03-20'`);
    await enrollment.rows(`UPDATE mail SET written_at = '2026-03-20'`);
    await enrollment.rows(`UPDATE notice SET on_date = '2026-05-18' WHERE person_id = $1`, [person('Bình')]);
    const kept = async () => [
      (await notices()).map(({ date }) => date),
      (await enrollment.rows('SELECT FROM mail')).length,
    ];
    await enrollment.allocate('2026-05-20', { NOTICE_DAYS: 30, REMIND_DAYS: 1 });
    expect(await kept()).toEqual([['2026-04-20', '2026-05-18', '2026-04-20'], 1]);
    await enrollment.allocate('2026-05-21', { NOTICE_DAYS: 30, REMIND_DAYS: 1 });
    expect(await kept()).toEqual([['2026-05-18'], 1]);
    await enrollment.rows('DELETE FROM notice');
    await enrollment.allocate('2026-05-22', { NOTICE_DAYS: 30, REMIND_DAYS: 1 });
    expect(await kept()).toEqual([[], 0]);
  });
});
