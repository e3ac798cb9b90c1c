/**
 * A text that depends on a number: one form for each plural category that the language has (CLDR, as `Intl.PluralRules`
 * names them), and `other` for the rest. `{n}` stands for the number.
 */
export type Plural = { other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** The text with what its placeholders stand for. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/{(\w+)}/g, (placeholder, name: string) =>
    String(values[name] ?? placeholder),
  );
}

/** The form for this number, filled in. */
export function count(forms: Plural, language: string, n: number): string {
  const form = forms[new Intl.PluralRules(language).select(n)] ?? forms.other;
  return fill(form, { n: n.toLocaleString(language) });
}
