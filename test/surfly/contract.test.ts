import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { array, object, optional, safeParse } from 'zod/mini';
import {
  controlSettings,
  eventAliases,
  eventSchemas,
  isHttp,
  laterNames,
  parsePayload,
  parseSettings,
  settingsSchema,
  surflyEventNames,
  withClassicNames,
} from '../../src/surfly/index.js';

/** Event, payload, and the field that is wrong; none when the payload keeps the contract. */
const cases: [name: string, payload: unknown, field?: string][] = [
  ['session_created', undefined],
  ['session_started', null],
  ['session_ended', { reason: 'an addition' }],
  ['session_created', 'text', ''],
  ['session_created', [], ''],
  ['viewer_joined', { count: 2, clientIndex: 1 }],
  ['viewer_joined', { count: 2, clientIndex: 1, userData: null }],
  ['viewer_joined', { count: 2, clientIndex: 1, userData: { name: 'Agent', agent_id: 7 } }],
  ['viewer_joined', { count: 2, clientIndex: 1, userData: [] }, 'userData'],
  ['viewer_joined', { count: '2', clientIndex: 1 }, 'count'],
  ['viewer_left', { count: 1.5, clientIndex: 1 }, 'count'],
  ['viewer_left', { count: 1, clientIndex: Infinity }, 'clientIndex'],
  ['message', { data: null, origin: 'https://shop.example' }],
  ['message', { data: undefined, origin: 'https://shop.example' }],
  ['message', { origin: 'https://shop.example' }, 'data'],
  ['relocated', { url: 'https://shop.example/' }],
  ['relocated', {}, 'url'],
  ['error', { reason: 'a new one' }],
  ['error', { reason: 5 }, 'reason'],
  ['control', { to: 0, gained: false }],
  ['control', { to: -1, gained: false }, 'to'],
  ['control', { to: 0 }, 'gained'],
  ['agent_status', { available: false }],
  ['agent_status', { available: 0 }, 'available'],
  ['file_download', { url: 'https://shop.example/a', filename: 'a' }],
  ['file_download', { url: 'https://shop.example/a' }, 'filename'],
];

describe('parsePayload', () => {
  for (const [name, payload, field] of cases) {
    it(`${name} ${JSON.stringify(payload)}`, () => {
      const parsed = parsePayload(name, payload);
      assert.deepEqual(parsed.payload, payload ?? {});
      assert.deepEqual(
        parsed.issues.map(({ path }) => path.join('.')),
        field === undefined ? [] : [field],
      );
    });
  }

  it('hands out a copy of what keeps the contract', () => {
    const payload = { count: 2, clientIndex: 1, extra: { kept: true } };
    const parsed = parsePayload('viewer_joined', payload);
    assert.notEqual(parsed.payload, payload);
    assert.deepEqual(parsed.payload, payload);
  });

  it('says what was wanted', () => {
    const [issue] = parsePayload('control', { to: 1.5, gained: true }).issues;
    assert.deepEqual(
      { ...issue, message: '' },
      {
        code: 'invalid_type',
        expected: 'int',
        path: ['to'],
        message: '',
      },
    );
  });

  for (const name of ['session_teleported', 'constructor', '__proto__', 'toString']) {
    it(`lets "${name}" pass unchecked`, () => {
      assert.deepEqual(parsePayload(name, 5), { payload: 5, issues: [] });
    });
  }
});

describe('the events', () => {
  it('are the ten of the documentation and four later ones', () => {
    assert.equal(surflyEventNames.length, 14);
    assert.deepEqual(Object.keys(eventSchemas), surflyEventNames);
    assert.ok(Object.values(eventAliases).every((name) => surflyEventNames.includes(name)));
  });

  it('have schemas that every function of zod takes', () => {
    assert.equal(safeParse(eventSchemas.relocated, { url: 5 }).success, false);
    assert.equal(safeParse(eventSchemas.relocated, { url: 'https://shop.example' }).success, true);
    const nested = object({ all: array(eventSchemas.control), last: optional(eventSchemas.error) });
    assert.deepEqual(safeParse(nested, { all: [{ to: 1, gained: true, more: 1 }] }), {
      success: true,
      data: { all: [{ to: 1, gained: true, more: 1 }] },
    });
    const { error } = safeParse(nested, { all: [{ to: 1 }], last: { reason: 1 } });
    assert.deepEqual(
      error!.issues.map(({ path, message }) => [path.join('.'), message]),
      [
        ['all.0.gained', 'Expected boolean'],
        ['last.reason', 'Expected string'],
      ],
    );
  });

  it('have schemas of the interface that all libraries share', async () => {
    const { validate } = eventSchemas.agent_status['~standard'];
    assert.deepEqual(await validate({ available: true }), { value: { available: true } });
    const { issues } = await validate({});
    assert.deepEqual(
      issues!.map(({ path, message }) => [path, message]),
      [[['available'], 'Expected boolean']],
    );
  });
});

describe('settings', () => {
  it('leave out what is wrong and keep the rest', () => {
    const parsed = parseSettings({ docked_only: 'yes', drawing_width: -1, url: 'x', own: [1] });
    assert.deepEqual(parsed.settings, { url: 'x', own: [1] });
    assert.deepEqual(
      parsed.issues.map(({ name, value }) => [name, value]),
      [
        ['docked_only', 'yes'],
        ['drawing_width', -1],
      ],
    );
  });

  for (const settings of [null, 'text', 5, [{}]]) {
    it(`are an object, not ${JSON.stringify(settings)}`, () => {
      const { issues, ...parsed } = parseSettings(settings);
      assert.deepEqual(parsed.settings, {});
      assert.deepEqual(issues, [{ name: '', expected: 'object', value: settings }]);
    });
  }

  it('have later names, and the name of 2017 goes first', () => {
    assert.deepEqual(withClassicNames({ hide_session_ui: true, own: 1 }), { ui_off: true, own: 1 });
    assert.deepEqual(withClassicNames({ ui_off: false, hide_session_ui: true }), { ui_off: false });
    for (const [later, classic] of Object.entries(laterNames)) {
      const value = typeof later;
      assert.deepEqual(withClassicNames({ [later]: value }), { [classic]: value });
      assert.equal(safeParse(settingsSchema, {}).success, true);
    }
  });

  it('of control have the documented defaults, by layer, under both names', () => {
    assert.deepEqual(controlSettings(), {
      allow_control_switching: true,
      agent_can_request_control: false,
      agent_can_take_control: false,
      agent_can_end_session: true,
    });
    const layers = [
      { agent_can_end_session: false, agent_can_take_control: 'yes' as never },
      { participants_can_request_to_interact: true, agent_can_end_session: true },
    ];
    assert.deepEqual(controlSettings(undefined, ...layers, null), {
      allow_control_switching: true,
      agent_can_request_control: true,
      agent_can_take_control: false,
      agent_can_end_session: false,
    });
    assert.equal(controlSettings({ host_switching_allowed: false }).allow_control_switching, false);
  });
});

describe('isHttp', () => {
  it('wants an absolute http or https URL, or a base', () => {
    for (const url of ['https://shop.example/#a.b', 'http://localhost:8080/', ' https://a ']) {
      assert.equal(isHttp(url), true, url);
    }
    for (const url of ['javascript:alert(1)', 'data:,x', '/path', '', '//host', 'https://']) {
      assert.equal(isHttp(url), false, url);
    }
    assert.equal(isHttp('/surfly.js', 'https://shop.example/cart'), true);
    assert.equal(isHttp('javascript:alert(1)', 'https://shop.example/cart'), false);
  });
});

describe('the modules', () => {
  it('can be imported without a browser', async () => {
    const { SurflySessionElement } = await import('../../src/surfly-session.js');
    assert.equal(typeof SurflySessionElement, 'function');
    await import('../../src/define.js');
  });
});
