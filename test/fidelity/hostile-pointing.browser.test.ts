import { expect } from '@open-wc/testing';
import {
  NodeKind,
  Op,
  RECORD_FORMAT,
  type Json,
  type MirrorRecord,
} from '../../src/protocol/records.js';
import { createReplica, type Replica } from '../../src/engine/follower/replica/replica.js';
import { settled } from '../mirror/mirror.js';

const { element, text, shadow, document: page } = NodeKind;
const OPS = [Op.hover, Op.active, Op.selection, Op.fieldSelection, Op.target];

/**
 * Nodes 1 document, 2 html, 3 head, 4 body, 5 p, 6 its text, 7 a form whose fields have the names of what is asked of nodes,
 * 8 … its fields, then a host, its shadow root and a text in that.
 */
const NAMES = [
  'assignedSlot',
  'parentNode',
  'host',
  'nodeType',
  'localName',
  'childNodes',
  'control',
  'ownerDocument',
  'getBoundingClientRect',
];
const FIELDS = NAMES.flatMap((name) => [element, 'input', 1, 'id', name, 0]);
const NODES: Json[] = [
  ...[page, 0, 1, element, 'html', 0, 2, element, 'head', 0, 0, element, 'body', 0, 3],
  ...[element, 'p', 0, 1, text, 'some text', element, 'form', 0, NAMES.length, ...FIELDS],
  ...[element, 'div', 0, 1, shadow, 0, 1, text, 'in the shadow'],
];
const COUNT = 7 + NAMES.length + 3;
const FORM = 7;
const FIELD = 8;

describe('a hostile leader points and selects', () => {
  let container: HTMLElement;
  let replica: Replica;
  let number: number;

  beforeEach(() => {
    container = document.createElement('div');
    container.style.cssText = 'position: absolute; width: 400px; height: 300px';
    document.body.append(container);
    replica = createReplica(container, { wantAssets: () => undefined });
    begin();
  });
  afterEach(() => {
    replica.destroy();
    container.remove();
  });

  function begin(): void {
    number = 1;
    replica.apply('snapshot', [RECORD_FORMAT, (Math.random() * 1e9) | 0, 1, [1, COUNT], NODES]);
  }

  /** @returns the name of what is thrown, if anything is */
  function apply(...ops: Json[][]): string {
    number += 1;
    try {
      replica.apply('change', [number, COUNT + 1, ...ops] as MirrorRecord);
      return '';
    } catch (error) {
      begin();
      return (error as Error).name;
    }
  }

  it('has its nodes where the tests look for them', () => {
    expect((replica.nodeOf(6) as Text).data).to.equal('some text');
    expect(replica.nodeOf(FIELD)?.nodeName).to.equal('INPUT');
    expect((replica.nodeOf(COUNT) as Text).data).to.equal('in the shadow');
  });

  for (const [what, op] of [
    ['hovers a node that is not there', [Op.hover, 99]],
    ['hovers a text', [Op.hover, 6]],
    ['hovers a root', [Op.hover, COUNT - 1]],
    ['hovers nothing that is a number', [Op.hover, '5']],
    ['presses a node that is not there', [Op.active, 99]],
    ['presses a part of a node', [Op.active, 5.5]],
    ['selects in a node that is not there', [Op.selection, 99, 0, 99, 1]],
    ['selects beyond a text', [Op.selection, 6, 0, 6, 10]],
    ['selects beyond the children', [Op.selection, 5, 0, 5, 2]],
    ['selects before a text', [Op.selection, 6, -2, 6, 1]],
    ['selects without an end', [Op.selection, 6, 0]],
    ['selects without an offset', [Op.selection, 6, 0, 6]],
    ['selects over and over', [Op.selection, ...Array<number[]>(101).fill([6, 0, 6, 1]).flat()]],
    ['selects in a field that is none', [Op.fieldSelection, 5]],
    ['selects in a field that is not there', [Op.fieldSelection, 99, 0, 1]],
    ['selects backwards in a field', [Op.fieldSelection, FIELD, 3, 1]],
    ['selects before a field', [Op.fieldSelection, FIELD, -1, 1]],
    ['selects half of a field', [Op.fieldSelection, FIELD, 0]],
    ['highlights in what is no document', [Op.highlight, 5, 'a', 0, 0, 6, 0, 6, 1]],
    ['highlights under no name', [Op.highlight, 1]],
    ['highlights under a number', [Op.highlight, 1, 7]],
    ['highlights under an endless name', [Op.highlight, 1, 'a'.repeat(201)]],
    ['highlights what is of no type', [Op.highlight, 1, 'a', 3, 0, 6, 0, 6, 1]],
    ['highlights with half a priority', [Op.highlight, 1, 'a', 0, 0.5, 6, 0, 6, 1]],
    ['highlights beyond a text', [Op.highlight, 1, 'a', 0, 0, 6, 0, 6, 10]],
    ['highlights without an end', [Op.highlight, 1, 'a', 0, 0, 6, 0]],
    [
      'highlights over and over',
      [Op.highlight, 1, 'a', 0, 0, ...Array<number[]>(10_001).fill([6, 0, 6, 1]).flat()],
    ],
    ['leads a document nowhere', [Op.target, 1, 99]],
    ['leads to a text', [Op.target, 1, 6]],
    ['leads what is not there', [Op.target, 99, 5]],
  ] as [string, Json[]][]) {
    it(`${what}: that does not fit`, () => {
      expect(apply(op)).to.equal('MisfitError');
    });
  }

  it('highlights in the name of the selection, and there is none', async () => {
    const { highlights } = (replica.document!.defaultView as Window & typeof globalThis).CSS;
    expect(apply([Op.highlight, 1, 'surfly-selection', 0, 0, 6, 5, 6, 9])).to.equal('');
    await settled(3);
    expect(highlights.size).to.equal(0);
  });

  it('gives the fields of a form names that lead in circles', async () => {
    for (const op of OPS.slice(0, 2)) {
      expect(apply([op, FIELD])).to.equal('');
      expect(apply([op, FORM])).to.equal('');
      expect(apply([Op.remove, FORM], [op, FIELD], [op, FORM])).to.equal('');
      begin();
    }
    expect(apply([Op.selection, FORM, 0, FORM, -1])).to.equal('');
    await settled(3);
    expect(apply([Op.focus, FIELD, 1])).to.equal('');
    expect(apply([Op.remove, FORM], [Op.selection, 6, 2, FORM, 1])).to.equal('');
    await settled(3);
  });

  it('selects what is out of the page, upside down, and then shorter', async () => {
    expect(apply([Op.selection, COUNT, -1, 6, 0])).to.equal('');
    await settled(3);
    expect(apply([Op.selection, 6, 9, 6, 0], [Op.text, 6, 'x'])).to.equal('');
    await settled(3);
    expect(apply([Op.selection, 6, 1, COUNT, 3], [Op.remove, 5])).to.equal('');
    await settled(3);
    expect(apply([Op.fieldSelection, FIELD, 5, 1e15], [Op.remove, FIELD])).to.equal('');
    await settled(3);
  });

  it('tells anything at all', async function () {
    this.timeout(30_000);
    let seed = 7;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const STRANGE: Json[] = [-1, -2, 1.5, 1e300, 2 ** 53, '', '5', null, [], [1], true];
    const errors: unknown[] = [];
    const failed = (event: ErrorEvent) => errors.push(event.message);
    window.addEventListener('error', failed);
    const names = new Set<string>();
    for (let i = 0; i < 300; i += 1) {
      const ops = Array.from({ length: 1 + random(3) }, () => {
        const rest = Array.from({ length: random(6) }, () =>
          random(8) === 0 ? STRANGE[random(STRANGE.length)]! : random(COUNT + 2),
        );
        return [OPS[random(OPS.length)]!, ...rest];
      });
      names.add(apply(...ops));
      if (i % 50 === 0) await settled(1);
    }
    await settled(3);
    window.removeEventListener('error', failed);
    expect([...names].sort()).to.deep.equal(['', 'MisfitError']);
    expect(errors).to.deep.equal([]);
  });
});
