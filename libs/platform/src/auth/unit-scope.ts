import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Units } from './account.js';

/** Whose people the database may show, and on which day the units are looked at. */
export interface UnitScope {
  units: Units;
  on: string;
  subject: string;
  /** Whether classes are shown that the caller does not teach; and whether the people of those that the caller teaches are. */
  everyClass?: boolean;
  taught?: boolean;
}

export const EVERYBODY: UnitScope = { units: 'all', on: '', subject: '', everyClass: true };

const scopes = new AsyncLocalStorage<UnitScope>();

/** Runs work so that every transaction in it sees only people of these units; row-level security keeps to it. */
export function withinScope<T>(scope: UnitScope, work: () => T): T {
  return scopes.run(scope, work);
}

/**
 * The settings that the policies of a service's tables read, as one statement. They end with the transaction, so that a
 * connection of the pool carries nothing over. Work that no caller asked for (consumers, loops, the relay) sees
 * everything, because it acts for everybody.
 */
export function scopeSettings(): string {
  const { units, on, subject, everyClass, taught } = scopes.getStore() ?? EVERYBODY;
  const settings = {
    unit_scope: units === 'all' ? '*' : units.join(','),
    unit_scope_on: on,
    subject,
    class_scope: everyClass ? '*' : 'taught',
    // Empty: teaches nothing.
    trainer: taught ? subject : '',
  };
  return Object.entries(settings)
    .map(([name, value]) => `SET LOCAL app.${name} = ${pg.escapeLiteral(value)}`)
    .join('; ');
}
