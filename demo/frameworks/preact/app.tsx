import { useState } from 'preact/hooks';
import 'surfly-session/define';
import type {} from 'surfly-session/preact';
import { cards, keep, kept, moved, scriptSrc, settings, texts } from '../shared/page.js';

export function App() {
  const [name, setName] = useState('Visitor');
  const [order, setOrder] = useState(cards);
  const [shown, setShown] = useState(true);
  const [log, setLog] = useState(kept);
  const add = (line: string) => setLog(keep(line));

  return (
    <main>
      <h1>Preact</h1>
      <label>
        Your name <input value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>{' '}
      <button id="move" onClick={() => setOrder(moved)}>
        Move the first card to the end
      </button>{' '}
      <button id="toggle" onClick={() => setShown(!shown)}>
        {shown ? 'Take the tag away' : 'Put the tag back'}
      </button>
      <ul>
        {order.map((card) => (
          <li key={card}>
            {card === 'session'
              ? shown && (
                  <surfly-session
                    scriptSrc={scriptSrc}
                    widgetKey="demo"
                    settings={settings}
                    userData={{ name }}
                    onsession_started={() => add('session_started')}
                    onviewer_joined={({ detail }) => add(`viewer_joined: ${detail.count} people`)}
                    oncontrol={({ detail }) =>
                      add(`control: ${detail.userData?.name ?? 'a viewer'}`)
                    }
                    onagent_status={({ detail }) => add(`agent_status: ${detail.available}`)}
                    onsession_ended={() => add('session_ended')}
                  >
                    <button slot="start">Shop together</button>
                  </surfly-session>
                )
              : texts[card]}
          </li>
        ))}
      </ul>
      <ol id="log">
        {log.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
    </main>
  );
}
