import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { options } from '../../src/surfly/options.js';
import {
  laterNames,
  settingsSchema,
  withClassicNames,
  withLaterNames,
} from '../../src/surfly/index.js';

const names = options.map(({ name }) => name);

describe('the list of options', () => {
  it('has each once, those that the contract checks among them', () => {
    assert.equal(new Set(names).size, names.length);
    const { shape } = settingsSchema._zod.def as unknown as { shape: object };
    for (const name of Object.keys(shape)) assert.ok(names.includes(name), name);
  });

  it('has every option that was renamed, under its name of 2017', () => {
    for (const [later, name] of Object.entries(laterNames)) {
      assert.ok(names.includes(name), name);
      assert.ok(!names.includes(later), later);
    }
  });

  it('says what is missing', () => {
    for (const { name, support, note } of options) {
      assert.ok(support === 'yes' || note.length > 0, `${name} is not obeyed: why?`);
      assert.doesNotMatch(note, /[.|]$/, name);
    }
  });
});

describe('names of options', () => {
  it('are taken, and can be read, in both forms', () => {
    const classic = withClassicNames({ invitations_allowed: false, newurl: true, own: 1 });
    assert.deepEqual(classic, { sharing_button: false, newurl: true, own: 1 });
    assert.deepEqual(withLaterNames(classic), {
      ...classic,
      invitations_allowed: false,
      new_urls_allowed: true,
    });
  });
});
