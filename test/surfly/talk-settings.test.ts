import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  asOptions,
  drawingChanges,
  drawingSettings,
  hasChat,
} from '../../src/surfly/talk-settings.js';

describe('drawing settings', () => {
  it('are the documented defaults where nothing is given, or nothing that can be used', () => {
    const defaults = { mode: 'temporary', color: 'default', width: 15, timeout: 3 };
    assert.deepEqual(drawingSettings({}), defaults);
    const wrong = { drawing_mode: 'x', drawing_color: 5, drawing_width: '9', drawing_timeout: NaN };
    assert.deepEqual(drawingSettings(wrong as Record<string, unknown>), defaults);
  });

  it('are taken as given, within bounds', () => {
    const given = {
      drawing_mode: 'permanent',
      drawing_color: 'red',
      drawing_width: 500,
      drawing_timeout: -1,
    } as const;
    assert.deepEqual(drawingSettings(given), {
      mode: 'permanent',
      color: 'red',
      width: 64,
      timeout: 0,
    });
  });

  it('are changed by what can be used, and the rest is named', () => {
    const refused: string[] = [];
    const changes = drawingChanges(
      { mode: 'permanent', color: 'x'.repeat(65), colour: 'red', width: undefined },
      (name) => refused.push(name),
    );
    assert.deepEqual(changes, { mode: 'permanent' });
    assert.deepEqual(refused, ['color', 'colour']);
    assert.deepEqual(asOptions(changes), { drawing_mode: 'permanent' });
  });
});

describe('chat', () => {
  it('is there unless the settings say otherwise', () => {
    assert.equal(hasChat({}), true);
    for (const settings of [{ docked_only: true }, { ui_off: true }, { chat_enabled: false }]) {
      assert.equal(hasChat(settings), false);
    }
  });
});
