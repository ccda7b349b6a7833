// The one question that this service asks another over HTTP: whom a trainer teaches (ADR 33).
import { Injectable } from '@nestjs/common';
import { askAsCaller } from '#platform';
import { StaffConfig } from './staff.config.js';

/** Who has a seat where, asked in the name of the trainer: enrollment knows which classes that account teaches. */
@Injectable()
export class TaughtPeople {
  constructor(private readonly config: StaffConfig) {}

  /** Those of the people who have a seat in a class of the trainer; nobody where enrollment's address is not set. */
  async among(personIds: readonly string[], token: string): Promise<string[]> {
    if (!this.config.ENROLLMENT_URL) return [];
    const url = new URL('/v1/people/taught', this.config.ENROLLMENT_URL);
    const { items } = await askAsCaller<{ items: { personId: string }[] }>('Enrollment', url, { personIds }, token);
    const asked = new Set(personIds);
    return items.flatMap(({ personId }) => (asked.has(personId) ? personId : []));
  }
}
