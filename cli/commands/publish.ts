import { basename, join, resolve } from 'node:path'
import type { IssueAnswer } from '../../functions/api/answers.ts'
import { manifestHash, manifestOf } from '../../functions/issue/manifest.ts'
import { pathOf } from '../../functions/publication/language.ts'
import { annotation } from '../annotation.ts'
import { type Rendered, renderFolder } from '../editions.ts'
import { plural } from '../format.ts'
import { issueNames, readPublicationFor } from '../local-issue.ts'
import { apiOption, type Declare, publicationOption } from '../options.ts'
import { complainOf } from '../print-problems.ts'
import { issuesByApi } from '../publish/by-api.ts'
import { issuesByAws, placeIn, placeVariable } from '../publish/by-aws.ts'
import type { PublishedIssues } from '../publish/published-issues.ts'
import { waitForAttempt } from '../publish/wait.ts'
import { readFolder } from '../read-folder.ts'
import { reportEditions, reportProblems } from '../report.ts'
import { findService } from '../service.ts'
import { Stop, type TerminalIo } from '../terminal-io.ts'

export type PublishOptions = { api?: string; aws?: boolean; github?: boolean; publication?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('publish')
    .description('check issues, upload them, and wait until they are published')
    .argument('[dirs...]', 'folders of issues (default: all in content/issues that are not published so)')
    .option('--aws', `by AWS itself, with credentials of AWS, where ${placeVariable} says`)
    .option('--github', 'print problems as annotations of a GitHub workflow, too')
    .option(...publicationOption)
    .option(...apiOption)
    .action(async (dirs, options) => finish(publish(io, dirs, options)))

const folder = 'content/issues'

/**
 * Publishes some issues, or all that the service does not have as they are here: one after the other, on past those that
 * cannot be published. @returns 1 when there was such a one
 */
export const publish = async (io: TerminalIo, dirs: string[], options: PublishOptions): Promise<number> => {
  const [only] = dirs
  if (only !== undefined && dirs.length === 1) {
    const sound = await check(io, only, options)
    return sound ? await publishOne(io, await serviceFor(io, options), only, sound, options, true) : 1
  }
  const issues = await serviceFor(io, options)
  const changed = dirs.length > 0 ? dirs : await changedIssues(io, issues)
  const failed: string[] = []
  for (const dir of changed) {
    const code = await publishOrComplain(io, issues, dir, options)
    if (code !== 0) failed.push(basename(dir))
  }
  if (changed.length === 0) io.print(`Every issue in ${folder} is published as it is here`)
  if (failed.length === 0) return 0
  io.complain(io.style('red', `Not published: ${failed.join(', ')}`))
  return 1
}

/** By the API, unless AWS is asked for, or the environment says where on AWS and nobody named an API. */
const serviceFor = async (io: TerminalIo, options: PublishOptions): Promise<PublishedIssues> => {
  if (options.aws && options.api) throw new Stop('Publish by --api or by --aws, not by both')
  const isNamed = options.api ?? io.env.MASTHEAD_API
  if (options.aws || (!isNamed && io.env[placeVariable])) return issuesByAws(placeIn(io))
  return issuesByApi(await findService(io, options.api))
}

/** Those whose files are others than what was published last, or of which the last upload was refused. */
const changedIssues = async (io: TerminalIo, issues: PublishedIssues): Promise<string[]> => {
  const changed: string[] = []
  for (const id of await issueNames(join(io.cwd, folder))) {
    io.progress(`comparing ${id}`)
    const { attempt } = await issues.of(id)
    const here = manifestHash(manifestOf(id, await readFolder(join(io.cwd, folder, id))))
    if (attempt?.manifest !== here || attempt.outcome === 'refused') changed.push(join(folder, id))
  }
  return changed
}

const publishOrComplain = async (
  io: TerminalIo,
  issues: PublishedIssues,
  dir: string,
  options: PublishOptions,
): Promise<number> => {
  try {
    const sound = await check(io, dir, options)
    return sound ? await publishOne(io, issues, dir, sound, options) : 1
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    io.complain(io.style('red', error.message))
    return 1
  }
}

type Sound = Pick<Rendered, 'id' | 'files'>

/** @returns undefined when something is wrong with the issue, which is said by then */
const check = async (io: TerminalIo, dir: string, options: PublishOptions): Promise<Sound | undefined> => {
  const issue = await renderFolder(io, dir, options.publication)
  if (issue.outcome === 'sound') {
    reportEditions(io, issue.id, issue.editions)
    return issue
  }
  sayProblems(io, dir, issue.problems, options)
  return undefined
}

/** @param isAlone nothing else is published: then what comes next is said, too */
const publishOne = async (
  io: TerminalIo,
  issues: PublishedIssues,
  dir: string,
  { id, files }: Sound,
  options: PublishOptions,
  isAlone = false,
): Promise<number> => {
  const before = (await issues.of(id)).attempt?.at
  const manifest = manifestOf(id, files)
  const uploaded = await issues.upload(manifest, files, (done, all) => io.progress(`${done} of ${all} files`))
  if (uploaded.outcome === 'refused') return complainOf(io, uploaded.problems)
  io.print(`Uploaded ${plural(files.length, 'file')} of ${id}`)
  io.progress('publishing')
  const came = await waitForAttempt(io, issues, { id, manifest: manifestHash(manifest), before })
  if (came.attempt.outcome === 'refused') return sayProblems(io, dir, came.attempt.problems, options)
  const site = issues.site ?? (await readPublicationFor(io, resolve(io.cwd, dir), options.publication)).site
  for (const line of whatIsThere(id, came, site)) io.print(line)
  if (isAlone) io.print(`Next: masthead send ${id} --to you@example.org (a test), then masthead send ${id}`)
  return 0
}

const sayProblems = (
  io: TerminalIo,
  dir: string,
  problems: Parameters<typeof reportProblems>[2],
  { github }: PublishOptions,
): number => {
  if (github) for (const problem of problems) io.print(annotation(dir, problem))
  return reportProblems(io, dir, problems)
}

/** Where it is read. */
const whatIsThere = (id: string, { attempt, published }: IssueAnswer, site: string): string[] => [
  `${id} ${attempt?.outcome === 'published' ? 'is published' : 'is unchanged'}`,
  ...Object.keys(published?.editions ?? {}).map(
    (language) => `  ${language}  ${site}/${pathOf(language)}/issues/${id}/`,
  ),
]
