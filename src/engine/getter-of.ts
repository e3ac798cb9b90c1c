/**
 * Reads a property past what may have taken its place: a form's field, or an image with a name, may be called `parentNode`,
 * `host` or `defaultView`.
 *
 * @__NO_SIDE_EFFECTS__
 */
export function getterOf<T>(prototype: object, name: string): () => T {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as () => T;
}
