/** True for an http or https URL; a relative one counts only with a base. */
export const isHttp = (url: string, base?: string): boolean =>
  URL.canParse(url, base) && /^https?:$/.test(new URL(url, base).protocol);
