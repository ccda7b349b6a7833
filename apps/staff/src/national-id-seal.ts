import { Injectable } from '@nestjs/common';
import { DomainError } from '#kernel';
import { BlindIndex, Seal } from '#platform';
import type { ClosedNumber } from './database/national-ids.js';
import { StaffConfig } from './staff.config.js';

export interface NationalIdOfPerson {
  personId: string;
  nationalId: string;
}

/** National ids of people: sealed for one person each, found by a keyed hash. */
@Injectable()
export class NationalIdSeal {
  private readonly seal: Seal | undefined;
  private readonly index: BlindIndex | undefined;

  constructor({ NATIONAL_ID_KEY: keys }: StaffConfig) {
    this.seal = keys ? new Seal(keys) : undefined;
    this.index = keys ? new BlindIndex(keys, 'national-id') : undefined;
  }

  get isOn(): boolean {
    return this.seal !== undefined;
  }

  /** Begins what the newest key has sealed. */
  get keyMark(): Buffer {
    return this.on(this.seal).keyMark;
  }

  close({ personId, nationalId }: NationalIdOfPerson): ClosedNumber {
    const sealed = this.on(this.seal).seal(nationalId, contextOf(personId));
    return { personId, sealed, lookup: this.on(this.index).of(nationalId), lastThree: nationalId.slice(-3) };
  }

  open(personId: string, sealed: Buffer): string {
    return this.on(this.seal).open(sealed, contextOf(personId));
  }

  /** Its hashes under every key that is still known. */
  lookups(nationalId: string): Buffer[] {
    return this.on(this.index).allOf(nationalId);
  }

  hashes(numbers: NationalIdOfPerson[]): { personId: string; lookup: Buffer }[] {
    return numbers.flatMap(({ personId, nationalId }) =>
      this.lookups(nationalId).map(lookup => ({ personId, lookup })),
    );
  }

  private on<T>(part: T | undefined): T {
    if (part === undefined) throw new DomainError('STAFF.NATIONAL_IDS_OFF');
    return part;
  }
}

const contextOf = (personId: string): string => `national-id of ${personId}`;
