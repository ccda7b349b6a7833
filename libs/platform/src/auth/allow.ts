import { SetMetadata } from '@nestjs/common';
import type { Role } from './account.js';

export const POLICY = 'nangluc:policy';

export type Policy = 'public' | Role[];

/** The roles that may call the route; a route that says neither this nor `@Public()` stops the service at start. */
export const Allow = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(POLICY, roles);

/** Anybody may call the route, without a token. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(POLICY, 'public');
