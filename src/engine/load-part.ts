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
