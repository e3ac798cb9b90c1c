/* global document, history, location, setTimeout, URL, WebSocket, words */
// Takes a leader link to the page that its session is led on: a session is led on the site's own origin. The link's secret
// travels on in the fragment, where the site's surfly.js finds it and takes it out of the address.
(() => {
  const PROTOCOL_VERSION = 1;
  const PATIENCE_MS = 10_000;
  const message = document.getElementById('message');
  const fragment = location.hash;
  history.replaceState(null, '', location.pathname);

  const say = (text) => {
    message.textContent = text;
  };

  const link = /^#([\w-]{22})\.([\w-]{43})$/.exec(fragment);
  if (!link) {
    say(words.incomplete);
    return;
  }
  const [, session, token] = link;
  const address = new URL('../relay', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = new WebSocket(address);
  let answered = false;
  const unreachable = () => {
    if (!answered) say(words.unreachable);
    answered = true;
  };
  setTimeout(unreachable, PATIENCE_MS);
  socket.onclose = unreachable;
  socket.onopen = () => {
    socket.send(JSON.stringify({ type: 'locate', v: PROTOCOL_VERSION, session, token }));
  };
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data);
    if (answered || (answer.type !== 'located' && answer.type !== 'refused')) return;
    answered = true;
    if (answer.type === 'refused') {
      say(answer.message);
      return;
    }
    const site = new URL(answer.url);
    if (!/^https?:$/.test(site.protocol)) return;
    site.hash += `${site.hash ? '&' : ''}surfly_session=${session}.${token}`;
    location.replace(site);
  };
  say(words.opening);
})();
