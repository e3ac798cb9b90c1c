// Never built: the compiler must refuse each of these bindings.
import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import 'surfly-session/define';

@Component({
  selector: 'demo-wrong',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <surfly-session (viewer_joined)="$event.detail.count.trim()" />
    <surfly-session (viewer_joined)="wantsFlag($event.detail.available)" />
  `,
})
export class Wrong {
  wantsFlag(_flag: boolean): void {}
}
