/** A text for each of the plural forms that a language has (CLDR); `other` is said where one has none of its own. */
export type PluralForms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** How a language chooses the form for a number. */
export const pluralIn = (language: string): ((count: number, forms: PluralForms) => string) => {
  let rules: Intl.PluralRules | undefined
  return (count, forms) => {
    rules ??= new Intl.PluralRules(language)
    return forms[rules.select(count)] ?? forms.other
  }
}
