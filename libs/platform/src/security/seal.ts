import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const VERSION = 1;
const KEY_ID = 4;
const NONCE = 12;
const TAG = 16;

/**
 * Seals short secrets for storage with AES-256-GCM. Several keys may be given: the first one seals, all of them open, so
 * a key is replaced by putting a new one in front.
 * ```ts
 * const seal = new Seal(config.SESSION_KEY); // 32 bytes in base64, several separated by commas
 * const stored = seal.seal('refresh token', sessionId);
 * seal.open(stored, sessionId);
 * ```
 */
export class Seal {
  private readonly keys: { id: Buffer; key: Buffer }[];

  constructor(keys: string) {
    this.keys = keys.split(',').map(text => {
      const key = Buffer.from(text.trim(), 'base64');
      if (key.length !== 32) throw new Error('A sealing key is 32 bytes in base64 (openssl rand -base64 32)');
      return { key, id: createHash('sha256').update(key).digest().subarray(0, KEY_ID) };
    });
  }

  /** `context` names where the secret is stored; put anywhere else, it does not open. */
  seal(secret: string, context: string): Buffer {
    const [newest] = this.keys;
    if (!newest) throw new Error('No sealing key');
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(context));
    const content = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), newest.id, nonce, cipher.getAuthTag(), content]);
  }

  /** The first bytes of whatever the newest key has sealed: tells what an older one did. */
  get keyMark(): Buffer {
    const [newest] = this.keys;
    if (!newest) throw new Error('No sealing key');
    return Buffer.concat([Buffer.of(VERSION), newest.id]);
  }

  /** Throws when the content, its context or the key is another one. */
  open(sealed: Buffer, context: string): string {
    const id = sealed.subarray(1, 1 + KEY_ID);
    const found = this.keys.find(known => known.id.equals(id));
    if (sealed[0] !== VERSION || !found) throw new Error('Sealed with an unknown key');
    const nonce = sealed.subarray(1 + KEY_ID, 1 + KEY_ID + NONCE);
    const rest = sealed.subarray(1 + KEY_ID + NONCE);
    const decipher = createDecipheriv('aes-256-gcm', found.key, nonce, { authTagLength: TAG })
      .setAAD(Buffer.from(context))
      .setAuthTag(rest.subarray(0, TAG));
    return decipher.update(rest.subarray(TAG), undefined, 'utf8') + decipher.final('utf8');
  }
}
