import { expect } from '@open-wc/testing';
import { deflateSync } from 'fflate';
import { createReplica } from '../../src/engine/follower/replica/replica.js';
import { RecordDecoder, RecordEncoder } from '../../src/protocol/deflate.js';
import { decodeFrame } from '../../src/protocol/frames.js';
import { MAX_TEXT, NodeKind, Op, RECORD_FORMAT, type Json } from '../../src/protocol/records.js';
import { Dice } from '../fuzz/mirror/dice.js';

const FRAMES = 20_000;
const SNAPSHOTS = 400;

/** html, body, p, text: numbers 2 to 5, in the document 1. */
const PAGE: Json[] = [
  RECORD_FORMAT,
  7,
  1,
  [1, 5],
  ['document', 'html', 'body', 'p'].flatMap((name) =>
    name === 'document' ? [NodeKind.document, 0, 1] : [NodeKind.element, name, 0, 1],
  ),
];
(PAGE[4] as Json[]).push(NodeKind.text, 'right');

describe('what a hostile leader sends', () => {
  let place: HTMLElement;
  let errors: string[];
  const heard = (event: ErrorEvent) => errors.push(event.message);

  beforeEach(() => {
    errors = [];
    window.addEventListener('error', heard);
    place = document.createElement('div');
    place.style.cssText = 'position: absolute; width: 200px; height: 100px';
    document.body.append(place);
  });

  afterEach(() => {
    window.removeEventListener('error', heard);
    place.remove();
  });

  it(`changes nothing, in ${SNAPSHOTS} snapshots that are none`, async function () {
    this.timeout(90_000);
    const replica = createReplica(place, { wantAssets: () => undefined });
    replica.apply('snapshot', PAGE);
    let taken = 0;
    const dice = new Dice(1);
    for (let i = 0; i < SNAPSHOTS; i += 1) {
      const record = broken(dice);
      try {
        replica.apply('snapshot', record);
        taken += 1;
        replica.apply('snapshot', PAGE);
      } catch {
        // What is shown is the last right picture.
      }
      if (i % 100 === 0) {
        expect(replica.document?.body.textContent).to.equal('right');
        expect(place.querySelectorAll('iframe').length).to.equal(1);
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    expect(taken).to.be.below(SNAPSHOTS / 4);
    expect(errors).to.deep.equal([]);
    replica.destroy();
  });

  it(`is refused by the reader, in ${FRAMES} frames of noise`, function () {
    this.timeout(60_000);
    const dice = new Dice(2);
    const good = new RecordEncoder().encode('snapshot', PAGE);
    let refused = 0;
    for (let i = 0; i < FRAMES; i += 1) {
      const bytes = good.slice(0, 1 + dice.int(good.length));
      for (let n = 1 + dice.int(4); n > 0; n -= 1) bytes[dice.int(bytes.length)] = dice.int(256);
      decodeFrame(bytes);
      try {
        new RecordDecoder().decode('snapshot', bytes);
      } catch (error) {
        expect(error).to.be.an('error');
        refused += 1;
      }
    }
    expect(refused).to.be.above(FRAMES / 2);
  });

  it('inflates to no more than is allowed', function () {
    this.timeout(60_000);
    const bomb = deflateSync(new Uint8Array(200_000_000).fill(32), { level: 9 });
    expect(bomb.length).to.be.below(300_000);
    expect(() => new RecordDecoder().decode('snapshot', bomb)).to.throw(/inflates to more than/);
  });

  it('is neither too deep, too long nor of a lying type', () => {
    const replica = createReplica(place, { wantAssets: () => undefined });
    replica.apply('snapshot', PAGE);
    const deep = Array.from({ length: 5000 }, () => [NodeKind.element, 'b', 0, 1]).flat();
    const tooMuch: Json[][] = [
      [2, 6, [Op.insert, 4, 0, ...deep, NodeKind.text, 'x']],
      [2, 6, [Op.text, 5, 'x'.repeat(MAX_TEXT + 1)]],
      [2, 6, [Op.insert, 4, 0, NodeKind.element, 'b', 1e9]],
      [2, 6, [Op.insert, 5, 0, NodeKind.known, 2]],
      [2, 6, [Op.insert, 5, 0, NodeKind.known, 1]],
      [2, 6, [Op.sheet, 3, '', 0, 'b { color: red }', 7]],
    ];
    for (const change of tooMuch) {
      expect(() => replica.apply('change', change), JSON.stringify(change).slice(0, 80)).to.throw();
      expect(replica.document?.body.textContent).to.contain('right');
      replica.apply('snapshot', PAGE);
    }
    for (const type of [
      'text/html',
      'image/png,x',
      'application/javascript',
      'image/svg+xml;x',
      '',
    ]) {
      replica.asset('ab'.repeat(32), type, new Uint8Array(9));
    }
    expect(replica.document?.querySelectorAll('img').length).to.equal(0);
    replica.destroy();
  });
});

describe('what is meant to hold a viewer up, or to get past the filter', () => {
  const { element, known, text } = NodeKind;
  /** html 2, head 3, style 4, body 5, p 6, iframe 7. */
  const page: Json[] = [
    ...[RECORD_FORMAT, 7, 1, [1, 7]],
    [
      ...[NodeKind.document, 0, 1, element, 'html', 0, 2],
      ...[element, 'head', 0, 1, element, 'style', 0, 0],
      ...[element, 'body', 0, 2, element, 'p', 0, 0, element, 'iframe', 0, 0],
    ],
    [Op.environment, 1, 100, 100, 'prefers-color-scheme: light'],
  ];
  let place: HTMLElement;
  let replica: ReturnType<typeof createReplica>;
  let number: number;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.cssText = 'position: absolute; width: 200px; height: 100px';
    document.body.append(place);
    replica = createReplica(place, { wantAssets: () => undefined });
    replica.apply('snapshot', page);
    number = 1;
  });

  afterEach(() => {
    replica.destroy();
    place.remove();
  });

  const change = (first: number, ...ops: Json[]) =>
    replica.apply('change', [(number += 1), first, ...ops]);

  const LONG = 100_000;
  const spaces = ' '.repeat(LONG);
  const sheet = (rule: string, media = ''): Json[] => [Op.sheet, 4, media, 0, rule];
  const styled = (value: string): Json[] => [
    ...[RECORD_FORMAT, 9, 1, [1, 4]],
    [
      ...[NodeKind.document, 0, 1, element, 'html', 0, 1, element, 'body', 0, 1],
      ...[element, 'p', 1, 'style', value, 0],
    ],
  ];
  const texts: [name: string, op: () => Json[]][] = [
    ['a media query of a sheet', () => sheet('p { color: red }', `(${spaces}`)],
    ['a media query of a rule', () => sheet(`@media (${spaces}`)],
    ['a media query with an answer', () => sheet(`@media (color:${spaces}\n) {}`)],
    ['an address in a rule', () => sheet(`p { background: url(${spaces}`)],
    ['an address in an attribute', () => [Op.attributes, 6, 'style', `fill: url(${spaces}`]],
    ['fonts without an end', () => sheet('@font-face{'.repeat(LONG / 11))],
    ['fonts from nowhere', () => sheet(`@font-face{${'url(asset:1#'.repeat(LONG / 12)}}`)],
    ['masks without an end', () => sheet('mask-clip:'.repeat(LONG / 5))],
    ['densities', () => sheet(`p { background: image-set(x ${'1'.repeat(LONG)}`)],
    [
      'an address in a frame of another origin',
      () => [Op.frame, 7, 0, JSON.stringify(styled(`fill: url(${spaces}`))],
    ],
  ];
  for (const [name, op] of texts) {
    it(`is read without standing still: ${name}`, () => {
      const before = performance.now();
      try {
        change(8, op());
      } catch {
        // What cannot be right is refused.
      }
      // Where every character is looked at for every other it would be minutes.
      expect(performance.now() - before).to.be.below(2000);
    });
  }

  it('is no deeper than a tree may be, however it is put together', () => {
    const LEVELS = 900;
    let id = 8;
    let above = 0;
    const grow = () => {
      for (let i = 0; i < 4; i += 1) {
        const first = id;
        const chain = Array.from({ length: LEVELS }, (_none, level) => [
          ...[element, 'b', 0, level < LEVELS - 1 ? 1 : 0],
        ]).flat();
        change(first, [Op.insert, 6, 0, ...chain]);
        id += LEVELS;
        if (above) change(id, [Op.remove, above], [Op.insert, id - 1, 0, known, above]);
        above = first;
      }
    };
    expect(grow).to.throw('too deep');
  });

  it('asks for no address, however it is written', () => {
    const picture = ['URL(https://evil.example/a#m)', 'u\\72l(https://evil.example/b#m)'];
    const set = 'image-set("https://evil.example/d" 1x)';
    change(8, [
      ...[Op.insert, 6, 0, element, '1svg', 0, 1],
      ...[element, '1rect', 3, 'mask', picture[0]!, 'filter', picture[1]!, 'cursor', set, 0],
    ]);
    expect(replica.document!.documentElement.outerHTML).not.to.contain('evil.example');
    for (const name of ['style', '1style']) {
      const style = [element, name, 0, 1, text, '@import "https://evil.example/c"'];
      change(number === 2 ? 10 : 12, [Op.insert, 6, 0, ...style]);
      expect(replica.document!.documentElement.outerHTML).not.to.contain('evil.example');
    }
  });

  it('leaves what HTML says alone', () => {
    change(8, [Op.attributes, 6, 'title', 'C:\\temp url(x)']);
    expect(replica.document!.querySelector('p')!.title).to.equal('C:\\temp url(x)');
  });
});

/** A snapshot with something in it that is not what it should be. */
function broken(dice: Dice): Json[] {
  const record = JSON.parse(JSON.stringify(PAGE)) as Json[];
  record.push(
    ...dice.pick<Json[]>([
      [],
      [[dice.int(30), dice.int(9), dice.int(9), 'x']],
      [[Op.sheet, dice.int(9) - 4, 'x', 2, 'p { color: red }', '}']],
      [[Op.attributes, dice.int(9), 'x', null, '', '']],
      [[Op.insert, dice.int(9), dice.int(9), dice.int(6), dice.int(9)]],
    ]),
  );
  const holders: Json[][] = [record];
  for (const item of record) if (Array.isArray(item)) holders.push(item as Json[]);
  for (let n = 1 + dice.int(3); n > 0; n -= 1) {
    const holder = dice.pick(holders);
    const at = dice.int(holder.length + 1);
    const junk = dice.pick<Json>([
      null,
      -1,
      1e300,
      '',
      'script',
      [],
      [[]],
      0.5,
      true,
      '__proto__',
      4,
    ]);
    if (dice.chance(0.3)) holder.splice(at, 1);
    else if (dice.chance(0.5)) holder[at] = junk;
    else holder.splice(at, 0, junk);
  }
  return record;
}
