import * as z from 'zod'
import { type Language, pathOf } from '../publication/language.ts'
import { onlyLanguageOf } from '../publication/plain-texts.ts'
import { wordsOf } from '../publication/words.ts'
import { defined } from '../runtime/defined.ts'
import { cutFrontMatter } from './front-matter.ts'
import { imagePath } from './image-field.ts'
import type { IssueFile, Letter } from './issue.ts'
import { readMarkdown } from './markdown.ts'
import { onlyParagraphs } from './only-paragraphs.ts'
import { plainText } from './plain-text.ts'
import type { Problems } from './problems.ts'
import type { ImageReader } from './read-images.ts'
import { wordsIn } from './reading-time.ts'
import { line } from './text-fields.ts'
import { readText } from './text-file.ts'
import { readPartOfYaml } from './yaml.ts'

/** The front matter of `letter.md`. */
export const LetterFrontMatter = z.strictObject({
  name: line(200)
    .min(1, 'must not be empty')
    .meta({ description: 'Who signs it.', example: 'Niamh Ó Súilleabháin' }),
  role: line(200)
    .min(1, 'must not be empty')
    .optional()
    .meta({ description: 'What they are to the publication.', example: 'Editor' }),
  portrait: imagePath
    .optional()
    .meta({ description: 'A picture of them, small beside the name.', example: 'images/niamh.jpg' }),
})

/** Words, or characters of Chinese and Japanese: a page of a book. Whoever has more to say writes an article. */
export const mostLetterWords = 500

const original = 'letter.md'

/**
 * Reads the letter that opens an issue, if its folder has one: in every language of the issue, or in none. Adds every
 * problem.
 */
export const readLetter = (
  files: ReadonlyMap<string, IssueFile>,
  languages: readonly Language[],
  images: ImageReader,
  problems: Problems,
): Record<Language, Letter> | undefined => {
  const found = languages.map((language, at) => {
    const path = at === 0 ? original : `letter.${pathOf(language)}.md`
    return { language, path, file: files.get(path) }
  })
  const written = found.filter(({ file }) => file !== undefined)
  if (written.length === 0) return undefined
  for (const { path, file, language } of found)
    if (!file)
      problems.add(path, `is missing: ${written[0]!.path} is there, and ${language} readers need it too`)
  const letters = written.flatMap(({ language, path, file }) => {
    const letter = readOne(path, file!, language, onlyLanguageOf(languages), images, problems)
    return letter ? [[language, letter] as const] : []
  })
  return Object.fromEntries(letters)
}

const readOne = (
  path: string,
  { bytes }: IssueFile,
  language: Language,
  only: Language | undefined,
  images: ImageReader,
  problems: Problems,
): Letter | undefined => {
  const whole = readText(path, bytes, problems)
  if (whole === undefined) return undefined
  const cut = cutFrontMatter(whole)
  if (!cut) return void problems.add(path, 'has no front matter between two lines of ---', 1)
  const { yaml, text, linesBefore } = cut
  const meta = readPartOfYaml(
    { file: path, text: yaml, linesBefore: 1, only: () => only },
    LetterFrontMatter,
    problems,
  )
  const { body, complaints } = readMarkdown(text, wordsOf(language).site)
  for (const { line, column, length, reason } of complaints)
    problems.add(path, reason, line && { line: line + linesBefore, column, length })
  const words = wordsIn(plainText(body))
  if (complaints.length === 0 && words === 0) problems.add(path, 'has no text', linesBefore)
  if (words > mostLetterWords)
    problems.add(path, `has ${words} words; a letter may have ${mostLetterWords}`, linesBefore + 1)
  if (complaints.length === 0 && !onlyParagraphs(body))
    problems.add(path, 'may hold paragraphs, emphasis and links, and nothing else', linesBefore + 1)
  if (!meta) return undefined
  const { name, role, portrait } = meta.value
  if (portrait) images.take(path, portrait, meta.placeOf(['portrait']), { isMailed: true })
  return { name, ...defined({ role, portrait }), body }
}
