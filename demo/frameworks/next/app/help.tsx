'use client';

import { useState } from 'react';
import 'surfly-session/define';
import type {} from 'surfly-session/react';

const settings = JSON.stringify({ agent_can_request_control: true });
const userData = JSON.stringify({ name: 'Visitor' });

/**
 * Attributes, by their own names and with objects as JSON: they are part of the server's HTML, where a property
 * cannot be. What is in the slots can be read before any script has run.
 */
export function Help({ scriptSrc }: { scriptSrc: string }) {
  const [log, setLog] = useState<string[]>([]);
  const add = (line: string) => setLog((lines) => [...lines, line]);
  return (
    <>
      <surfly-session
        script-src={scriptSrc}
        widget-key="demo"
        settings={settings}
        user-data={userData}
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
