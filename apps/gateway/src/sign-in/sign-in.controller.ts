import { Controller, Get, HttpCode, Logger, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '#kernel';
import { Public } from '#platform';
import { GatewayConfig } from '../gateway.config.js';
import { Cookies } from '../http/cookies.js';
import { Sessions } from '../sessions/sessions.js';
import { SessionStore } from '../sessions/session-store.js';
import { Issuer } from './issuer.js';
import { PENDING_SECONDS, PendingSignIns } from './pending-sign-ins.js';
import { returnPath } from './return-path.js';

export interface SessionView {
  subject: string;
  name: string;
  /** Sent back as X-CSRF-Token by every request that changes something. */
  csrfToken: string;
  /** The session ends then at the latest; earlier when it is not used. */
  endsAt: string;
  idleMinutes: number;
}

@Public()
@Controller()
export class SignInController {
  private readonly logger = new Logger('SignIn');

  constructor(
    private readonly config: GatewayConfig,
    private readonly cookies: Cookies,
    private readonly issuer: Issuer,
    private readonly pendings: PendingSignIns,
    private readonly sessions: Sessions,
    private readonly store: SessionStore,
  ) {}

  @Get('sign-in')
  async begin(@Query('returnTo') returnTo: unknown, @Res() response: Response): Promise<void> {
    const { url, pending } = await this.issuer.begin(returnPath(returnTo));
    this.cookies.write(response, 'pending', await this.pendings.keep(pending), PENDING_SECONDS);
    response.redirect(303, url.href);
  }

  @Get('sign-in/callback')
  async complete(@Req() request: Request, @Res() response: Response): Promise<void> {
    const cookie = this.cookies.read(request, 'pending');
    this.cookies.clear(response, 'pending');
    const pending = cookie ? await this.pendings.take(cookie) : undefined;
    // Begun by another browser, or a second time: whoever sent the user here wants to sign them in as somebody else.
    if (!pending) throw new DomainError('GATEWAY.SIGN_IN_FAILED');
    const query = new URL(request.originalUrl, this.config.PUBLIC_URL).search;
    const { subject, tokens } = await this.issuer.complete(query, pending).catch((error: Error) => {
      this.logger.warn(`A sign-in failed: ${error.name}`);
      throw new DomainError('GATEWAY.SIGN_IN_FAILED');
    });
    await this.sessions.endOf(request);
    this.cookies.write(response, 'session', await this.store.start(subject, tokens), this.config.SESSION_HOURS * 3600);
    response.redirect(303, pending.returnTo);
  }

  @Get('session')
  async show(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<SessionView> {
    const { subject, name, csrfToken, startedAt } = await this.sessions.require(request, response);
    const endsAt = new Date(startedAt.getTime() + this.config.SESSION_HOURS * 3_600_000).toISOString();
    return { subject, name, csrfToken, endsAt, idleMinutes: this.config.SESSION_IDLE_MINUTES };
  }

  /** Ends the session here at once; the answer says where the browser ends it at the issuer. */
  @Post('sign-out')
  @HttpCode(200)
  async end(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<{ continueAt: string }> {
    const session = await this.sessions.require(request, response);
    await this.store.end(session.id);
    this.cookies.clear(response, 'session');
    return { continueAt: await this.issuer.signOut(session) };
  }
}
