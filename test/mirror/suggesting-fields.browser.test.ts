/** Fields with a list of suggestions ask browsers to leave them alone by `autocomplete="new-password"`. */
import { expect } from '@open-wc/testing';
import { mirror, settled } from './mirror.js';

/** What a viewer sees in the field, and of the suggestion that comes, when something is typed. */
async function seen(attributes: string): Promise<(string | null)[]> {
  const { document, twin, close } = mirror(`<input ${attributes}><ul></ul>`);
  const field = document.querySelector('input')!;
  for (const typed of ['Ams', 'Amsterdam']) {
    await settled();
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await settled();
  const option = document.createElement('li');
  option.textContent = 'Amsterdam';
  document.querySelector('ul')!.append(option);
  await settled();
  const shown = [twin(field).value, twin(option).textContent];
  close();
  return shown;
}

describe('what is typed into a field that says it is a new password', () => {
  const NEW = 'autocomplete="new-password"';

  it('is seen where the field suggests, and so are the suggestions', async () => {
    expect(await seen(`role="combobox" ${NEW}`)).to.deep.equal(['Amsterdam', 'Amsterdam']);
  });

  for (const attributes of [
    NEW,
    `type="password" role="combobox" ${NEW}`,
    `name="password" role="combobox" ${NEW}`,
  ])
    it(`is hidden in <input ${attributes}>`, async () => {
      expect(await seen(attributes)).not.to.include('Amsterdam');
    });
});
