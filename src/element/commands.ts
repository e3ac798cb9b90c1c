interface Commanded extends HTMLElement {
  start(): Promise<unknown>;
  end(): void;
  giveControl(clientIndex: number): void;
  requestControl(): void;
}

/** Obeys buttons elsewhere on the page. Source: Invoker Commands of the HTML standard. */
export function obeyCommands(element: Commanded): void {
  const commands: Readonly<Record<string, () => unknown>> = {
    '--start': () => element.start().catch(() => {}),
    '--end': () => element.end(),
    '--request-control': () => element.requestControl(),
    '--take-control': () => element.giveControl(0),
  };
  element.addEventListener('command', (event) => {
    commands[(event as Event & { command: string }).command]?.();
  });
}
