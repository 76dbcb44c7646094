/**
 * What is said to who types a command, an option or an argument that there is not. Commander says what is wrong, and picks what may
 * have been meant (`suggestSimilar`); this words it like our own messages: no label in front, and the suggestion on the same line.
 */
export const wrongUse = (text: string): string => {
  const said = text.replace(/^error: /, '').replace(/\n\((Did you mean .*)\)/, '. $1')
  return said.charAt(0).toUpperCase() + said.slice(1)
}
