/** Values that are remembered of fields which are gone. */
const MAX_PAST = 20;

export interface Secret {
  value: string;
  /** A password or a code: of these even a beginning is hidden. Of others only what nobody would have by chance, too. */
  strict: boolean;
}

/**
 * What private fields hold. Pages copy it: a password that can be looked at, the code in a sentence beside its field. What is
 * told of the page from the moment the field holds it does not contain it; what was told before stays as it was.
 */
export class Secrets {
  /** What is in private fields now. */
  current: readonly Secret[] = [];
  /** What was. */
  readonly past: Secret[] = [];
  /** Each also as it is looked for in what is written in groups. */
  #all: { value: string; bare: string }[] = [];

  get some(): boolean {
    return this.#all.length > 0;
  }

  hold(secrets: readonly Secret[]): void {
    const now = secrets.filter(isWorthHiding);
    const before = this.current;
    if (now.length === before.length && now.every((one, i) => one.value === before[i]?.value))
      return;
    this.current = now;
    this.#update();
  }

  /** The field that held it is gone, or was emptied. */
  gone(secret: Secret): void {
    if (secret.value.length < 4 || !isWorthHiding(secret)) return;
    if (this.past.some(({ value }) => value === secret.value)) return;
    this.past.push(secret);
    if (this.past.length > MAX_PAST) this.past.shift();
    this.#update();
  }

  /**
   * @param mask - what to write in place of a secret, or of a text that says one in groups or a part of one
   * @param around - all that is written around the text
   */
  hide(text: string, mask: string, around = () => ''): string {
    if (!this.some) return text;
    let shown = text;
    for (const { value } of this.#all) {
      if (value.length >= 4) shown = shown.replaceAll(value, mask);
      else if (shown.trim() === value) return mask;
    }
    const own = plain(shown);
    const isSpread = this.#all.some(
      ({ value, bare }) =>
        own !== '' &&
        ((bare.length > 3 && own.includes(bare)) ||
          // Dots, and what was typed last, perhaps in a box of its own.
          (bare.endsWith(own) &&
            (shown.length === value.length ||
              around()
                .replace(/\s+/g, '')
                .replace(/\*/g, '•')
                .includes('•'.repeat(bare.length - own.length) + own))) ||
          (bare.includes(own) && plain(around()).includes(bare))),
    );
    return isSpread ? mask : shown;
  }

  /** The longest first, for one may be the beginning of another; each as it stands in an address, too. */
  #update(): void {
    const values = new Set<string>();
    for (const { value } of [...this.current, ...this.past]) {
      values.add(value).add(inAddress(value));
    }
    this.#all = [...values]
      .sort((one, other) => other.length - one.length)
      .map((value) => ({ value, bare: plain(value) }));
  }
}

/** Without what only groups it, is not seen, or stands for what is still to come; small letters are like capitals. */
function plain(text: string): string {
  return text.replace(/[\s\p{Pd}\p{Cf}·•●⬤*#_]+/gu, '').toLowerCase();
}

function isWorthHiding({ value, strict }: Secret): boolean {
  return strict ? value.trim() !== '' : value.length >= 8 && /\d/.test(value);
}

/** Without half a surrogate pair, which no address has. */
function inAddress(value: string): string {
  return encodeURIComponent(value.replace(/\p{Cs}/gu, ''));
}
