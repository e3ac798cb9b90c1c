// Leader, replica and what differs side by side, for whoever wants to look, after `npm run build`:
// `node --import tsx test/fidelity/pictures.ts <folder> [path…]`. BROWSER says which browser.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { chosenBrowser, launch } from '../browsers.mjs';
import { Pair, PictureError, type Comparison } from './pair.js';
import { install } from './third-party/install.js';
import { visits } from './third-party/visits.js';

const SHOP = ['index.html', 'product.html', 'cart.html', 'checkout.html'];

const [folder, ...paths] = process.argv.slice(2);
if (!folder) {
  console.error(
    'Name a folder for the pictures: node --import tsx test/fidelity/pictures.ts <folder>',
  );
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
if (paths.length === 0) {
  install();
  paths.push(...SHOP.map((name) => `/demo/shop/${name}`));
  paths.push(...Object.values(visits).map(({ path }) => `/third-party/${path}`));
}

const browser = await launch();
const pair = await Pair.meet(browser, '/pages/quirks.html');
for (const path of paths) await picture(path);
await pair.leave();
await browser.close();

async function picture(path: string): Promise<void> {
  await pair.open(path);
  let comparison: Comparison;
  try {
    comparison = await pair.same({ pixels: 0.01 });
  } catch (error) {
    console.log(String(error));
    comparison = error instanceof PictureError ? error.comparison : await pair.compare();
  }
  const name = `${path.replace(/\W+/g, '-').replace(/^-|-$/g, '')}-${chosenBrowser()}.png`;
  writeFileSync(join(folder as string, name), PNG.sync.write(sideBySide(comparison)));
  console.log(`${name} ${(comparison.share * 100).toFixed(3)} % differ`);
}

function sideBySide({ leader, replica, difference }: Comparison): PNG {
  const { width, height } = leader;
  const all = new PNG({ width: width * 3, height });
  for (const [i, one] of [leader, replica, difference].entries()) {
    PNG.bitblt(one, all, 0, 0, width, height, i * width, 0);
  }
  return all;
}
