import type { Assets } from '../assets/assets.js';

/** What has shown a picture is gone: nobody who comes late is told of it, and its bytes are not kept. */
export function releasePicture(assets: Assets, owner: object): void {
  void assets.reading().then((reading) => reading?.release(owner));
}
