import { createHmac, hkdfSync } from 'node:crypto';

/**
 * Finds what is stored sealed by its value, without the value: a keyed hash. The keys are those of `Seal`, newest first;
 * each hash comes from a key derived for one use, so that hashes of two uses never fit each other.
 * ```ts
 * const index = new BlindIndex(config.NATIONAL_ID_KEY, 'national-id');
 * index.of(number);    // to store
 * index.allOf(number); // to look for, also among what was stored under older keys
 * ```
 */
export class BlindIndex {
  private readonly keys: Buffer[];

  constructor(keys: string, use: string) {
    this.keys = keys
      .split(',')
      .map(text => Buffer.from(hkdfSync('sha256', Buffer.from(text.trim(), 'base64'), '', `blind index: ${use}`, 32)));
  }

  of(value: string): Buffer {
    return this.allOf(value)[0]!;
  }

  allOf(value: string): Buffer[] {
    return this.keys.map(key => createHmac('sha256', key).update(value).digest());
  }
}
