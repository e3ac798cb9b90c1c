// In the page: what it takes to define an element that a document has a hundred of. Each round has two fresh documents, because a browser
// runs code that it has seen before in another way.

/** Milliseconds, one number for each round. */
export interface UpgradeTimes {
  /** `customElements.define()`: constructors, attributes, `connectedCallback()`. */
  upgrade: number[];
  /** Until the last one has rendered. */
  rendered: number[];
}

const TAGS = 100;
const ROUNDS = 40;
const WARM_UP = 3;

const kinds = {
  ours: { tag: 'surfly-session', script: '/surfly-session.js' },
  bare: { tag: 'bare-element', script: '/bare-element.js' },
};

export async function measureUpgrades(): Promise<Record<keyof typeof kinds, UpgradeTimes>> {
  const times = {
    ours: { upgrade: [] as number[], rendered: [] as number[] },
    bare: { upgrade: [] as number[], rendered: [] as number[] },
  };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const order = round % 2 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const);
    for (const kind of order) {
      const { upgrade, rendered } = await upgradeOnce(kinds[kind].tag, kinds[kind].script);
      if (round < WARM_UP) continue;
      times[kind].upgrade.push(upgrade);
      times[kind].rendered.push(rendered);
    }
  }
  return times;
}

async function upgradeOnce(tag: string, script: string) {
  const frame = document.createElement('iframe');
  frame.src = '/empty.html';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentWindow as Window & typeof globalThis;
  const { document: inside, customElements: registry, performance: clock } = page;
  // Out of sight, so that nothing is loaded.
  inside.body.innerHTML = `<div hidden>${`<${tag}></${tag}>`.repeat(TAGS)}</div>`;

  let start = 0;
  let upgrade = 0;
  const define = registry.define.bind(registry);
  registry.define = (...args) => {
    start = clock.now();
    define(...args);
    upgrade = clock.now() - start;
  };
  const element = inside.createElement('script');
  element.type = 'module';
  element.src = script;
  const ran = new Promise((resolve) => element.addEventListener('load', resolve, { once: true }));
  const rendered = registry.whenDefined(tag).then(async () => {
    const elements = inside.querySelectorAll<HTMLElement & { updateComplete: Promise<unknown> }>(
      tag,
    );
    await Promise.all(Array.from(elements, (each) => each.updateComplete));
    if (![...elements].every((each) => each.shadowRoot?.childElementCount)) {
      throw new Error(`A <${tag}> has not rendered`);
    }
    return clock.now() - start;
  });
  inside.head.append(element);
  await ran;
  const times = { upgrade, rendered: await rendered };
  frame.remove();
  return times;
}
