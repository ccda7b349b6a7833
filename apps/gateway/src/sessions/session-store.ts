import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { newId } from '#kernel';
import { queryRows } from '#messaging';
import { Seal } from '#platform';
import { GatewayConfig } from '../gateway.config.js';

/** What the issuer gave us for a signed-in browser. It never leaves the gateway but as the header of a forwarded request. */
export interface SessionTokens {
  accessToken: string;
  refreshToken: string | null;
  idToken: string | null;
  name: string;
  accessUntil: Date;
}

export interface Session extends SessionTokens {
  id: string;
  subject: string;
  csrfToken: string;
  startedAt: Date;
  usedAt: Date;
  rotatedAt: Date;
  isPrevious: boolean;
}

/** After a rotation, requests that were already under way still carry the former cookie. */
const GRACE_SECONDS = 30;
/** `used_at` is written at most this often, so that a page full of requests is not a page full of writes. */
const TOUCH_SECONDS = 30;

const FIND = `
  SELECT id, subject, csrf_token AS "csrfToken", sealed, access_until AS "accessUntil", started_at AS "startedAt",
    used_at AS "usedAt", rotated_at AS "rotatedAt", coalesce(previous_hash = $1, false) AS "isPrevious",
    rotated_at > now() - make_interval(secs => ${GRACE_SECONDS}) AS "inGrace",
    used_at > now() - make_interval(mins => $2) AND started_at > now() - make_interval(hours => $3) AS alive
  FROM session WHERE cookie_hash = $1 OR previous_hash = $1`;

type Stored = Omit<Session, 'accessToken' | 'refreshToken' | 'idToken' | 'name'> & {
  sealed: Buffer;
  inGrace: boolean;
  alive: boolean;
};

/** Sessions in the gateway's own database, so that any replica serves a browser and signing out ends it everywhere. */
@Injectable()
export class SessionStore {
  private readonly seal: Seal;

  constructor(
    private readonly dataSource: DataSource,
    private readonly config: GatewayConfig,
  ) {
    this.seal = new Seal(config.SESSION_KEY);
  }

  /** Always a new id: one that an attacker planted before the sign-in is worth nothing after it. */
  async start(subject: string, tokens: SessionTokens): Promise<string> {
    const [id, cookie] = [newId(), randomSecret()];
    await this.write(
      `INSERT INTO session (id, cookie_hash, rotated_at, subject, csrf_token, sealed, access_until, started_at, used_at)
       VALUES ($1, $2, now(), $3, $4, $5, $6, now(), now())`,
      [id, hash(cookie), subject, randomSecret(), this.sealed(id, tokens), tokens.accessUntil],
    );
    await this.write(
      `DELETE FROM session WHERE used_at < now() - make_interval(mins => $1) OR started_at < now() - make_interval(hours => $2)`,
      [this.config.SESSION_IDLE_MINUTES, this.config.SESSION_HOURS],
    );
    return cookie;
  }

  /** The living session of a cookie. A former cookie after its time was copied by somebody: the session ends. */
  async find(cookie: string): Promise<Session | undefined> {
    const { SESSION_IDLE_MINUTES, SESSION_HOURS } = this.config;
    const [row] = await queryRows<Stored>(this.dataSource, FIND, [hash(cookie), SESSION_IDLE_MINUTES, SESSION_HOURS]);
    if (!row) return undefined;
    const { sealed, inGrace, alive, ...session } = row;
    if (!alive || (row.isPrevious && !inGrace)) {
      await this.end(row.id);
      return undefined;
    }
    if (Date.now() - row.usedAt.getTime() > TOUCH_SECONDS * 1000)
      await this.write('UPDATE session SET used_at = now() WHERE id = $1', [row.id]);
    const tokens = JSON.parse(this.seal.open(sealed, row.id)) as Omit<SessionTokens, 'accessUntil'>;
    return { ...session, ...tokens };
  }

  /** A new cookie when the present one is old enough; undefined when another request was first. */
  async rotate({ id, rotatedAt }: Session, cookie: string): Promise<string | undefined> {
    if (Date.now() - rotatedAt.getTime() < this.config.SESSION_ROTATE_MINUTES * 60_000) return undefined;
    const next = randomSecret();
    const rotated = await this.write(
      `UPDATE session SET cookie_hash = $3, previous_hash = $2, rotated_at = now() WHERE id = $1 AND cookie_hash = $2
       RETURNING id`,
      [id, hash(cookie), hash(next)],
    );
    return rotated.length > 0 ? next : undefined;
  }

  /** True for the one request, of all replicas, that may ask the issuer for a new access token now. */
  async claimRefresh({ id, accessUntil }: Session): Promise<boolean> {
    const claimed = await this.write(
      `UPDATE session SET refreshing_until = now() + interval '15 seconds'
       WHERE id = $1 AND date_trunc('milliseconds', access_until) = $2 AND (refreshing_until IS NULL OR refreshing_until < now()) RETURNING id`,
      [id, accessUntil],
    );
    return claimed.length > 0;
  }

  async replaceTokens(id: string, tokens: SessionTokens): Promise<void> {
    await this.write('UPDATE session SET sealed = $2, access_until = $3, refreshing_until = NULL WHERE id = $1', [
      id,
      this.sealed(id, tokens),
      tokens.accessUntil,
    ]);
  }

  async end(id: string): Promise<void> {
    await this.write('DELETE FROM session WHERE id = $1', [id]);
  }

  private sealed(id: string, { accessToken, refreshToken, idToken, name }: SessionTokens): Buffer {
    return this.seal.seal(JSON.stringify({ accessToken, refreshToken, idToken, name }), id);
  }

  private write(sql: string, params: unknown[]): Promise<unknown[]> {
    return queryRows(this.dataSource, sql, params);
  }
}

export const randomSecret = (): string => randomBytes(32).toString('base64url');
export const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest();
