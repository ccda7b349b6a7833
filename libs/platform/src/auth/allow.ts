import { SetMetadata } from '@nestjs/common';
import type { Role } from './account.js';

export const POLICY = 'nangluc:policy';
export const REACH = 'nangluc:reach';

export type Policy = 'public' | Role[];

/**
 * What a role that is bound to units gets from a route: 'units' = people of its own units only, 'all' = everything,
 * because the answer is about no person.
 */
export type RouteReach = 'units' | 'all';

/** The roles that may call the route; a route that says neither this nor `@Public()` stops the service at start. */
export const Allow = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(POLICY, roles);

/** Anybody may call the route, without a token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(POLICY, 'public');

/** Needed beside `@Allow` on a route that lets a role in which is bound to units, such as `hr-officer`. */
export const Reach = (reach: RouteReach): MethodDecorator & ClassDecorator => SetMetadata(REACH, reach);
