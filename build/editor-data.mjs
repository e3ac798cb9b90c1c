// What editors offer while the tag is typed: custom data of VS Code and web-types of JetBrains, made from the
// custom-elements manifest.

const VSCODE = 'https://raw.githubusercontent.com/microsoft';

/**
 * @param {object} element declaration of the tag in the manifest
 * @param {{ name: string; version: string }} package_
 * @returns {Record<string, object>} file name to content
 */
export function editorData(element, package_) {
  return {
    'vscode.html-custom-data.json': htmlData(element),
    'vscode.css-custom-data.json': cssData(element),
    'web-types.json': webTypes(element, package_),
  };
}

const pick = ({ name, description }) => ({ name, description });

/** The first paragraph: the rest is for readers of the README. */
const summary = ({ description }) => description.split('\n\n')[0];

/** The values of a type that is a choice of strings. */
const choices = ({ type }) => [...type.text.matchAll(/'([^']+)'/g)].map(([, name]) => ({ name }));

const isFlag = ({ type }) => type.text === 'boolean';

function htmlData(element) {
  const attributes = element.attributes.map((attribute) => ({
    ...pick(attribute),
    // `v` is VS Code's word for an attribute that has no value.
    ...(isFlag(attribute) && { valueSet: 'v' }),
    ...(choices(attribute).length > 0 && { values: choices(attribute) }),
  }));
  return {
    $schema: `${VSCODE}/vscode-html-languageservice/main/docs/customData.schema.json`,
    version: 1.1,
    tags: [{ name: element.tagName, description: summary(element), attributes }],
  };
}

function cssData(element) {
  const states = element.cssStates.map(({ name, description }) => ({
    name: `:state(${name})`,
    description,
  }));
  return {
    $schema: `${VSCODE}/vscode-css-languageservice/main/docs/customData.schema.json`,
    version: 1.1,
    properties: element.cssProperties.map(pick),
    pseudoClasses: states,
    pseudoElements: element.cssParts.map(({ name, description }) => ({
      name: `::part(${name})`,
      description,
    })),
  };
}

function webTypes(element, { name, version }) {
  const attributes = element.attributes.map((attribute) => ({
    ...pick(attribute),
    ...(attribute.default && { default: attribute.default.replace(/^'|'$/g, '') }),
    value: isFlag(attribute)
      ? { kind: 'no-value', type: 'boolean' }
      : { type: valueType(attribute) },
  }));
  const properties = element.members
    .filter(({ kind, privacy, static: isStatic }) => {
      return kind === 'field' && privacy !== 'private' && privacy !== 'protected' && !isStatic;
    })
    .map((field) => ({
      ...pick(field),
      type: field.type?.text,
      ...(field.readonly && { 'read-only': true }),
    }));
  const events = element.events.map((event) => ({ ...pick(event), type: event.type.text }));
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: element.tagName,
            description: summary(element),
            attributes,
            slots: element.slots.map(pick),
            js: { properties, events },
            css: {
              properties: element.cssProperties.map((property) => ({
                ...pick(property),
                default: property.default,
              })),
              parts: element.cssParts.map(pick),
            },
          },
        ],
      },
    },
  };
}

/** An attribute that stands for an object is a string of JSON. */
const valueType = ({ type }) => (/^[A-Z]\w+$/.test(type.text) ? 'string' : type.text);
