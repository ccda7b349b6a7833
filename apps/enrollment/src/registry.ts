// The one question that this service asks another over HTTP: what people are called (ADR 21).
import { Injectable } from '@nestjs/common';
import { askAsCaller } from '#platform';
import { EnrollmentConfig } from './enrollment.config.js';

export interface NamedPerson {
  personId: string;
  staffCode: string;
  fullName: string;
}

const MOST_AT_ONCE = 1_000;

/** The registry of people, asked in the name of the caller: it decides what that account may read. */
@Injectable()
export class Registry {
  constructor(private readonly config: EnrollmentConfig) {}

  /** The people by id whom the registry names; call it outside a transaction. */
  async names(personIds: readonly string[], token: string): Promise<Map<string, NamedPerson>> {
    const named = new Map<string, NamedPerson>();
    for (let from = 0; from < personIds.length; from += MOST_AT_ONCE)
      for (const person of await this.ask(personIds.slice(from, from + MOST_AT_ONCE), token))
        named.set(person.personId, person);
    return named;
  }

  private async ask(personIds: string[], token: string): Promise<NamedPerson[]> {
    const url = new URL('/v1/person-names', this.config.STAFF_URL);
    const { items } = await askAsCaller<{ items: NamedPerson[] }>('The registry', url, { personIds }, token);
    return items;
  }
}
