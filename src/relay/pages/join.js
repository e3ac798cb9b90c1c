/* global addEventListener, document, history, location, sessionStorage, words */
// Hands the link that this page was opened by to <surfly-session>. The link's secret is in the fragment, which no server
// sees; it leaves the address bar at once, and stays in this tab for a reload.
(() => {
  const KEY = 'surfly-session.link';
  const page = location.origin + location.pathname;
  const message = document.getElementById('message');
  const session = document.querySelector('surfly-session');

  function takeFragment() {
    if (location.hash.length < 2) return sessionStorage.getItem(KEY) ?? '';
    const { hash } = location;
    history.replaceState(null, '', page);
    sessionStorage.setItem(KEY, hash);
    return hash;
  }

  const fragment = takeFragment();
  if (/^#[\w-]{22}\.[\w-]{43}$/.test(fragment)) {
    session.setAttribute('session-link', page + fragment);
    session.setAttribute('autostart', '');
  } else {
    session.remove();
    message.textContent = fragment === '' ? words.whole : words.incomplete;
  }

  /** What this tab is called: like the shared page, while there is one. */
  const call = (title, icon) => {
    document.title = title || words.join;
    document.querySelector('link[rel=icon]').href = icon || 'data:,';
  };

  // This tab shows the shared page and nothing else.
  addEventListener('surfly-page', ({ detail }) => call(detail.title, detail.icon));

  // The link opens nothing any more.
  session.addEventListener('session_ended', () => {
    sessionStorage.removeItem(KEY);
    call();
    const focused = session.contains(document.activeElement);
    session.hidden = true;
    message.textContent = words.over;
    if (focused) message.focus();
  });

  // Another link opened in this tab changes the fragment alone, and nothing would happen.
  addEventListener('hashchange', () => {
    takeFragment();
    location.reload();
  });
})();
