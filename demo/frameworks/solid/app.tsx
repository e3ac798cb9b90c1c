import { createSignal, For, Show } from 'solid-js';
import 'surfly-session/define';
import type {} from 'surfly-session/solid';
import { cards, keep, kept, moved, scriptSrc, settings, texts } from '../shared/page.js';

export function App() {
  const [name, setName] = createSignal('Visitor');
  const [order, setOrder] = createSignal(cards);
  const [shown, setShown] = createSignal(true);
  const [log, setLog] = createSignal(kept());
  const add = (line: string) => setLog(keep(line));

  return (
    <main>
      <h1>Solid</h1>
      <label>
        Your name <input value={name()} onInput={(event) => setName(event.currentTarget.value)} />
      </label>{' '}
      <button id="move" onClick={() => setOrder(moved)}>
        Move the first card to the end
      </button>{' '}
      <button id="toggle" onClick={() => setShown(!shown())}>
        {shown() ? 'Take the tag away' : 'Put the tag back'}
      </button>
      <ul>
        <For each={order()}>
          {(card) => (
            <li>
              <Show when={card === 'session'} fallback={texts[card]}>
                <Show when={shown()}>
                  <surfly-session
                    script-src={scriptSrc}
                    widget-key="demo"
                    settings={settings}
                    user-data={{ name: name() }}
                    on:session_started={() => add('session_started')}
                    on:viewer_joined={({ detail }) => add(`viewer_joined: ${detail.count} people`)}
                    on:control={({ detail }) =>
                      add(`control: ${detail.userData?.name ?? 'a viewer'}`)
                    }
                    on:agent_status={({ detail }) => add(`agent_status: ${detail.available}`)}
                    on:session_ended={() => add('session_ended')}
                  >
                    <button slot="start">Shop together</button>
                  </surfly-session>
                </Show>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <ol id="log">
        <For each={log()}>{(line) => <li>{line}</li>}</For>
      </ol>
    </main>
  );
}
