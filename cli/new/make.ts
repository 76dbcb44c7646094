import { readFile, stat, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { createProblems } from '../../functions/issue/problems.ts'
import { readYaml } from '../../functions/issue/yaml.ts'
import { Publication } from '../../functions/publication/publication.ts'
import { hasWords, lacksWords } from '../../functions/publication/words.ts'
import { issueNames, numberIn } from '../local-content/local-issues.ts'
import { readPublicationFor } from '../local-content/local-publication.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { askForMagazine, type Said } from './ask-for-magazine.ts'
import { paleAccent } from './brand.ts'
import { drawCover } from './draw-cover.ts'
import { firstWordsIn } from './first-words.ts'
import { folderFiles } from './folder-files.ts'
import { type NewFile, newIssueFiles } from './new-issue.ts'
import { dependOnOurselves } from './own-package.ts'
import { type Package, packageJson } from './package-json.ts'
import { publicationYaml } from './publication-yaml.ts'
import { writeNew, writeWhole } from './write-folder.ts'

export type NewOptions = Said & { masthead?: string; github?: string }

/**
 * Makes a magazine's folder: what it says of itself, a first issue with a cover in its colours, and what npm, the CDK and
 * GitHub look for. Files that are there stay as they are.
 * @throws Stop when there is a magazine already, or something that was said cannot be; nothing is written then
 */
export const newMagazine = async (io: TerminalIo, dir: string, options: NewOptions): Promise<number> => {
  const folder = resolve(io.cwd, dir)
  const shown = (path: string) => shortest(io.cwd, join(folder, path))
  if (await exists(join(folder, 'content')))
    throw new Stop(`${shown('content')} is there already: a new magazine needs a folder without one`)
  const before = await packageIn(folder)
  const magazine = { ...(await askForMagazine(io, folder, options)), github: options.github }
  const yaml = publicationYaml(magazine)
  const publication = checked(yaml)
  const issue = `content/issues/${magazine.id}-1`
  const { languages } = magazine
  const title = languages.length === 1 ? firstWordsIn(languages[0]!).issue : undefined
  io.progress('drawing the cover')
  const cover = await drawCover(publication, title)
  io.progress('making a package of Masthead')
  const masthead = options.masthead ?? dependencyIn(before) ?? (await dependOnOurselves(folder))
  io.progress('writing the folder')
  const content: NewFile[] = [
    { path: 'publication.yaml', content: yaml },
    ...newIssueFiles({ number: 1, languages, cover }).map((file) => ({
      ...file,
      path: `issues/${magazine.id}-1/${file.path}`,
    })),
  ]
  const kept = await writeNew(folder, folderFiles(magazine, issue))
  await writeFile(join(folder, 'package.json'), packageJson(magazine, masthead, before))
  // Last, so that whoever was interrupted begins again.
  await writeWhole(join(folder, 'content'), content)
  for (const path of kept) io.print(`${shown(path)} was there, and stays as it is`)
  io.progress('')
  io.answer({ folder: shown('.'), magazine: magazine.id, issue, kept: kept.map(shown) })
  const enter = folder === resolve(io.cwd) ? '' : `cd ${shown('.')} && `
  io.print(`${magazine.name} is there. package.json depends on Masthead by ${masthead}. Now:

  ${enter}npm install && npm start    # the whole service on this machine

Then write something into ${shown(`${issue}/01-hello.md`)}.`)
  for (const warning of warningsOf(publication, masthead)) io.print(io.style('yellow', warning))
  return 0
}

/** What is there, and will have to be seen to. */
const warningsOf = ({ languages, brand }: Publication, masthead: string): string[] => [
  ...[paleAccent(brand) ?? []].flat(),
  ...(/^file:\.\.|^file:\//.test(masthead)
    ? [
        `Masthead lies outside of this folder (${masthead}): for GitHub, and other machines, move it into the folder and install it from there`,
      ]
    : []),
  ...languages
    .filter((language) => !hasWords(language))
    .map((language) => `Still to do: ${lacksWords(language)}`),
]

/**
 * Makes the next issue's folder.
 * @throws Stop when there is no magazine here, or the number or the folder is taken
 */
export const newIssue = async (io: TerminalIo, title: string, asked?: string): Promise<number> => {
  if (title.trim() === '')
    throw new Misuse('The issue needs a title: masthead new issue "The boats came home"')
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
  io.progress('')
  io.answer({ folder: `content/issues/${name}`, issue: name, number })
  io.print(`No. ${number} is in content/issues/${name}: npx masthead preview content/issues/${name}`)
  return 0
}

/** @throws Stop with everything that is wrong with what was said */
const checked = (yaml: string): Publication => {
  const problems = createProblems()
  const read = readYaml({ file: 'publication.yaml', text: yaml }, Publication, problems)
  if (!read) throw new Stop([...new Set(problems.all.map(({ reason }) => reason))].join('\n'))
  return read.value
}

/** What npm knows of the folder; undefined when there is nothing. @throws Stop when it cannot be read */
const packageIn = async (folder: string): Promise<Package | undefined> => {
  const file = join(folder, 'package.json')
  if (!(await exists(file))) return undefined
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new Stop(`${file} is no JSON: mend it, or take it away`, { cause })
  }
}

/** A path as it is typed here: from this folder, or whole where that is shorter. */
const shortest = (cwd: string, path: string): string => {
  const from = relative(cwd, path) || '.'
  return from.length <= path.length ? from : path
}

const dependencyIn = (own: Package | undefined): string | undefined => own?.dependencies?.masthead

/** Which issue has which number, as far as they can be read. */
const numbersIn = async (issues: string): Promise<Map<number, string>> => {
  const taken = new Map<number, string>()
  for (const name of await issueNames(issues)) {
    const found = await numberIn(join(issues, name))
    if (found) taken.set(found.number, name)
  }
  return taken
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
