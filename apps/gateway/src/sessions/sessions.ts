import { Injectable, UnauthorizedException } from '@nestjs/common';
import { timingSafeEqual } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { ForbiddenError } from '#kernel';
import { GatewayConfig } from '../gateway.config.js';
import { Cookies } from '../http/cookies.js';
import { Issuer } from '../sign-in/issuer.js';
import { hash, SessionStore, type Session } from './session-store.js';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];
/** An access token that ends while the request is under way would be refused by the service. */
const EARLY_MS = 30_000;
const PATIENCE_MS = 15_000;

/** The session behind a request: found, protected against other sites, rotated, its access token fresh. */
@Injectable()
export class Sessions {
  constructor(
    private readonly config: GatewayConfig,
    private readonly cookies: Cookies,
    private readonly store: SessionStore,
    private readonly issuer: Issuer,
  ) {}

  /** Throws 401 without a living session, 403 when a changing request was not made by our page. */
  async require(request: Request, response: Response): Promise<Session> {
    const cookie = this.cookies.read(request, 'session');
    const session = cookie ? await this.store.find(cookie) : undefined;
    if (!cookie || !session) {
      if (cookie) this.cookies.clear(response, 'session');
      throw new UnauthorizedException();
    }
    if (!SAFE.includes(request.method)) this.refuseOtherSites(request, session);
    const next = session.isPrevious ? undefined : await this.store.rotate(session, cookie);
    if (next) this.cookies.write(response, 'session', next, this.config.SESSION_HOURS * 3600);
    return this.fresh(session, cookie);
  }

  /** Ends the session that a browser brings along, if it has one. */
  async endOf(request: Request): Promise<void> {
    const cookie = this.cookies.read(request, 'session');
    const session = cookie ? await this.store.find(cookie) : undefined;
    if (session) await this.store.end(session.id);
  }

  // The cookie alone proves nothing: a browser sends it with another site's request too.
  private refuseOtherSites(request: Request, { csrfToken }: Session): void {
    const origin = request.headers.origin;
    const site = request.headers['sec-fetch-site'];
    const given = request.headers['x-csrf-token'];
    const isOurs =
      (origin === undefined || origin === new URL(this.config.PUBLIC_URL).origin) &&
      (site === undefined || site === 'same-origin') &&
      typeof given === 'string' &&
      timingSafeEqual(hash(given), hash(csrfToken));
    if (!isOurs) throw new ForbiddenError('GATEWAY.CSRF');
  }

  /** One request of all replicas refreshes; a refresh token used twice would end the session at the issuer. */
  private async fresh(session: Session, cookie: string): Promise<Session> {
    let current = session;
    const until = Date.now() + PATIENCE_MS;
    while (current.accessUntil.getTime() < Date.now() + EARLY_MS) {
      if (await this.store.claimRefresh(current)) return this.refresh(current);
      if (Date.now() > until) throw new UnauthorizedException();
      await pause(50);
      const found = await this.store.find(cookie);
      if (!found) throw new UnauthorizedException();
      current = found;
    }
    return current;
  }

  private async refresh(session: Session): Promise<Session> {
    try {
      const tokens = await this.issuer.refresh(session);
      await this.store.replaceTokens(session.id, tokens);
      return { ...session, ...tokens };
    } catch (error) {
      // The issuer knows the account no more, or is down: either way nothing may be done in its name.
      if (session.accessUntil.getTime() > Date.now()) return session;
      await this.store.end(session.id);
      throw new UnauthorizedException({ cause: error });
    }
  }
}
