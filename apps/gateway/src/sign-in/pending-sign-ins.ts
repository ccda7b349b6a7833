import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { queryRows } from '#messaging';
import { Seal } from '#platform';
import { GatewayConfig } from '../gateway.config.js';
import { hash, randomSecret } from '../sessions/session-store.js';
import type { PendingSignIn } from './issuer.js';

const MINUTES = 10;
export const PENDING_SECONDS = MINUTES * 60;

/** Sign-ins on their way through the issuer, each bound to the browser that began it and good for one return. */
@Injectable()
export class PendingSignIns {
  private readonly seal: Seal;

  constructor(
    private readonly dataSource: DataSource,
    config: GatewayConfig,
  ) {
    this.seal = new Seal(config.SESSION_KEY);
  }

  async keep(pending: PendingSignIn): Promise<string> {
    const cookie = randomSecret();
    await queryRows(
      this.dataSource,
      'DELETE FROM pending_sign_in WHERE started_at < now() - make_interval(mins => $1)',
      [MINUTES],
    );
    await queryRows(
      this.dataSource,
      'INSERT INTO pending_sign_in (cookie_hash, sealed, started_at) VALUES ($1, $2, now())',
      [hash(cookie), this.seal.seal(JSON.stringify(pending), 'pending')],
    );
    return cookie;
  }

  /** Gives it once: the same callback a second time finds nothing. */
  async take(cookie: string): Promise<PendingSignIn | undefined> {
    const [row] = await queryRows<{ sealed: Buffer; fresh: boolean }>(
      this.dataSource,
      `DELETE FROM pending_sign_in WHERE cookie_hash = $1
       RETURNING sealed, started_at > now() - make_interval(mins => $2) AS fresh`,
      [hash(cookie), MINUTES],
    );
    return row?.fresh ? (JSON.parse(this.seal.open(row.sealed, 'pending')) as PendingSignIn) : undefined;
  }
}
