import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { OUTCOME_TEXTS, TEXTS } from '../../src/engine/follower/input/texts.js';
import { TALK_TEXTS } from '../../src/engine/talk/texts.js';
import * as english from '../../src/engine/texts/english.js';
import { count, fill, type Plural } from '../../src/engine/texts/fill.js';
import type { Catalogue } from '../../src/engine/texts/texts.js';

const folder = new URL('../../src/engine/texts/languages/', import.meta.url);

const all: Catalogue = {
  button: english.buttonTexts,
  window: english.windowTexts,
  screens: english.screenTexts,
  dock: english.dockTexts,
  view: english.viewTexts,
  capture: TEXTS,
  outcomes: OUTCOME_TEXTS,
  talk: TALK_TEXTS,
};

type Text = string | Plural;

const placeholders = (text: string) => [...new Set(text.match(/{\w+}/g))].sort();

describe('the engine’s languages', () => {
  for (const file of readdirSync(folder)) {
    const code = file.replace('.ts', '');
    it(`${code} has every text, with the same placeholders and plural forms of its own`, async () => {
      const module = (await import(new URL(file, folder).href)) as { default: Catalogue };
      const parts = module.default as unknown as Record<string, Record<string, Text>>;
      assert.deepEqual(Object.keys(parts).sort(), Object.keys(all).sort());
      for (const [part, texts] of Object.entries(all) as [string, Record<string, Text>][]) {
        const translated = parts[part]!;
        assert.deepEqual(Object.keys(translated).sort(), Object.keys(texts).sort(), part);
        for (const [name, text] of Object.entries(texts)) {
          const given = translated[name]!;
          if (typeof text === 'string') {
            assert.deepEqual(placeholders(given as string), placeholders(text), `${part}.${name}`);
            continue;
          }
          const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
          // "many" in Romance languages is for millions, "zero" in Arabic for nobody.
          const wanted = categories.filter(
            (one) => one !== 'zero' && (code === 'ar' || one !== 'many'),
          );
          assert.deepEqual(Object.keys(given).sort(), [...wanted].sort(), `${part}.${name}`);
        }
      }
    });
  }

  it('count and fill in', () => {
    const forms = english.dockTexts.shared;
    assert.equal(count(forms, 'en', 1), 'Shared with one person');
    assert.equal(count(forms, 'en', 1200), 'Shared with 1,200 people');
    assert.equal(fill('{a} and {b}', { a: '{b}' }), '{b} and {b}');
  });
});
