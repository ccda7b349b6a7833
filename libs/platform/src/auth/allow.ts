import { SetMetadata } from '@nestjs/common';
import type { Role } from './account.js';

export const POLICY = 'nangluc:policy';
export const REACH = 'nangluc:reach';

export type Policy = 'public' | Role[];

/**
 * What a bound role gets from a route: 'units' = people of its own units only, 'classes' = only the classes that it
 * teaches and their people, 'all' = everything, because the answer is about no person.
 */
export type RouteReach = 'units' | 'classes' | 'all';

/** The roles that may call the route; a route that says neither this nor `@Public()` stops the service at start. */
export const Allow = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(POLICY, roles);

/** Anybody may call the route, without a token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(POLICY, 'public');

/**
 * Needed beside `@Allow` on a route that lets a bound role in, `hr-officer` or `trainer`. Each is bound by its own kind if
 * that is named; 'all' frees the other.
 * @example `@Allow('hr-officer', 'trainer') @Reach('units', 'classes')`
 */
export const Reach = (...reach: RouteReach[]): MethodDecorator & ClassDecorator => SetMetadata(REACH, reach);
