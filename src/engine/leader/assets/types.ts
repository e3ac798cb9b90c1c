/** Its media type, and whether it is in base64. */
export const DATA_URL = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[^;,]*)*?(;base64)?,/i;

/** Under which replicas may show bytes as they are. */
export const ASSET_TYPE = /^(?:image|font)\/[\w.+-]+$/;
/** Older names of fonts. */
export const FONT_TYPE = /^application\/(?:x-)?font-?[\w.+-]*$|^application\/vnd\.ms-fontobject$/;

/** @param type - in lower case */
export function isAssetType(type: string): boolean {
  return ASSET_TYPE.test(type) || FONT_TYPE.test(type);
}
