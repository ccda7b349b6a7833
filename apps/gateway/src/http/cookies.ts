import type { CookieOptions, Request, Response } from 'express';
import type { GatewayConfig } from '../gateway.config.js';

const PURPOSES = { session: 'nangluc', pending: 'nangluc-sign-in' };
export type CookiePurpose = keyof typeof PURPOSES;

/** The two cookies of the gateway: never readable by a script, never sent along from another site's form or frame. */
export class Cookies {
  constructor(private readonly config: GatewayConfig) {}

  /** With `__Host-` the browser itself refuses the cookie from a subdomain or over http. */
  private name(purpose: CookiePurpose): string {
    return `${this.config.isSecure ? '__Host-' : ''}${PURPOSES[purpose]}`;
  }

  private get options(): CookieOptions {
    return { httpOnly: true, secure: this.config.isSecure, sameSite: 'lax', path: '/' };
  }

  read(request: Request, purpose: CookiePurpose): string | undefined {
    const wanted = `${this.name(purpose)}=`;
    const pairs = (request.headers.cookie ?? '').split(';').map(pair => pair.trim());
    return pairs.find(pair => pair.startsWith(wanted))?.slice(wanted.length) || undefined;
  }

  write(response: Response, purpose: CookiePurpose, value: string, seconds: number): void {
    response.cookie(this.name(purpose), value, { ...this.options, maxAge: seconds * 1000 });
  }

  clear(response: Response, purpose: CookiePurpose): void {
    response.clearCookie(this.name(purpose), this.options);
  }
}
