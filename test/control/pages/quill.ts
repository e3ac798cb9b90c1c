/** A rich text editor that we did not write. It is installed by the tests. */
import { start } from './harness.js';

declare const Quill: new (at: Element, options: object) => unknown;

start({
  mount(stage) {
    stage.innerHTML = '<div id="bar"></div><div id="editor" style="height: 200px"></div>';
    const modules = { toolbar: [['bold', 'italic'], [{ list: 'ordered' }]] };
    new Quill(stage.querySelector('#editor')!, { theme: 'snow', modules });
    stage.querySelector('.ql-editor')!.id = 'text';
  },
});
