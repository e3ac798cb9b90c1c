import { SurflyError } from './errors.js';

/** The same promise, which fails with `timeout` when it has not settled in time. */
export function inTime<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new SurflyError('timeout', `${what} did not answer in time. Check the network.`));
    }, milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
