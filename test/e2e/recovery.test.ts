import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Person, until } from './person.js';
import { samePicture } from './picture.js';
import { stage } from './stage.js';

const on = stage();

/** In the tab of somebody whose next change is to arrive as nonsense. It is stored like any other. */
interface Spoiler {
  spoil: boolean;
}

/** In the tab of a viewer: how often he has asked for a new picture. */
interface Asker {
  asked: number;
}

function spoilNextChange(): void {
  const page = window as unknown as Spoiler;
  const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')!
    .value as WebSocket['send'];
  WebSocket.prototype.send = function (data) {
    const bytes = ArrayBuffer.isView(data) && new Uint8Array(data.buffer, data.byteOffset);
    const CHANGE = 2;
    if (page.spoil && bytes && bytes[0] === CHANGE) {
      page.spoil = false;
      const HEADER_BYTES = 10;
      bytes.fill(0xff, HEADER_BYTES);
    }
    send.call(this, data);
  };
}

function countQuestions(): void {
  const page = window as unknown as Asker;
  page.asked = 0;
  const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')!
    .value as WebSocket['send'];
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string' && data.includes('"resync"')) page.asked += 1;
    send.call(this, data);
  };
}

describe('a record that cannot be read, and that the server has stored', () => {
  it('is mended by a new snapshot, for who is there and for who comes', async () => {
    const anna = await Person.enter(on.browser, `${on.demo.origin}/demo/shop/`, (page) =>
      page.evaluateOnNewDocument(spoilNextChange),
    );
    await anna.act('start');
    await anna.waitForEvents('session_started');
    const inside = await anna.inside();
    const link = await anna.get<string>('followerLink');
    const ben = await Person.enter(on.browser, link, (page) =>
      page.evaluateOnNewDocument(countQuestions),
    );
    await ben.waitForEvents('viewer_joined');
    await samePicture(inside, () => ben.replica());

    await anna.page.evaluate(() => ((window as unknown as Spoiler).spoil = true));
    await inside.evaluate(() => document.body.append('told as nonsense'));
    await until('the change is spoilt', () =>
      anna.page.evaluate(() => !(window as unknown as Spoiler).spoil),
    );
    // What comes after it fits no picture that is made of what is stored.
    await inside.evaluate(() => document.body.append('told after that'));
    await until('the picture is right again', async () => {
      const text = await (await ben.replica()).evaluate(() => document.body.textContent);
      return text.includes('told as nonsense') && text.includes('told after that');
    });
    await samePicture(inside, () => ben.replica());
    const asked = await ben.page.evaluate(() => (window as unknown as Asker).asked);
    assert.ok(asked >= 1 && asked <= 3, `a new picture was asked for ${asked} times`);

    const cat = await on.viewer(anna);
    await samePicture(inside, () => cat.replica());
    await Promise.all([anna.leave(), ben.leave(), cat.leave()]);
  });
});
