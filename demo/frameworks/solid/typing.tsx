// Never run: the compiler must accept the first tag and refuse each of the others.
import type {} from 'surfly-session/solid';

export const right = (
  <surfly-session
    ref={(tag) => void tag?.viewerCount.toFixed()}
    mode="follower"
    session-link="https://cobrowse.example/join/#"
    settings={{ agent_can_take_control: true }}
    user-data='{"name": "Visitor"}'
    prop:persistent
    autostart
    on:viewer_joined={({ detail, session }) => session?.giveControl(detail.clientIndex)}
    on:message={({ detail }) => detail.origin.startsWith('https:')}
    on:error={({ detail }) => detail.reason.trim()}
    on:surfly-event={({ detail }) => detail.type.trim()}
    class="help"
    lang="en"
  />
);

export const wrong = [
  // @ts-expect-error: it is a number
  <surfly-session on:viewer_joined={({ detail }) => detail.count.trim()} />,
  // @ts-expect-error: it is the payload of another event
  <surfly-session on:viewer_joined={({ detail }) => detail.available satisfies boolean} />,
  // @ts-expect-error: there is no such event
  <surfly-session on:viewer_join={() => {}} />,
  // @ts-expect-error: there is no such mode
  <surfly-session mode="watcher" />,
  // @ts-expect-error: it is a flag
  <surfly-session settings={{ agent_can_take_control: 'yes' }} />,
  // @ts-expect-error: Solid would set `userdata`
  <surfly-session userData={{ name: 'Visitor' }} />,
];
