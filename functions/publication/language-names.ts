/**
 * The tag of a language that Unicode knows, which somebody meant: of `en_US` en-US, of `EN` en, of `english` en.
 * @returns the same where it is such a tag already; undefined where nothing is like it
 */
export const tagMeant = (written: string): string | undefined => {
  const tag = canonical(written.trim().replaceAll('_', '-'))
  if (tag !== undefined && isKnown(tag)) return tag
  tagsByName ??= new Map(allTags().flatMap((one) => namesOf(one).map((name) => [name, one])))
  return tagsByName.get(written.trim().toLowerCase())
}

const canonical = (tag: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Made when it is asked for the first time: hardly any function needs it. */
let english: Intl.DisplayNames | undefined
const englishName = (tag: string): string | undefined => {
  english ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
  return english.of(tag)
}

/** Private codes (`qaa` to `qtz`, ISO 639-2) are nobody's business but the publication's. */
const isKnown = (tag: string): boolean => {
  const language = tag.split('-')[0]!
  return /^q[a-t][a-z]$/.test(language) || englishName(language) !== undefined
}

let tagsByName: Map<string, string> | undefined

const letters = [...'abcdefghijklmnopqrstuvwxyz']
const allTags = (): string[] =>
  letters
    .flatMap((first) => letters.map((second) => canonical(first + second)!))
    .filter((tag) => englishName(tag) !== undefined)

const namesOf = (tag: string): string[] => {
  const own = new Intl.DisplayNames(tag, { type: 'language', fallback: 'none' }).of(tag)
  return [englishName(tag), own].flatMap((name) => (name ? [name.toLowerCase()] : []))
}
