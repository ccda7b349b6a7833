import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import type { Account } from './account.js';
import { POLICY, REACH, type Policy, type RouteReach } from './allow.js';
import { isUnitBound } from './routes.js';
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
    if (policy === 'public') return true;
    const request = context.switchToHttp().getRequest<Request & { account?: Account }>();
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || !token) throw new UnauthorizedException();
    const caller = await this.tokens.verify(token).catch(() => {
      throw new UnauthorizedException();
    });
    const opening = (policy ?? []).filter(role => caller.roles.includes(role));
    // Known before refused: the audit trail says who was turned away.
    request.account = { subject: caller.subject, roles: caller.roles, units: [] };
    if (opening.length === 0) throw new ForbiddenException();
    const reach = this.reflector.getAllAndOverride<RouteReach | undefined>(REACH, targets);
    const isBound = reach !== 'all' && opening.every(isUnitBound);
    request.account = { subject: caller.subject, roles: caller.roles, units: isBound ? caller.units : 'all' };
    return true;
  }
}
