import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** What is kept of a secret: its SHA-256. Enough for a secret of 256 random bits, which no one can guess from it. */
export type Digest = Buffer;

/** 256 random bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** 128 random bits, base64url. Names a session; opens nothing by itself. */
export function newSessionId(): string {
  return randomBytes(16).toString('base64url');
}

export function digestOf(secret: string): Digest {
  return createHash('sha256').update(secret).digest();
}

/** Compares in constant time. */
export function matches(secret: string, digest: Digest): boolean {
  return timingSafeEqual(digestOf(secret), digest);
}

/** Looks through all of them, so that the time does not tell which one matched. */
export function matchAmong(secret: string, digests: Iterable<Digest>): Digest | undefined {
  const wanted = digestOf(secret);
  let found: Digest | undefined;
  for (const digest of digests) if (timingSafeEqual(wanted, digest)) found = digest;
  return found;
}

const PIN_TRIES = 20;

/** A PIN that is not taken: four digits, more when those are crowded. */
export function newPin(taken: (pin: string) => boolean): string {
  for (let digits = 4; digits <= 8; digits += 1) {
    for (let tries = 0; tries < PIN_TRIES; tries += 1) {
      const pin = String(randomInt(10 ** digits)).padStart(digits, '0');
      if (!taken(pin)) return pin;
    }
  }
  throw new Error('No PIN is free.');
}
