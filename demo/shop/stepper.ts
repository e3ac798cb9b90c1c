/**
 * A number field between a button for less and a button for more. The buttons change the field as a hand would,
 * with `input` and `change`, so that whoever listens to the field needs to know nothing about them.
 */
export function startStepper(stepper: HTMLElement): void {
  const field = stepper.querySelector('input');
  const buttons = [...stepper.querySelectorAll<HTMLButtonElement>('[data-step]')];
  if (!field) return;

  const limit = (): void => {
    for (const button of buttons) {
      const up = Number(button.dataset['step']) > 0;
      button.disabled = up
        ? field.valueAsNumber >= Number(field.max)
        : field.valueAsNumber <= Number(field.min);
    }
  };
  for (const button of buttons) {
    button.addEventListener('click', () => {
      if (Number(button.dataset['step']) > 0) field.stepUp();
      else field.stepDown();
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
  field.addEventListener('input', limit);
  limit();
}
