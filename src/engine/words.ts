/**
 * A list of words, to be asked whether a word is in it.
 *
 * Scripts that ask none of it do without the list: bundlers know by the mark that to make it does nothing else.
 *
 * @param list - with a space between them
 * @__NO_SIDE_EFFECTS__
 */
export function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
