// The one question that this service asks another over HTTP: whom a trainer teaches (ADR 33).
import { BadGatewayException, Injectable } from '@nestjs/common';
import { StaffConfig } from './staff.config.js';

const PATIENCE_MS = 10_000;

/** Who has a seat where, asked in the name of the trainer: enrollment knows which classes that account teaches. */
@Injectable()
export class TaughtPeople {
  constructor(private readonly config: StaffConfig) {}

  /** Those of the people who have a seat in a class of the trainer; nobody where enrollment's address is not set. */
  async among(personIds: readonly string[], token: string): Promise<string[]> {
    if (!this.config.ENROLLMENT_URL) return [];
    const response = await fetch(new URL('/v1/people/taught', this.config.ENROLLMENT_URL), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ personIds }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch((error: unknown) => {
      throw new BadGatewayException(undefined, { cause: error });
    });
    if (!response.ok) throw new BadGatewayException(`Enrollment answered ${response.status}`);
    const asked = new Set(personIds);
    const { items } = (await response.json()) as { items: { personId: string }[] };
    return items.flatMap(({ personId }) => (asked.has(personId) ? personId : []));
  }
}
