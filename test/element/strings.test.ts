import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { english, type Strings } from '../../src/element/strings.js';

const folder = new URL('../../src/element/languages/', import.meta.url);
const files = readdirSync(folder);

const placeholders = (text: string) => [...text.matchAll(/{\w+}/g)].map(String).sort();

describe('the languages', () => {
  it('are six besides English', () => {
    assert.deepEqual(
      files.map((file) => file.slice(0, 2)),
      ['ar', 'de', 'es', 'fr', 'ja', 'nl'],
    );
  });

  for (const file of files) {
    const code = file.slice(0, 2);
    it(`${code} has every text, with its placeholders`, async () => {
      const { default: strings } = (await import(new URL(file, folder).href)) as {
        default: Strings;
      };
      assert.deepEqual(Object.keys(strings), Object.keys(english));
      for (const [name, text] of Object.entries(strings)) {
        if (typeof text !== 'string') continue;
        assert.notEqual(text.trim(), '', name);
        assert.deepEqual(placeholders(text), placeholders(english[name as 'start']), name);
      }
    });

    it(`${code} has the plural forms of its language`, async () => {
      const { default: strings } = (await import(new URL(file, folder).href)) as {
        default: Strings;
      };
      const wanted = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
      // "many" in Romance languages is for millions.
      const needed = wanted.filter((category) => category !== 'many' || code === 'ar');
      assert.deepEqual(Object.keys(strings.count).sort(), [...needed].sort());
    });
  }
});
