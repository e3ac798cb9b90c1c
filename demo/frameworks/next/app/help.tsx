'use client';

import { useEffect, useState } from 'react';
import type {} from 'surfly-session/react';

/**
 * What is in the slots is part of the server's HTML, and can be read before any script has run.
 *
 * The tag is registered once React has taken the page over: it marks what is in its slots, which React would not
 * expect. And React puts neither properties nor listeners on a custom element that came as HTML, so another key
 * makes it a new one then.
 */
export function Help({ scriptSrc }: { scriptSrc: string }) {
  const [defined, setDefined] = useState(false);
  useEffect(() => {
    void import('surfly-session/define').then(() => setDefined(true));
  }, []);

  const [log, setLog] = useState<string[]>([]);
  const add = (line: string) => setLog((lines) => [...lines, line]);
  return (
    <>
      <surfly-session
        key={String(defined)}
        script-src={scriptSrc}
        widget-key="demo"
        settings={{ agent_can_request_control: true }}
        userData={{ name: 'Visitor' }}
        onsession_started={() => add('session_started')}
        onviewer_joined={({ detail }) => add(`viewer_joined: ${detail.count} people`)}
      >
        <p slot="agent-availability">We help you on the phone too: 555 0100.</p>
        <button slot="start">Shop together</button>
      </surfly-session>
      <ol id="log">
        {log.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
    </>
  );
}
