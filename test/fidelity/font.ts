/** A TrueType font of our own, in which every letter is the same block: its widths and its ink are like no other font's. */
export function blockFont(): Buffer {
  const EM = 1000;
  const ADVANCE = 900;
  const [first, last] = [0x21, 0x7e];
  const count = last - first + 1;

  const block = words(1, 100, 0, 800, 700, 3, 0);
  const points = Buffer.concat([
    Buffer.from([1, 1, 1, 1]),
    words(100, 0, 700, 0),
    words(0, 700, 0, 0x10000 - 700),
  ]);
  const glyf = Buffer.concat([block, points, Buffer.alloc((4 - ((14 + points.length) % 4)) % 4)]);
  const map = words(
    4,
    32 + 2 * count,
    ...[0, 4, 4, 1, 0],
    ...[last, 0xffff],
    0,
    ...[first, 0xffff],
    ...[0, 1],
    // From the place where this stands to the list of glyphs.
    ...[4, 0],
    ...Array<number>(count).fill(1),
  );
  const tables: Record<string, Buffer> = {
    'OS/2': Buffer.concat([
      words(4, ADVANCE, 400, 5, 0, ...Array<number>(10).fill(0), 0),
      Buffer.alloc(10),
      Buffer.alloc(16),
      Buffer.from('NONE'),
      words(0x40, first, last, 800, 0x10000 - 200, 0, 900, 200),
      Buffer.alloc(8),
      words(500, 700, 0, 0x20, 1),
    ]),
    cmap: Buffer.concat([words(0, 1, 3, 1, 0, 12), map]),
    glyf,
    head: Buffer.concat([
      words(1, 0, 1, 0, 0, 0, 0x5f0f, 0x3cf5, 0, EM),
      Buffer.alloc(16),
      words(0, 0, 800, 700, 0, 8, 2, 0, 0),
    ]),
    hhea: words(1, 0, 800, 0x10000 - 200, 0, ADVANCE, 0, 0, 800, 1, 0, 0, 0, 0, 0, 0, 0, 2),
    hmtx: words(ADVANCE, 0, ADVANCE, 100),
    loca: words(0, 0, glyf.length / 2),
    maxp: words(1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    name: Buffer.concat([
      words(0, 2, 30, ...[3, 1, 0x409, 1, 10, 0], ...[3, 1, 0x409, 2, 10, 0]),
      Buffer.from('\0B\0l\0o\0c\0k', 'latin1'),
    ]),
    post: Buffer.concat([words(3, 0, 0, 0, 0, 0, 0, 0), Buffer.alloc(16)]),
  };
  return assembled(tables);
}

function words(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  for (const [i, value] of values.entries()) buffer.writeUInt16BE(value, i * 2);
  return buffer;
}

function assembled(tables: Record<string, Buffer>): Buffer {
  const names = Object.keys(tables).sort();
  const head: Buffer[] = [words(1, 0, names.length, 128, 3, names.length * 16 - 128)];
  const bodies: Buffer[] = [];
  let offset = 12 + names.length * 16;
  for (const name of names) {
    const table = tables[name] as Buffer;
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    const entry = Buffer.alloc(16);
    entry.write(name, 'latin1');
    entry.writeUInt32BE(checksum(padded), 4);
    entry.writeUInt32BE(offset, 8);
    entry.writeUInt32BE(table.length, 12);
    head.push(entry);
    bodies.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([...head, ...bodies]);
}

function checksum(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}
