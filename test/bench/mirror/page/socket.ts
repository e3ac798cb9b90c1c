// A plain socket to the server that hands on what it is given.
export function openSocket(role: 'leader' | 'viewer'): Promise<WebSocket> {
  const asked = new URLSearchParams(location.search);
  const socket = new WebSocket(
    `ws://127.0.0.1:${asked.get('port')}/?room=${asked.get('room')}&role=${role}`,
  );
  return new Promise((resolve) => socket.addEventListener('open', () => resolve(socket)));
}
