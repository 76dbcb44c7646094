import { directionOf, isolate } from '../../../emails/direction.ts'
import type { Language } from '../language.ts'
import type { Words } from './en.ts'
import type { Tree } from './own/own-words.ts'
import { givenTo, isName } from './own/placeholders.ts'

/**
 * Words that set apart the names they are given: the magazine's, an author's, a title. An English name in an Arabic
 * sentence, or an Arabic one in an English sentence, would turn the signs and numbers beside it. Done here for every
 * catalogue, so that no catalogue has to remember it.
 * @param language whose direction the sentences have
 */
export const withNamesApart = (words: Words, language: Language): Words => {
  const around = directionOf(language)
  const treeOf = (tree: Tree, path: string): Tree => {
    if (typeof tree === 'function') return sayingApart(tree, path)
    if (typeof tree === 'string' || Array.isArray(tree)) return tree
    return Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [key, treeOf(value, path ? `${path}.${key}` : key)]),
    )
  }
  const sayingApart = (say: (...given: never[]) => Tree, path: string) => {
    const kinds = Object.values(givenTo(path))
    return (...given: unknown[]) =>
      say(...(given.map((one, at) => (isName(kinds[at]) ? isolate(one as string, around) : one)) as never[]))
  }
  return treeOf(words as unknown as Tree, '') as unknown as Words
}
