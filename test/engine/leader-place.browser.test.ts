import { expect } from '@open-wc/testing';
import { LeaderPlace, type LeaderPlaceOptions } from '../../src/engine/talk/leader-place.js';

describe('what is drawn over in a leader’s window', () => {
  it('is as large as the window is drawn, in the page’s own pixels', () => {
    const node = document.createElement('iframe');
    node.style.cssText =
      'position: fixed; left: 40px; top: 30px; width: 600px; height: 400px; border: 10px solid; transform: scale(0.5); transform-origin: 0 0';
    document.body.append(node);
    const window = node.contentWindow!;
    const place = new LeaderPlace({
      node,
      page: () => ({ window, idOf: () => undefined, nodeOf: () => undefined }),
    } as unknown as LeaderPlaceOptions);
    const layer = document.createElement('div');
    place.cover(layer);
    expect(place.picture()).to.deep.equal({
      ...{ left: 45, top: 35, width: 300, height: 200 },
      page: { width: 600, height: 400 },
    });
    layer.remove();
    node.remove();
  });
});
