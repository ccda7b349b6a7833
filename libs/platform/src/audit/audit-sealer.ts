import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundLoop, Transaction, type Outgoing, type Tx } from '#messaging';
import { ServiceConfig } from '../config.js';
import { NO_SEAL, recordHash, sealAfter, type AuditFact, type AuditSeal } from './audit-record.js';
import { merkleRoot } from './merkle.js';

/** Makes the event by which a service tells others of a seal; they are the witnesses that its own database is not. */
export type TellSeal = (seal: AuditSeal) => Outgoing;
export const TELL_SEAL = Symbol('tell seal');

const RECORDS_PER_SEAL = 5_000;

// Taking the facts out of the waiting table needs no cursor, so a slower transaction is never skipped.
const TAKE = `
  WITH taken AS (
    DELETE FROM audit_pending WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM audit_pending ORDER BY id LIMIT ${RECORDS_PER_SEAL} FOR UPDATE SKIP LOCKED))
    RETURNING id, fact)
  SELECT fact FROM taken ORDER BY id`;

const LAST = `
  SELECT number, last_position::int AS "lastPosition", hash FROM audit_seal ORDER BY number DESC LIMIT 1`;

const KEEP = `
  INSERT INTO audit_record (position, at, subject, address, action, object, content_hash, result)
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`;

const SEAL = `
  INSERT INTO audit_seal (number, first_position, last_position, root, previous_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6)`;

/** Puts waiting records into their places, a chunk under one seal, and tells the seal. One replica does. */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(
    dataSource: DataSource,
    private readonly transaction: Transaction,
    private readonly config: ServiceConfig,
    @Inject(TELL_SEAL) private readonly tell: TellSeal,
  ) {
    this.loop = new BackgroundLoop(dataSource, {
      name: 'audit-seal',
      idleMs: { least: 1_000, most: 5_000 },
      work: () => this.seal(),
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.BACKGROUND_LOOPS === 'on') this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** One round; true when there may be more. */
  seal(): Promise<boolean> {
    return this.transaction.run(tx => this.sealNext(tx));
  }

  private async sealNext(tx: Tx): Promise<boolean> {
    const facts = await tx.query<{ fact: AuditFact }>(TAKE);
    if (facts.length === 0) return false;
    const [last] = await tx.query<typeof NO_SEAL>(LAST);
    const start = last ?? NO_SEAL;
    const records = facts.map(({ fact }, i) => ({ ...fact, position: start.lastPosition + i + 1 }));
    const seal = sealAfter(start, merkleRoot(records.map(recordHash)), records.length);
    await tx.query(KEEP, [
      records.map(({ position }) => position),
      records.map(({ at }) => at),
      records.map(({ subject }) => subject),
      records.map(({ address }) => address),
      records.map(({ action }) => action),
      records.map(({ object }) => object),
      records.map(({ contentHash }) => contentHash),
      records.map(({ result }) => result),
    ]);
    await tx.query(SEAL, [seal.number, seal.firstPosition, seal.lastPosition, seal.root, seal.previousHash, seal.hash]);
    tx.publish(this.tell(seal));
    return facts.length === RECORDS_PER_SEAL;
  }
}
