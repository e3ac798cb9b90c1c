import { webdriverLauncher } from '@web/test-runner-webdriver';

/** WebKitGTK's MiniBrowser, through the WebKitWebDriver that run.mjs has started. */
export function webkitLauncher() {
  const { WEBKIT_DRIVER_PORT, WEBKIT_BROWSER } = process.env;
  if (!WEBKIT_DRIVER_PORT || !WEBKIT_BROWSER) {
    throw new Error('The WebKit tests need a driver: start them with `npm run test:webkit`');
  }
  return webdriverLauncher({
    hostname: '127.0.0.1',
    port: Number(WEBKIT_DRIVER_PORT),
    path: '/',
    logLevel: 'error',
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      'webkitgtk:browserOptions': { binary: WEBKIT_BROWSER, args: ['--automation'] },
    },
  });
}
