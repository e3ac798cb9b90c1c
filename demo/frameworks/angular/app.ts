import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'surfly-session/define';
import { cards, keep, kept, moved, scriptSrc, settings, texts } from '../shared/page.js';

@Component({
  selector: 'demo-app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  templateUrl: './app.html',
})
export class App {
  readonly scriptSrc = scriptSrc;
  readonly settings = settings;
  readonly texts = texts;
  readonly userData = signal({ name: 'Visitor' });
  readonly order = signal(cards);
  readonly shown = signal(true);
  readonly log = signal(kept());

  add(line: string): void {
    this.log.set(keep(line));
  }

  move(): void {
    this.order.update(moved);
  }

  toggle(): void {
    this.shown.update((shown) => !shown);
  }
}
