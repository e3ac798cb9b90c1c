// Never run: the compiler must accept the first tag and refuse each of the others.
import type {} from 'surfly-session/react';

export const right = (
  <surfly-session
    ref={(tag) => void tag?.viewerCount.toFixed()}
    mode="follower"
    session-link="https://cobrowse.example/join/#"
    settings={{ agent_can_take_control: true }}
    userData='{"name": "Visitor"}'
    autostart
    onviewer_joined={({ detail, session }) => session?.giveControl(detail.clientIndex)}
    onmessage={({ detail }) => detail.origin.startsWith('https:')}
    onerror={({ detail }) => detail.reason.trim()}
    onsurfly-event={({ detail }) => detail.type.trim()}
    class="help"
    lang="en"
  />
);

export const wrong = [
  // @ts-expect-error: it is a number
  <surfly-session onviewer_joined={({ detail }) => detail.count.trim()} />,
  // @ts-expect-error: it is the payload of another event
  <surfly-session onviewer_joined={({ detail }) => detail.available satisfies boolean} />,
  // @ts-expect-error: there is no such event
  <surfly-session onviewer_join={() => {}} />,
  // @ts-expect-error: there is no such mode
  <surfly-session mode="watcher" />,
  // @ts-expect-error: it is a flag
  <surfly-session settings={{ agent_can_take_control: 'yes' }} />,
  // @ts-expect-error: as an attribute it is JSON
  <surfly-session user-data={{ name: 'Visitor' }} />,
];
