import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { GUESSABLE } from '../audit/guessable.js';
import { bearerToken, type Account } from './account.js';
import { POLICY, REACH, type Policy, type RouteReach } from './allow.js';
import { boundOf } from './routes.js';
import { TokenVerifier } from './token-verifier.js';

/** Deny by default: a route is open only to the roles that it names. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const targets = [context.getHandler(), context.getClass()];
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, targets);
    const request = context.switchToHttp().getRequest<Request & { account?: Account; guessable?: string[] }>();
    request.guessable = this.reflector.getAllAndOverride<string[] | undefined>(GUESSABLE, targets) ?? [];
    if (policy === 'public') return true;
    const token = bearerToken(request);
    if (!token) throw new UnauthorizedException();
    const caller = await this.tokens.verify(token).catch(() => {
      throw new UnauthorizedException();
    });
    const opening = (policy ?? []).filter(role => caller.roles.includes(role));
    // Known before refused: the audit trail says who was turned away.
    const { subject, roles } = caller;
    request.account = { subject, roles, units: [], everyClass: false, taught: false };
    if (opening.length === 0) throw new ForbiddenException();
    const reach = this.reflector.getAllAndOverride<RouteReach[] | undefined>(REACH, targets);
    const bounds = opening.map(role => boundOf(role, reach));
    const isFree = bounds.includes(undefined);
    const units = isFree ? 'all' : bounds.includes('units') ? caller.units : [];
    const everyClass = isFree || bounds.includes('units');
    request.account = { subject, roles, units, everyClass, taught: bounds.includes('classes') };
    return true;
  }
}
