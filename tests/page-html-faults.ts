import { HtmlValidate, StaticConfigLoader } from 'html-validate'

/** html-validate's recommended rules. What is switched off says why. */
const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended'],
    rules: {
      'doctype-style': ['error', { style: 'lowercase' }],
      // A list of boxes to tick is sent under one name (HTML, "Constructing the entry list"), and a hidden empty one tells
      // "none of them" from "not asked". The rule can allow either of the two, not both.
      'form-dup-name': 'off',
      // A page is called as its article is, and then as the publication: an editor's title is not cut for search engines.
      'long-title': 'off',
    },
  }),
)

/** What breaks a rule of HTML on a page, one line each: where, which rule, what. */
export const htmlFaultsOf = async (page: string): Promise<string[]> => {
  const { results } = await validator.validateString(page)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${message}`),
  )
}
