import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { SfmapError } from '../../core/errors.ts';

const nonceLength = 12;
const tagLength = 16;

/** Tells one key from another without telling the key: the first digits of its hash. */
export function keyIdOf(key: string): string {
  return createHash('sha256').update(`sfmap state key\n${key}`).digest('hex').slice(0, 16);
}

/** By what somebody's user principal name is found again, without it being kept. */
export function nameIndexOf(key: string): (name: string) => Buffer {
  const index = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'sfmap names', 32)));
  return (name) => createHmac('sha256', index).update(name.toLowerCase()).digest().subarray(0, 16);
}

/**
 * Encrypts what a run keeps about people: AES-256-GCM with a key of the run's own, each text bound to its place, so that
 * none can be read, changed or moved without the key of the state folder.
 */
export class ValueSeal {
  readonly #key: KeyObject;

  /** @param salt Sixteen random bytes of the run. */
  constructor(key: string, salt: Uint8Array) {
    this.#key = createSecretKey(Buffer.from(hkdfSync('sha256', key, salt, 'sfmap journal', 32)));
  }

  /** @param place Where it is kept: `people 12`. */
  seal(value: unknown, place: string): Buffer {
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(place));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]);
  }

  /** @throws SfmapError exit 2: another key, or somebody has changed the file. */
  open(sealed: Uint8Array, place: string): unknown {
    const bytes = Buffer.from(sealed);
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, nonceLength), {
        authTagLength: tagLength,
      })
        .setAAD(Buffer.from(place))
        .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
      const text = Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]);
      return JSON.parse(text.toString('utf8'));
    } catch (error) {
      throw new SfmapError(
        'SFM-STATE-KEY',
        'What the state file keeps about people cannot be read: it was changed, or encrypted with another key.',
        'Set SFMAP_STATE_KEY to the key of that time, or put state.key back into the state folder.',
        2,
        { cause: error },
      );
    }
  }
}
