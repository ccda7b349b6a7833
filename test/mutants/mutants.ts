// The lines that hold the promise of docs/messaging.md. Each is taken out in a copy, and the named test must turn red.

export interface Mutant {
  /** What is taken away, as it stands in docs/messaging.md. */
  line: string;
  file: string;
  patch: [from: string, to: string][];
  spec: string;
  /** The file in which the test is written, where the spec shares it with others. */
  suite?: string;
  test: string;
}

const MESSAGING = 'test/messaging/messaging.int.spec.ts';
const KAFKAJS = 'test/messaging/kafka-client-kafkajs.int.spec.ts';
const SAFETY = 'test/messaging/safety.int.spec.ts';
const REPUBLISH = 'test/messaging/republish.int.spec.ts';
const CLAIM_AHEAD = 'test/messaging/claim-ahead.int.spec.ts';

export const MUTANTS: Mutant[] = [
  {
    line: 'The outbox row is written in the transaction of the state',
    file: 'libs/messaging/src/transaction.ts',
    patch: [
      ['      await writeOutbox(tx);\n', '      outbox = tx;\n'],
      [
        '    let published: readonly OutboxRow[] = [];\n',
        '    let published: readonly OutboxRow[] = [];\n    let outbox: Tx | undefined;\n',
      ],
      [
        "    await passing('transaction.committed');\n",
        '    if (outbox) await writeOutbox(Object.assign(new Tx(this.dataSource.manager), { buffered: outbox.published }));\n',
      ],
    ],
    spec: MESSAGING,
    test: 'publishes nothing of a transaction that fails, and changes nothing when the outbox refuses',
  },
  {
    line: 'The relay claims what is visible, never what follows a number',
    file: 'libs/messaging/src/outbox/relay.ts',
    patch: [
      ['SELECT ctid FROM outbox ORDER BY', 'SELECT ctid FROM outbox WHERE seq > $2 ORDER BY'],
      ['CLAIM, [limit]', 'CLAIM, [limit, this.last]'],
      [
        "      if (claimed.length > 0) await passing('relay.claimed');\n",
        '      for (const { seq } of claimed) this.last = Math.max(this.last, Number(seq));\n',
      ],
      ['  private readonly loop: BackgroundLoop;\n', '  private readonly loop: BackgroundLoop;\n  private last = 0;\n'],
    ],
    spec: SAFETY,
    test: 'carries the row of a transaction that was overtaken by later ones',
  },
  {
    line: 'A row is deleted only with the acknowledgement of the broker',
    file: 'libs/messaging/src/outbox/relay.ts',
    patch: [
      [
        '      await this.port.send(byTopic(part));\n',
        '      await this.port.send(byTopic(part)).catch(() => undefined);\n',
      ],
    ],
    spec: SAFETY,
    test: 'keeps every row that the broker has not acknowledged',
  },
  {
    line: 'What is sent is kept by the statement that deletes it',
    file: 'libs/messaging/src/outbox/relay.ts',
    patch: [["FROM claimed WHERE NOT headers ? 'republication'", 'FROM claimed WHERE false']],
    spec: REPUBLISH,
    test: 'reaches who missed a message, and is counted by nobody twice',
  },
  {
    line: 'A message that is sent again is not kept again',
    file: 'libs/messaging/src/outbox/relay.ts',
    patch: [["FROM claimed WHERE NOT headers ? 'republication'", 'FROM claimed']],
    spec: REPUBLISH,
    test: 'reaches who missed a message, and is counted by nobody twice',
  },
  {
    line: 'A message is sent again under its own id',
    file: 'libs/messaging/src/outbox/republisher.ts',
    patch: [
      [
        "jsonb_build_object('republication', $6::text)",
        "jsonb_build_object('republication', $6::text, 'ce_id', gen_random_uuid()::text)",
      ],
    ],
    spec: REPUBLISH,
    test: 'reaches who missed a message, and is counted by nobody twice',
  },
  {
    line: 'A sent message is forgotten before its mark',
    file: 'libs/messaging/src/message-cleanup.ts',
    patch: [['(this.days - 1) * DAY_MS', '(this.days + 1) * DAY_MS']],
    spec: SAFETY,
    test: 'forgets a sent message before its mark',
  },
  {
    line: 'The claim behind one that failed is given back unsent',
    file: 'libs/messaging/src/outbox/relay.ts',
    patch: [['          next => next.giveBack(),\n', '          next => next.commit(),\n']],
    spec: CLAIM_AHEAD,
    test: 'is given back when the one before it fails, and sent behind it',
  },
  {
    line: 'The claim that is taken ahead is sent after the one before it',
    file: 'libs/messaging/src/outbox/relay.ts',
    patch: [
      [
        '? this.claim() : undefined;',
        '? this.claim().then(next => this.send(next.rows).then(() => next)) : undefined;',
      ],
    ],
    spec: CLAIM_AHEAD,
    test: 'is sent only when the one before it is acknowledged',
  },
  {
    line: 'A claim is sent in the order of its numbers',
    file: 'libs/messaging/src/outbox/relay.ts',
    patch: [['claimed.sort(byLaneAndSeq)', 'claimed.sort(() => Math.random() - 0.5)']],
    spec: MESSAGING,
    test: 'brings what a transaction published to the reaction, in order',
  },
  {
    line: 'One relay at a time, by an advisory lock that ends with its session',
    file: 'libs/messaging/src/background-loop.ts',
    patch: [['      if (row?.mine) {', '      if (row) {']],
    spec: 'test/messaging/background-loop.int.spec.ts',
    test: 'is one replica’s at a time, and passes on when its session ends or it stops',
  },
  {
    line: 'A lead that is lost is noticed',
    file: 'libs/messaging/src/background-loop.ts',
    patch: [
      ["        client.once('end', () => this.lose(runner));\n", "        client.once('end', () => undefined);\n"],
    ],
    spec: 'test/messaging/background-loop.int.spec.ts',
    test: 'is one replica’s at a time, and passes on when its session ends or it stops',
  },
  {
    line: 'The inbox is marked in the transaction of the effect',
    file: 'libs/messaging/src/inbox/mark-inbox.ts',
    patch: [['  return events.filter(({ id }) => fresh.delete(id));', '  return fresh ? events : [];']],
    spec: MESSAGING,
    test: 'has no effect a second time when a message is repeated',
  },
  {
    line: 'The ids of a batch are marked in one order everywhere',
    file: 'libs/messaging/src/inbox/mark-inbox.ts',
    patch: [['AS id ORDER BY id`', 'AS id`']],
    spec: SAFETY,
    test: 'does not deadlock with another one that holds the same messages in another order',
  },
  {
    line: 'The offset is resolved after the commit of the effect',
    file: 'libs/messaging/src/kafka/kafka-batch-strategy.ts',
    patch: [
      ['        if (last) await delivery.done(last.offset);\n', ''],
      [
        '        await this.processor.process(consumer, raw);\n',
        '        await delivery.done(raw.at(-1)?.offset ?? "0");\n        await this.processor.process(consumer, raw);\n',
      ],
    ],
    spec: SAFETY,
    test: 'repeats a batch that met an outage of the database',
  },
  {
    line: 'A topic is read from its beginning where no offset holds',
    file: 'libs/messaging/src/kafka/kafkajs/kafkajs-consumer.ts',
    patch: [['fromBeginning: true', 'fromBeginning: false']],
    spec: SAFETY,
    test: 'reads what stood on the topic before its group first came',
  },
  {
    line: 'What was read ahead of a batch that failed is read again behind it',
    file: 'libs/messaging/src/kafka/kafkajs/kafkajs-consumer.ts',
    patch: [
      ['      if (isMember()) resolveOffset(String(work.next - 1n));\n', ''],
      ['      payload.resolveOffset(String(before.next - 1n));\n', ''],
    ],
    spec: KAFKAJS,
    suite: 'test/messaging/kafka-client.suite.ts',
    test: 'leaves nothing out when a batch fails that others stand behind',
  },
  {
    line: 'A batch that does not go on where the last one ended is looked at before its offset covers what was deleted',
    file: 'libs/messaging/src/kafka/offset-watch.ts',
    patch: [['        if (this.next.get(place) !== first.offset) await this.tryToLook([first.topic]);\n', '']],
    spec: SAFETY,
    test: 'says so, too, when the log is cut while a batch is at work, before the next commit covers it',
  },
  {
    line: 'A batch that fails is halved until the bad message stands alone',
    file: 'libs/messaging/src/consume/batch-processor.ts',
    patch: [['        } else if (taken.length > 1) {\n          return await this.isolate(consumer, taken);\n', '']],
    spec: MESSAGING,
    test: 'finds the one bad message of a batch, dead-letters it with its place, and goes on with the others',
  },
  {
    line: 'An outage of the database buries nothing',
    file: 'libs/messaging/src/consume/batch-processor.ts',
    patch: [["        if (kind === 'outage') throw error;\n", '']],
    spec: SAFETY,
    test: 'repeats a batch that met an outage of the database',
  },
  {
    line: 'An effect has a natural unique key',
    file: 'apps/enrollment/src/database/migrations/1764200000000-create-enrollment.ts',
    patch: [
      ['  CREATE UNIQUE INDEX training_duty_one_open_retraining', '  CREATE INDEX training_duty_one_open_retraining'],
    ],
    spec: 'apps/enrollment/src/reactions/follow-person-on-assignment.int.spec.ts',
    test: 'keeps one open retraining duty by the database alone',
  },
];
