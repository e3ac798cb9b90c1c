/** What both ways of deflate have to know (RFC 1951, 3.2). */

/** The symbol that ends a block. */
export const END = 256;

/** The order in which the lengths of the lengths' own code are told (3.2.7). */
export const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** How many bits each symbol has in the fixed code (3.2.6): literals and lengths, and distances. */
export const FIXED_LENGTHS = Uint8Array.from({ length: 288 }, (_, i) =>
  i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8,
);
export const FIXED_DISTANCE_LENGTHS = new Uint8Array(30).fill(5);
