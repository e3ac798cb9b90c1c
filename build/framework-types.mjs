// Types of the tag for templates and JSX, one file per framework, made from the custom-elements manifest.
//
// What a name stands for is looked up in the element's own types (`SurflySessionElement['mode']`,
// `SurflySessionEventMap['control']`), so that a listener gets the payload that the element dispatches.
// Each framework has a file of its own: a module augmentation names a package, and only the user's is installed.

const HEAD = '// Made from custom-elements.json by `npm run build`.\n';
const ELEMENT = '../modules/surfly-session.js';

/** How each kind of listener is called in markup. */
const LISTENERS = {
  JsxListeners: (name) => `on${name}`,
  SolidListeners: (name) => `on:${name}`,
};

/**
 * @param {object} element declaration of the tag in the manifest
 * @returns {Record<string, string>} file name to content
 */
export function frameworkTypes(element) {
  return {
    'props.d.ts': HEAD + props(element),
    'react.d.ts': HEAD + react,
    'preact.d.ts': HEAD + preact,
    'solid.d.ts': HEAD + solid,
    'svelte.d.ts': HEAD + svelte,
    'vue.d.ts': HEAD + vue,
  };
}

function props({ attributes, events }) {
  // An attribute without a property, such as `lang`, is one of every element: frameworks type those.
  const own = attributes.filter(({ fieldName }) => fieldName);
  const properties = own.map((attribute) => [attribute.fieldName, attribute, typeOf(attribute)]);
  const kebab = own
    .filter(({ name, fieldName }) => name !== fieldName)
    .map((attribute) => [
      attribute.name,
      attribute,
      isObject(attribute) ? 'string' : typeOf(attribute),
    ]);
  return [
    `import type { SurflySessionElement, SurflySessionEventMap } from '${ELEMENT}';\n`,
    block('SurflySessionProperties', 'Properties that can be set.', properties),
    block('SurflySessionAttributes', 'Attributes whose name is not that of their property.', kebab),
    block(
      'SolidProperties',
      'Properties that can be set, by the names that Solid finds them by: it lowers the case of any other.',
      own.flatMap((attribute) => [
        [attribute.name, attribute, typeOf(attribute)],
        [`prop:${attribute.fieldName}`, attribute, typeOf(attribute)],
      ]),
    ),
    ...Object.entries(LISTENERS).map(([type, nameOf]) =>
      block(
        type,
        `Listeners, called \`${nameOf('…')}\`.`,
        events.map((event) => [
          nameOf(event.name),
          event,
          `((event: SurflySessionEventMap['${event.name}']) => void)`,
        ]),
      ),
    ),
  ].join('\n');
}

/** A property that takes an object takes it as JSON too, as its attribute does. */
const typeOf = (attribute) => {
  const type = `SurflySessionElement['${attribute.fieldName}']`;
  return isObject(attribute) ? `${type} | string | null` : type;
};

const isObject = ({ type }) => /^[A-Z]\w+$/.test(type.text);

function block(name, description, members) {
  const lines = members.map(([member, { description }, type]) => {
    const key = /^\w+$/.test(member) ? member : `'${member}'`;
    const text = (description ?? '').replace(/\s+/g, ' ');
    return `  /** ${text} */\n  ${key}?: ${type} | undefined;\n`;
  });
  return `/** ${description} */\nexport interface ${name} {\n${lines.join('')}}\n`;
}

const react = `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { SurflySessionElement } from '${ELEMENT}';
import type { JsxListeners, SurflySessionAttributes, SurflySessionProperties } from './props.js';

interface Own extends SurflySessionProperties, SurflySessionAttributes, JsxListeners {
  /** React 19 sets \`class\` as it is on a custom element. */
  class?: string | undefined;
}

/** What \`<surfly-session>\` takes in JSX. */
export type SurflySessionProps = Own &
  Omit<DetailedHTMLProps<HTMLAttributes<SurflySessionElement>, SurflySessionElement>, keyof Own>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'surfly-session': SurflySessionProps;
    }
  }
}
`;

const preact = `import type { ClassAttributes, HTMLAttributes } from 'preact';
import type { SurflySessionElement } from '${ELEMENT}';
import type { JsxListeners, SurflySessionAttributes, SurflySessionProperties } from './props.js';

interface Own extends SurflySessionProperties, SurflySessionAttributes, JsxListeners {}

/** What \`<surfly-session>\` takes in JSX. */
export type SurflySessionProps = Own &
  ClassAttributes<SurflySessionElement> &
  Omit<HTMLAttributes<SurflySessionElement>, keyof Own>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'surfly-session': SurflySessionProps;
    }
  }
}
`;

const solid = `import type { JSX as Solid } from 'solid-js';
import type { SurflySessionElement } from '${ELEMENT}';
import type { SolidListeners, SolidProperties } from './props.js';

interface Own extends SolidProperties, SolidListeners {}

/** What \`<surfly-session>\` takes in JSX. */
export type SurflySessionProps = Own & Omit<Solid.HTMLAttributes<SurflySessionElement>, keyof Own>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'surfly-session': SurflySessionProps;
    }
  }
}
`;

const svelte = `import type { HTMLAttributes } from 'svelte/elements';
import type { SurflySessionElement } from '${ELEMENT}';
import type { JsxListeners, SurflySessionAttributes, SurflySessionProperties } from './props.js';

interface Own extends SurflySessionProperties, SurflySessionAttributes, JsxListeners {}

/** What \`<surfly-session>\` takes in a template. */
export type SurflySessionProps = Own & Omit<HTMLAttributes<SurflySessionElement>, keyof Own>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'surfly-session': SurflySessionProps;
  }
}
`;

// The form that Vue's documentation gives for custom elements: attributes by `$props`, events by `$emit`.
const vue = `import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { SurflySessionElement, SurflySessionEventMap } from '${ELEMENT}';
import type { SurflySessionProperties } from './props.js';

type Emits = { [K in keyof SurflySessionEventMap]: (event: SurflySessionEventMap[K]) => void };

/** A listener's name in \`$props\`. */
type Listener<K extends string> = \`on\${Capitalize<K>}\`;

/** What \`<surfly-session>\` takes in a template. */
export type SurflySessionProps = SurflySessionProperties &
  // Vue types \`error\` and \`message\` as the events of the same name that other elements have.
  Omit<HTMLAttributes, keyof SurflySessionProperties | Listener<keyof SurflySessionEventMap>> &
  PublicProps;

declare module 'vue' {
  interface GlobalComponents {
    'surfly-session': new () => SurflySessionElement & {
      /** For the template's types only. @deprecated */
      $props: SurflySessionProps;
      /** For the template's types only. @deprecated */
      $emit: EmitFn<Emits>;
    };
  }
}
`;
