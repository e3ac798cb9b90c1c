/** Of seeds that need not be tried in every browser, those that are tried in this one: in Chromium and Firefox together, all are. */
export function share(seeds: readonly number[]): number[] {
  const rest = navigator.userAgent.includes('Firefox') ? 1 : 0;
  return seeds.filter((_, at) => at % 2 === rest);
}
