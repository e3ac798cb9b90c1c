export function create(name: string, className: string): HTMLElement {
  const element = document.createElement(name);
  element.className = className;
  return element;
}

export function button(label: string, click: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.addEventListener('click', (event) => {
    // Only the leader's own hand: a page's script or a follower's action cannot press these.
    if (event.isTrusted) click();
  });
  return element;
}
