import { Injectable } from '@nestjs/common';
import { DomainError } from '#kernel';
import { BlindIndex, Seal } from '#platform';
import { StaffConfig } from './staff.config.js';

export interface SealedNumber {
  sealed: Buffer;
  lookup: Buffer;
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

  close(personId: string, number: string): SealedNumber {
    return { sealed: this.on(this.seal).seal(number, contextOf(personId)), lookup: this.on(this.index).of(number) };
  }

  open(personId: string, sealed: Buffer): string {
    return this.on(this.seal).open(sealed, contextOf(personId));
  }

  /** Under every key that is still known. */
  lookups(number: string): Buffer[] {
    return this.on(this.index).allOf(number);
  }

  private on<T>(part: T | undefined): T {
    if (part === undefined) throw new DomainError('STAFF.NATIONAL_IDS_OFF');
    return part;
  }
}

const contextOf = (personId: string): string => `national-id of ${personId}`;
