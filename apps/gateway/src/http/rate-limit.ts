import { HttpException } from '@nestjs/common';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import type { GatewayConfig } from '../gateway.config.js';
import { hash } from '../sessions/session-store.js';
import type { Cookies } from './cookies.js';

/** A whole office may come from one address. */
const SESSIONS_OF_AN_ADDRESS = 20;

/**
 * Slows down whoever asks too much: a session or a program by itself, and every address, because a made-up cookie or
 * token is a new one each time.
 */
export function rateLimits(config: GatewayConfig, cookies: Cookies): { signIn: RequestHandler; api: RequestHandler[] } {
  const perMinute = (limit: number, keyGenerator: (request: Request) => string): RequestHandler =>
    rateLimit({
      windowMs: 60_000,
      limit,
      keyGenerator,
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      handler: (_request, _response, next) => next(new HttpException('Too many requests', 429)),
    });
  const address = (request: Request): string => ipKeyGenerator(request.ip ?? '');
  return {
    signIn: perMinute(config.SIGN_INS_PER_MINUTE, address),
    api: [
      perMinute(config.RATE_PER_MINUTE * SESSIONS_OF_AN_ADDRESS, address),
      perMinute(config.RATE_PER_MINUTE, request => {
        const secret = request.headers.authorization ?? cookies.read(request, 'session');
        return secret ? hash(secret).toString('base64') : address(request);
      }),
    ],
  };
}
