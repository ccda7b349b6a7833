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
import { POLICY, type Policy } from './allow.js';
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
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (policy === 'public') return true;
    const request = context.switchToHttp().getRequest<Request & { account?: Account }>();
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || !token) throw new UnauthorizedException();
    const account = await this.tokens.verify(token).catch(() => {
      throw new UnauthorizedException();
    });
    if (!policy?.some(role => account.roles.includes(role))) throw new ForbiddenException();
    request.account = account;
    return true;
  }
}
