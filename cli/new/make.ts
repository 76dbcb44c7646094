import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import anyAscii from 'any-ascii'
import { createProblems } from '../../functions/issue/problems.ts'
import { readYaml } from '../../functions/issue/yaml.ts'
import { Publication } from '../../functions/publication/publication.ts'
import { hasWords, lacksWords } from '../../functions/publication/words.ts'
import { packagedCardFiles } from '../card-files.ts'
import { issueNames, numberOf, readPublicationFor } from '../local-issue.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal-io.ts'
import { firstWordsIn } from './first-words.ts'
import { type NewFile, newIssueFiles } from './new-issue.ts'
import {
  type Cadence,
  cadences,
  folderFiles,
  type Magazine,
  packageJson,
  publicationYaml,
} from './new-magazine.ts'

/** What is said by options; the rest is asked. */
export type NewOptions = Partial<Record<keyof Omit<Magazine, 'id' | 'languages' | 'editors'>, string>> & {
  languages?: string
  yes?: boolean
}

/**
 * Makes a magazine's folder: what it says of itself, a first issue with a cover in its colours, and what npm, the CDK and
 * GitHub look for. Files that are there stay as they are.
 * @throws Stop when there is a magazine already, or something that was said cannot be; nothing is written then
 */
export const newMagazine = async (io: TerminalIo, dir: string, options: NewOptions): Promise<number> => {
  const folder = resolve(io.cwd, dir)
  const shown = (path: string) => relative(io.cwd, join(folder, path)) || '.'
  if (await exists(join(folder, 'content')))
    throw new Stop(`${shown('content')} is there already: a new magazine needs a folder without one`)
  const magazine = await askFor(io, folder, options)
  const publication = checked(publicationYaml(magazine))
  const issue = `content/issues/${magazine.id}-1`
  io.progress('drawing the cover')
  const cover = await drawCover(publication, firstWordsIn(publication.languages[0]!).title)
  const before = await packageIn(folder)
  const content: NewFile[] = [
    { path: 'publication.yaml', content: publicationYaml(magazine) },
    ...newIssueFiles({ number: 1, languages: magazine.languages, cover }).map((file) => ({
      ...file,
      path: `issues/${magazine.id}-1/${file.path}`,
    })),
  ]
  const kept = await writeNew(folder, folderFiles(magazine, issue))
  await writeFile(join(folder, 'package.json'), packageJson(magazine, `^${await ownVersion()}`, before))
  // Last, so that whoever was interrupted begins again.
  await writeWhole(join(folder, 'content'), content)
  for (const path of kept) io.print(`${shown(path)} was there, and stays as it is`)
  io.answer({ folder: shown('.'), magazine: magazine.id, issue, kept: kept.map(shown) })
  const enter = folder === resolve(io.cwd) ? '' : `cd ${shown('.')} && `
  io.print(`${magazine.name} is there. Now:

  ${enter}npm install && npm start    # the whole service on this machine

Then write something into ${shown(`${issue}/01-hello.md`)}.`)
  for (const language of magazine.languages)
    if (!hasWords(language)) io.print(`Still to do: ${lacksWords(language)}`)
  return 0
}

/**
 * Makes the next issue's folder.
 * @throws Stop when there is no magazine here, or the number or the folder is taken
 */
export const newIssue = async (io: TerminalIo, title: string, asked?: string): Promise<number> => {
  const { id, languages, names, brand } = await readPublicationFor(io, join(io.cwd, 'content'))
  const issues = join(io.cwd, 'content/issues')
  const taken = await numbersIn(issues)
  const number = asked === undefined ? Math.max(0, ...taken.keys()) + 1 : Number(asked)
  if (!Number.isInteger(number) || number < 1)
    throw new Misuse(`--number ${asked} is no number of an issue: 1, 2, 3, …`)
  const other = taken.get(number)
  if (other) throw new Stop(`No. ${number} is content/issues/${other}: choose another by --number`)
  const name = `${id}-${number}`
  if (await exists(join(issues, name))) throw new Stop(`content/issues/${name} is there already`)
  io.progress('drawing the cover')
  const cover = await drawCover({ languages, names, brand }, title)
  await writeWhole(join(issues, name), newIssueFiles({ number, languages, title, cover }))
  io.answer({ folder: `content/issues/${name}`, issue: name, number })
  io.print(`No. ${number} is in content/issues/${name}: npx masthead preview content/issues/${name}`)
  return 0
}

/** What is not said is asked, unless nothing is to be. */
const askFor = async (io: TerminalIo, folder: string, options: NewOptions): Promise<Magazine> => {
  const ask = async (said: string | undefined, question: string, guess: string): Promise<string> => {
    if (said !== undefined) return said.trim()
    return options.yes ? guess : (await io.ask(`${question} [${guess}]`)).trim() || guess
  }
  const name = await ask(options.name, 'What is it called?', titled(basename(folder)))
  const id = idOf(name)
  const languages = await ask(
    options.languages,
    'In which languages? (en, or en,fr; the original first)',
    'en',
  )
  const site = await ask(options.site, 'Where will it be read?', `https://${id}.example.org`)
  const host = URL.canParse(site) ? new URL(site).hostname : site
  const cadence = await ask(options.cadence, 'How often? (weekly, monthly, quarterly)', 'monthly')
  if (!Object.hasOwn(cadences, cadence))
    throw new Misuse(`How often is ${cadence}? Write weekly, monthly or quarterly`)
  return {
    id,
    name,
    languages: languages.split(',').map((tag) => tag.trim()),
    site: site.replace(/\/+$/, ''),
    tagline: await ask(options.tagline, 'One line under its name?', `News from ${name}`),
    sender: await ask(options.sender, 'Which address does its mail come from?', `hello@${host}`),
    editors: `editors@${host}`,
    postalAddress: await ask(
      options.postalAddress,
      'The publisher’s postal address?',
      '1 Example Street, Exampletown',
    ),
    timeZone: await ask(
      options.timeZone,
      'In which time zone?',
      new Intl.DateTimeFormat().resolvedOptions().timeZone,
    ),
    cadence: cadence as Cadence,
    accent: await ask(options.accent, 'In which colour?', '#0b5cad'),
  }
}

const titled = (folder: string): string =>
  folder
    .replaceAll(/[-_]+/g, ' ')
    .trim()
    .replace(/^./u, (first) => first.toUpperCase()) || 'My magazine'

const withoutEmoji = (text: string): string =>
  text.replaceAll(/\p{Extended_Pictographic}|\u{FE0F}/gu, '').trim()

const idOf = (name: string): string =>
  anyAscii(withoutEmoji(name))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40) || 'magazine'

/** @throws Stop with everything that is wrong with what was said */
const checked = (yaml: string): Publication => {
  const problems = createProblems()
  const read = readYaml({ file: 'publication.yaml', text: yaml }, Publication, problems)
  if (!read) throw new Stop([...new Set(problems.all.map(({ reason }) => reason))].join('\n'))
  return read.value
}

/** @returns undefined where no font of ours has the letters: an issue does without a cover, too */
const drawCover = async (
  { languages, names, brand }: Pick<Publication, 'languages' | 'names' | 'brand'>,
  title: string,
): Promise<Uint8Array | undefined> => {
  const { createDrawCard } = await import('../../functions/edition/card/draw-card.ts')
  const language = languages[0]!
  const name = withoutEmoji(names[language]!)
  const card = { issue: '', language, brand, name, title: withoutEmoji(title) }
  const { png, missing } = await createDrawCard(packagedCardFiles)(card)
  return missing.length > 0 ? undefined : png
}

/** What npm knows of the folder; undefined when there is nothing. @throws Stop when it cannot be read */
const packageIn = async (folder: string) => {
  const file = join(folder, 'package.json')
  if (!(await exists(file))) return undefined
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new Stop(`${file} is no JSON: mend it, or take it away`, { cause })
  }
}

/** Makes a folder with files in it, or none: whoever is killed leaves no half of it. */
const writeWhole = async (folder: string, files: readonly NewFile[]): Promise<void> => {
  await mkdir(dirname(folder), { recursive: true })
  const half = await mkdtemp(join(dirname(folder), '.new-'))
  try {
    await writeNew(half, files)
    await rename(half, folder)
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

/** Writes files that are not there. @returns those that are */
const writeNew = async (folder: string, files: readonly NewFile[]): Promise<string[]> => {
  const kept: string[] = []
  for (const { path, content } of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
      kept.push(path)
    })
  }
  return kept
}

/** Which issue has which number, as far as they can be read. */
const numbersIn = async (issues: string): Promise<Map<number, string>> => {
  const taken = new Map<number, string>()
  for (const name of await issueNames(issues)) {
    const number = await numberOf(join(issues, name))
    if (number !== undefined) taken.set(number, name)
  }
  return taken
}

const ownVersion = async (): Promise<string> => {
  const { ownFile } = await import('../../infra/own-files.ts')
  return JSON.parse(await readFile(ownFile('package.json'), 'utf8')).version
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
