import type { DrawingSettings, SurflySession, UserData, Viewer } from '../../surfly/api.js';
import { Emitter } from '../emitter.js';
import type { SurflySettings } from '../../surfly/settings.js';
import { drawingSettings } from '../../surfly/talk-settings.js';
import type { Host } from './host.js';

/** `Surfly.currentSession`: the session as the page shown in it may see and use it. */
export class InsideSession implements SurflySession {
  readonly #host: Host;
  readonly #emitter = new Emitter();

  constructor(
    host: Host,
    announce: (session: SurflySession, event: string, payload: object) => void,
  ) {
    this.#host = host;
    host.listen((event, payload) => {
      this.#emitter.emit(event, this, payload);
      announce(this, event, payload);
    });
  }

  get settings(): SurflySettings {
    return this.#host.settings;
  }

  get pin(): string | undefined {
    return this.#host.pin;
  }

  get clientIndex(): number {
    return this.#host.clientIndex;
  }

  get controller(): number {
    return this.#host.controller;
  }

  get viewers(): Viewer[] {
    return this.#host.viewers();
  }

  on(eventName: string, callback: unknown): this {
    this.#emitter.on(eventName, callback);
    return this;
  }

  end(redirectUrl?: string): this {
    this.#host.end(redirectUrl);
    return this;
  }

  log(entry: string): this {
    this.#host.log(entry);
    return this;
  }

  sendMessage(message: unknown, targetOrigin: string): void {
    this.#host.sendMessage(message, location.origin, targetOrigin);
  }

  giveControl(clientIndex: number): void {
    this.#host.giveControl(clientIndex);
  }

  requestControl(): void {
    this.#host.requestControl();
  }

  create(): this {
    return this.#outsideOnly('create');
  }

  startLeader(_iframeSelector?: string | null, _userData?: UserData): this {
    return this.#outsideOnly('startLeader');
  }

  startFollower(_iframeSelector?: string | null, _userData?: UserData): this {
    return this.#outsideOnly('startFollower');
  }

  relocate(_newUrl: string): void {
    this.#outsideOnly('relocate');
  }

  setDrawingSettings(settings?: DrawingSettings): DrawingSettings {
    if (settings) this.#outsideOnly('setDrawingSettings');
    return { ...drawingSettings(this.settings) };
  }

  drawingSettings(settings?: DrawingSettings): DrawingSettings {
    return this.setDrawingSettings(settings);
  }

  #outsideOnly(name: string): this {
    console.warn(
      `SurflySession.${name}() does nothing inside a session; use it on the page outside.`,
    );
    return this;
  }
}
