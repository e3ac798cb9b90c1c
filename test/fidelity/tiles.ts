import { PNG } from 'pngjs';

const SIZE = 256;
const tiles = new Map<string, Buffer>();

/** A tile of a map of nowhere: `/tiles/z/x/y.png`. Every one has a colour of its own, and a line of height. */
export function tile(path: string): Buffer {
  const [z = 0, x = 0, y = 0] = (path.match(/-?\d+/g) ?? []).map(Number);
  const name = `${z}/${x}/${y}`;
  let bytes = tiles.get(name);
  if (!bytes) tiles.set(name, (bytes = draw(z, x, y)));
  return bytes;
}

function draw(z: number, x: number, y: number): Buffer {
  const png = new PNG({ width: SIZE, height: SIZE });
  const base = [120 + ((x * 37 + z * 11) % 100), 150 + ((y * 53) % 90), 110 + ((x + y) % 7) * 15];
  for (let j = 0; j < SIZE; j += 1) {
    for (let i = 0; i < SIZE; i += 1) {
      const isEdge = i === 0 || j === 0;
      const isLine = Math.abs(j - 128 - 60 * Math.sin((i / SIZE) * 2 * Math.PI)) < 2;
      const at = (j * SIZE + i) * 4;
      for (let c = 0; c < 3; c += 1) png.data[at + c] = isEdge ? 60 : isLine ? 90 : (base[c] ?? 0);
      png.data[at + 3] = 255;
    }
  }
  return PNG.sync.write(png);
}
