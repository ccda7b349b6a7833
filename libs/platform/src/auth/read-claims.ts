import type { JWTPayload } from 'jose';
import { ROLES, type Role, type Units } from './account.js';

/** Where an issuer puts what we need; every issuer does it differently, so it is configuration. */
export interface ClaimSettings {
  /** Path of the claim with the roles; a dot goes one object deeper, as in `realm_access.roles`. */
  TOKEN_ROLES_CLAIM: string;
  /** The issuer's name of a role = ours, separated by commas; names that are not listed are taken as they are. */
  TOKEN_ROLE_NAMES: string;
  /** Path of the claim with the ids of the caller's units; `*` in it is the whole province. */
  TOKEN_UNITS_CLAIM: string;
}

export interface Claims {
  roles: Role[];
  units: Units;
}

/** Roles and units of a token. What is missing or unknown gives nothing: no role, no unit. */
export function readClaims(payload: JWTPayload, settings: ClaimSettings): Claims {
  const names = new Map(
    settings.TOKEN_ROLE_NAMES.split(',')
      .filter(Boolean)
      .map(pair => pair.split('=').map(part => part.trim()) as [string, string]),
  );
  const roles = texts(claim(payload, settings.TOKEN_ROLES_CLAIM)).map(name => names.get(name) ?? name);
  const units = texts(claim(payload, settings.TOKEN_UNITS_CLAIM));
  return {
    roles: [...new Set(roles)].filter(isRole),
    units: units.includes('*') ? 'all' : units.filter(unit => UUID.test(unit)),
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function claim(payload: JWTPayload, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      payload,
    );
}

// Some issuers write one value as text and several as a list.
function texts(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter(Boolean);
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isRole = (value: string): value is Role => ROLES.some(role => role === value);
