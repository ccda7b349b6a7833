import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export const ROLES = ['hr-officer', 'scheduler', 'reviewer', 'chairman', 'trainer', 'operator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that see people of their own units only; every other role works for the whole province. */
export const UNIT_BOUND_ROLES: readonly Role[] = ['hr-officer'];

/** Ids of units, each with everything below it; 'all' is the whole province. */
export type Units = 'all' | readonly string[];

/** Who calls, as the access token says. */
export interface Account {
  subject: string;
  roles: Role[];
  /** What the caller may see on this route: 'all' as soon as one of the roles that opened it is not bound to units. */
  units: Units;
}

/** The caller's own access token, for asking another service in the caller's name; never kept. */
export const AccessToken = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { headers } = context.switchToHttp().getRequest<Request>();
  return (headers.authorization ?? '').replace(/^Bearer /, '');
});

/** The account of the request, as a parameter of a controller method. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<Request & { account?: Account }>();
  if (!account) throw new Error('A route with @Caller() must not be @Public()');
  return account;
});
