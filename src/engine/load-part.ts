const failures = new Map<string, number>();

/**
 * Loads a part of the engine. Browsers may remember that a module could not be loaded, by its URL; so after a failure the
 * next try is for the same file by another URL.
 */
export async function loadPart<Part>(base: string, name: string): Promise<Part> {
  const tries = failures.get(name) ?? 0;
  try {
    return (await import(`${base}${name}${tries > 0 ? `#${tries}` : ''}`)) as Part;
  } catch (error) {
    failures.set(name, tries + 1);
    throw error;
  }
}

/** Milliseconds after which a part that could not be loaded is tried again. */
const AGAIN_AFTER = 2000;

/**
 * Loads a part that there is no going on without. A failure is reported, and the part asked for again.
 * @returns undefined once it is no longer wanted
 */
export async function loadForSure<Part>(
  base: string,
  name: string,
  isWanted: () => boolean,
): Promise<Part | undefined> {
  while (isWanted()) {
    try {
      return await loadPart<Part>(base, name);
    } catch (error) {
      reportError(error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
    }
  }
  return undefined;
}
