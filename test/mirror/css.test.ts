import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rewriteCss } from '../../src/engine/mirror/css.js';

const rewritten = (text: string) => rewriteCss(text, () => 'data:,');

describe('URLs in style rules', () => {
  it('are all seen, whatever they are spelt like', () => {
    for (const text of [
      'url(http://a)',
      'url("http://a")',
      'u\\72l( http://a )',
      'src("http://a")',
      'image-set("http://a" 1x)',
      '-webkit-image-set(url(http://a) 1x)',
      'cross-fade(red, "http://a")',
      'image("http://a", red)',
    ]) {
      const rule = `p { background: ${text} }`;
      assert.doesNotMatch(rewritten(rule), /http/, rule);
      assert.match(rewritten(rule), /data:,/, rule);
    }
  });

  it('are not brought in by what stands for something else', () => {
    for (const name of ['var', 'VAR', 'v\\61r', 'env', 'attr', 'if', 'inherit', '--own']) {
      for (const image of ['src', 'image', 'image-set']) {
        const rule = `p { background: ${image}(${name}(--x)) }`;
        assert.match(rewritten(rule), new RegExp(`\\(x${name.replace('\\', '\\\\')}\\(`), rule);
      }
      const harmless = `p { width: ${name}(--x); background: url(a) }`;
      assert.ok(rewritten(harmless).includes(` ${name}(--x)`), harmless);
    }
  });
});
