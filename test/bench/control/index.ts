// `npm run bench -- control`: how long what a viewer does takes to reach the leader's page, and to come back. Beside it, in the same run and
// between the same pages, a message over a plain socket of the same kind, and what a change of the leader's page takes one way: once with
// nothing between the two, and once with the viewer at the other end of a connection of 10 ms. Chromium only: there the clock is fine enough.
import type { Frame, Page } from 'puppeteer-core';
import { wireTo } from '../../e2e/proxy.js';
import type { Addresses } from '../mirror/server.js';
import { setStage, until, type Stage } from '../mirror/stage.js';
import { median } from '../report.js';
import { asMarkdown, asText, isMet, line, type Line } from '../results.js';
import { aboutTheMachine, writeToReadme } from '../told.js';

const ROUNDS = 150;
const QUICK = 40;
/** Milliseconds, one way: two people in neighbouring countries. */
const FAR = 10;

type Times = Record<
  'clicks' | 'raw' | 'changes' | 'ups' | 'keys' | 'echoes' | 'seen' | 'frames',
  number[]
>;

const html = (body: string) => () => ({
  type: 'text/html',
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Control</title><link rel="icon" href="data:,">
<style>html, body { margin: 0; height: 100% } iframe { display: block; border: 0; width: 100%; height: 100% }</style>${body}`,
});

/** The page that is acted on: it notes when it hears of something. */
const SITE = `<button id="b" style="width: 300px; height: 100px">b</button><p><input id="t" style="width: 900px"></p><output id="o">0</output>
<script>
const now = () => performance.timeOrigin + performance.now();
Object.assign(window, { clicks: [], raw: [], changes: [] });
b.onclick = () => clicks.push(now());
let n = 0;
t.oninput = () => (o.textContent = String(++n));
window.change = () => {
  changes.push(now());
  t.oninput();
};
const port = new URLSearchParams(location.search).get('port');
new WebSocket('ws://127.0.0.1:' + port + '/?room=control&role=viewer').onmessage = () => raw.push(now());
</script>`;

const OUTSIDE = (script: string) =>
  `<iframe id="window" title="Session"></iframe><script src="/surfly.js"></script><script>
Surfly.init({ widget_key: 'bench' }, () => { ${script} });
</script>`;

const LEAD = OUTSIDE(`const url = location.origin + '/bench/site.html' + location.search;
  const session = Surfly.session({ url, agent_can_take_control: true, ui_off: true });
  session.on('session_started', () => (window.link = session.followerLink));
  session.startLeader('#window');`);

const FOLLOW =
  OUTSIDE(`const session = Surfly.session(null, decodeURIComponent(location.hash.slice(1)));
  session.on('control', (_session, { gained }) => (window.inControl = gained));
  session.on('session_started', () => session.requestControl());
  session.startFollower('#window');
  const socket = new WebSocket('ws://127.0.0.1:' + new URLSearchParams(location.search).get('port') + '/?room=control&role=leader');
  window.sent = [];
  window.sendRaw = () => {
    sent.push(performance.timeOrigin + performance.now());
    // As long as what a click says.
    socket.send('x'.repeat(150));
  };`);

/** Runs in the viewer's window: notes what is done there, and when it can be seen. */
const WATCH = `(() => {
  const now = () => performance.timeOrigin + performance.now();
  const times = { ups: [], keys: [], echoes: [], seen: [], frames: [] };
  Object.assign(window, { times });
  const shown = [...document.querySelectorAll('iframe')].find((one) => one.style.visibility === 'visible').contentDocument;
  const field = shown.querySelector('#t');
  addEventListener('pointerup', () => times.ups.push(now()), true);
  let last = 0;
  const frame = () => {
    if (last) times.frames.push(now() - last);
    last = now();
    if (times.frames.length < 60) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  addEventListener('keydown', () => {
    times.keys.push(now());
    const before = field.value;
    const shown = () => {
      if (field.value !== before) times.echoes.push(now());
      else requestAnimationFrame(shown);
    };
    // Who asks for a frame while he hears the key holds up what the window sends: a page that is measured must not.
    setTimeout(() => requestAnimationFrame(shown));
  }, true);
  new MutationObserver(() => times.seen.push(now())).observe(shown.querySelector('#o'), {
    subtree: true, childList: true, characterData: true,
  });
})()`;

export async function run(flags: ReadonlySet<string>): Promise<boolean> {
  const stage = await setStage('chromium', {
    '/bench/site.html': html(SITE),
    '/bench/lead.html': html(LEAD),
    '/bench/follow.html': html(FOLLOW),
  });
  try {
    const rounds = flags.has('--quick') ? QUICK : ROUNDS;
    const about = await aboutTheMachine(stage.browser);
    console.log(`\n===== control: ${about}`);
    const lines = await measure(stage, rounds, stage, '');
    const { port: server } = new URL(stage.origin);
    const wires = [await wireTo(Number(server), FAR), await wireTo(stage.port, FAR)] as const;
    const origin = stage.origin.replace(server, String(wires[0].port));
    const away = { origin, port: wires[1].port };
    lines.push(...(await measure(stage, rounds, away, `, ${FAR} ms away`)));
    for (const wire of wires) await wire.close();
    console.log(`\n${asText(lines)}`);
    if (flags.has('--write')) await writeToReadme('control', about, asMarkdown(lines));
    return lines.every(isMet) || !flags.has('--strict');
  } finally {
    await stage.close();
  }
}

/** @param away - where the viewer gets to the server */
async function measure(
  stage: Stage,
  rounds: number,
  away: Addresses,
  where: string,
): Promise<Line[]> {
  const { page: leader, context: leading } = await stage.enter();
  await leader.goto(`${stage.origin}/bench/lead.html?port=${stage.port}`);
  let link = '';
  await until('a session', async () => {
    link = await leader.evaluate(() => (window as { link?: string }).link ?? '');
    return link;
  });
  const { page: viewer, context: following } = await stage.enter();
  await viewer.goto(
    `${away.origin}/bench/follow.html?port=${away.port}#${encodeURIComponent(link.replace(stage.origin, away.origin))}`,
  );
  await until('control', () =>
    viewer.evaluate(() => (window as { inControl?: boolean }).inControl),
  );
  const site = await frameOf(leader, '/bench/site.html');
  const window = await frameOf(viewer, '/follower/');
  await window.waitForSelector('.surfly-capturing');
  const places = await site.evaluate(() =>
    ['#b', '#t'].map((selector) => {
      const { left, top, width, height } = document
        .querySelector(selector)!
        .getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }),
  );
  await pause(500);
  await window.evaluate(WATCH);
  await pause(1_500);

  for (let i = 0; i < rounds; i += 1) {
    // Far enough from each other that they are no double clicks, and with a finger's time between down and up.
    const { x, y } = places[0]!;
    await viewer.mouse.click(x - 100 + (i % 2) * 200, y, { delay: 50 });
    await pause(25);
    await viewer.evaluate(() => (window as never as { sendRaw(): void }).sendRaw());
    await pause(25);
  }
  for (let i = 0; i < rounds; i += 1) {
    await site.evaluate(() => (window as never as { change(): void }).change());
    await pause(50);
  }
  await viewer.mouse.click(places[1]!.x, places[1]!.y);
  await pause(300);
  for (let i = 0; i < rounds; i += 1) {
    await viewer.keyboard.press('a', { delay: 40 });
    await pause(60);
  }
  await pause(500);
  const { clicks, raw, changes } = await site.evaluate(() => {
    const { clicks: heard, raw: plain, changes: made } = window as never as Times;
    return { clicks: heard, raw: plain, changes: made };
  });
  const sent = await viewer.evaluate(() => (window as never as { sent: number[] }).sent);
  const { ups, keys, echoes, seen, frames } = await window.evaluate(
    () => (window as never as { times: Times }).times,
  );
  await Promise.all([leading.close(), following.close()]);
  // The first ones warm up.
  const warm = Math.ceil(rounds / 10);
  const since = (from: number[], to: number[]) => to.map((time, i) => time - from[i]!).slice(warm);
  const compared = (what: string, ours: number[], bound: number[], target: number) =>
    line(
      `${what}${where}`,
      'ms',
      { ours: [median(ours)], bound: [median(bound)] },
      'bound',
      target,
    );
  return [
    compared(
      'click to the handler in the leader’s page / a message',
      since(ups.slice(0, rounds), clicks),
      since(sent, raw),
      1.5,
    ),
    compared('key to its echo in the picture / a frame', since(keys, echoes), frames, 1),
    compared(
      'key to what the leader’s page made of it / a change one way',
      since(keys, seen.slice(rounds)),
      since(changes, seen.slice(0, rounds)),
      3,
    ),
  ];
}

async function frameOf(page: Page, path: string): Promise<Frame> {
  let found: Frame | undefined;
  await until(path, () => {
    found = page.frames().find((frame) => frame.url().includes(path));
    return Promise.resolve(found);
  });
  return found!;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
