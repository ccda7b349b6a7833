import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export const ROLES = [
  'hr-officer',
  'scheduler',
  'reviewer',
  'chairman',
  'trainer',
  'operator',
  'auditor',
  'data-officer',
] as const;
export type Role = (typeof ROLES)[number];

/** What bounds a role: people of its own units, or the classes that it teaches. Every other role works for the whole province. */
export const BOUNDS: Partial<Record<Role, 'units' | 'classes'>> = {
  'hr-officer': 'units',
  'data-officer': 'units',
  trainer: 'classes',
};

/** Ids of units, each with everything below it; 'all' is the whole province. */
export type Units = 'all' | readonly string[];

/** Who calls, as the access token says. */
export interface Account {
  subject: string;
  roles: Role[];
  /** What the caller may see on this route: 'all' as soon as one of the roles that opened it is not bound to units. */
  units: Units;
  /** Whether the caller may know of every class here, and not only of those that the caller teaches. */
  everyClass: boolean;
  /** Whether the caller sees the people of the classes that the caller teaches, beside those of the units. */
  taught: boolean;
}

/** The access token that a request brings; empty without one. */
export function bearerToken({ headers }: Request): string {
  const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' ? token : '';
}

/** The caller's own access token, for asking another service in the caller's name; never kept. */
export const AccessToken = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return bearerToken(context.switchToHttp().getRequest<Request>());
});

/** The account of the request, as a parameter of a controller method. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext): Account => {
  const { account } = context.switchToHttp().getRequest<Request & { account?: Account }>();
  if (!account) throw new Error('A route with @Caller() must not be @Public()');
  return account;
});
