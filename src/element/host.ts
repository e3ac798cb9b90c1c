import type { ReactiveControllerHost } from 'lit';
import type { UserData } from '../surfly/api.js';
import type { SurflySettings } from '../surfly/settings.js';

/** The element as its controller and its view see it: what the author of the page wrote. */
export interface SessionHost extends ReactiveControllerHost, HTMLElement {
  readonly scriptSrc: string;
  readonly widgetKey?: string | null | undefined;
  readonly mode: string;
  readonly sessionLink?: string | null | undefined;
  readonly settings: SurflySettings;
  readonly userData: UserData;
  readonly loading: string;
  readonly autostart: boolean;
  readonly persistent: boolean;
  readonly integrity?: string | null | undefined;
  readonly crossorigin?: string | null | undefined;
}
