import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { type Declare, publicationOption } from '../shared-options.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type WordsOptions = { out?: string; publication?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('words')
    .summary('write the words that readers meet, to fill in or change')
    .description('write the words of mails, forms and pages in a language, to fill in or to change')
    .argument('<tag>', 'the language, such as fr or pt-BR')
    .option('--out <file>', 'where to write (default: words/<tag>.yaml beside the publication)')
    .option(...publicationOption)
    .json(
      '{ file, language }: what was written, and whose words stand in it; null where they are to be filled in',
    )
    .example('words pt', 'a language that Masthead lacks')
    .example('words fr', 'to change a word')
    .action(async (tag, options) => finish(words(io, tag, options)))

/**
 * Writes a catalogue of words: Masthead's own if it has the language, else one to fill in. `out` may be anywhere, but a
 * catalogue is used only beside the publication.
 * @throws Stop when the tag is invalid or the file exists: what somebody filled in is never overwritten
 */
export const words = async (io: TerminalIo, tag: string, options: WordsOptions): Promise<number> => {
  const { catalogues } = await import('../../functions/publication/words/catalogues.ts')
  const { builtIn, ownWordsFolder } = await import('../../functions/publication/words/own/own-words.store.ts')
  const { writeWordsYaml } = await import('../../functions/publication/words/own/words-yaml.ts')
  const { publicationFileFor } = await import('../local-content/local-publication.ts')
  if (!(await isLanguage(tag))) throw new Misuse(`${tag} is no language tag such as fr or pt-BR`)
  const file = options.out
    ? resolve(io.cwd, options.out)
    : join(dirname(await publicationFileFor(io, io.cwd, options.publication)), ownWordsFolder, `${tag}.yaml`)
  const near = builtIn(tag)
  await mkdir(dirname(file), { recursive: true })
  await writeNew(file, writeWordsYaml(tag, near === undefined ? undefined : catalogues[near]))
  const name = relative(io.cwd, file)
  io.answer({ file: name, language: near ?? null })
  io.print(
    near
      ? `Masthead’s words in ${near} written to ${name}: change what you like, and leave out the rest`
      : `${name} written: fill in all of it; with ${tag} among its languages, masthead check says what is missing`,
  )
  return 0
}

const writeNew = async (file: string, text: string) => {
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new Stop(`${file} is there already, and is left as it is`, { cause: error })
    throw error
  }
}

/** A BCP 47 tag, spelled as publications spell it. */
const isLanguage = async (tag: string): Promise<boolean> => {
  const { Language } = await import('../../functions/publication/language.ts')
  if (!Language.safeParse(tag).success) return false
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
