import { basename, resolve } from 'node:path'
import type { ApiProblem } from '../../functions/api/problems.ts'
import type { Problem } from '../../functions/issue/issue.ts'
import { manifestHash, manifestOf } from '../../functions/issue/manifest.ts'
import { inOrder } from '../../functions/issue/problems.ts'
import { pathOf } from '../../functions/publication/language.ts'
import { type Rendered, renderFolder } from '../editions/editions.ts'
import { reportEditions } from '../editions/print-editions.ts'
import { readPublicationFor } from '../local-content/local-publication.ts'
import { unfinishedIn } from '../local-content/unfinished.ts'
import { findService } from '../service/service.ts'
import { plural } from '../terminal/format.ts'
import { annotation } from '../terminal/github-annotation.ts'
import { printProblems, printWarnings } from '../terminal/print-problems.ts'
import { printRefusal } from '../terminal/print-refusal.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { issuesByApi } from './by-api.ts'
import { issuesByAws, placeIn, placeVariable } from './by-aws.ts'
import { changedIssues, folder } from './changed-issues.ts'
import type { PublishedIssues } from './published-issues.ts'
import { waitForAttempt } from './wait.ts'

export type PublishOptions = { api?: string; aws?: boolean; github?: boolean; publication?: string }

/**
 * Publishes some issues, or all that the service does not have as they are here: one after the other, on past those that
 * cannot be published. @returns 1 when there was such a one
 */
export const publish = async (io: TerminalIo, dirs: string[], options: PublishOptions): Promise<number> => {
  const [only] = dirs
  if (only !== undefined && dirs.length === 1) {
    const said = await publishAlone(io, only, options)
    io.answer(said)
    return codeOf(said)
  }
  const issues = await serviceFor(io, options)
  const { changed, down, unbegun } =
    dirs.length > 0 ? { changed: dirs, down: [], unbegun: [] } : await changedIssues(io, issues)
  const all: Said[] = []
  for (const dir of changed) all.push(await publishOrComplain(io, issues, dir, options))
  io.answer(all)
  const failed = all.filter((said) => codeOf(said) !== 0).map(({ issue }) => issue)
  for (const id of down)
    io.print(`${id} was taken down: name its folder to bring it back (masthead publish ${folder}/${id})`)
  for (const id of unbegun) io.print(`${id} waits: it is as masthead new wrote it`)
  if (changed.length + down.length + unbegun.length === 0)
    io.print(`Every issue in ${folder} is published as it is here`)
  if (failed.length === 0) return 0
  io.complain(io.style('red', `Not published: ${failed.join(', ')}`))
  return 1
}

/** What came of an issue, for programs. */
type Refused = { issue: string; problems: readonly (Problem | ApiProblem)[] }
type Said = { issue: string; outcome: string; pages: Record<string, string> } | Refused

const codeOf = (said: Said): number => ('problems' in said ? 1 : 0)

const publishAlone = async (io: TerminalIo, dir: string, options: PublishOptions): Promise<Said> => {
  const read = await check(io, dir, options)
  if ('problems' in read) return read
  const said = await publishOne(io, await serviceFor(io, options), dir, read, options)
  const { issue } = said
  if (codeOf(said) === 0)
    io.print(`Next: masthead send ${issue} --to you@example.org (a test), then masthead send ${issue}`)
  return said
}

/** By the API, unless AWS is asked for, or the environment says where on AWS and nobody named an API. */
const serviceFor = async (io: TerminalIo, options: PublishOptions): Promise<PublishedIssues> => {
  if (options.aws && options.api) throw new Misuse('Publish by --api or by --aws, not by both')
  const isNamed = options.api ?? io.env.MASTHEAD_API
  if (options.aws || (!isNamed && io.env[placeVariable])) return issuesByAws(placeIn(io))
  return issuesByApi(await findService(io, options.api))
}

const publishOrComplain = async (
  io: TerminalIo,
  issues: PublishedIssues,
  dir: string,
  options: PublishOptions,
): Promise<Said> => {
  try {
    const read = await check(io, dir, options)
    return 'problems' in read ? read : await publishOne(io, issues, dir, read, options)
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    io.complain(io.style('red', error.message))
    return { issue: basename(dir), problems: [{ message: error.message }] }
  }
}

type Sound = Pick<Rendered, 'id' | 'files' | 'unmade'>

/** Reports what is wrong with the issue. */
const check = async (io: TerminalIo, dir: string, options: PublishOptions): Promise<Sound | Refused> => {
  io.progress(`checking ${dir}`)
  const issue = await renderFolder(io, dir, options.publication)
  if (issue.outcome === 'sound') {
    reportEditions(io, issue.id, issue.editions)
    return issue
  }
  return sayProblems(io, dir, issue, options)
}

const publishOne = async (
  io: TerminalIo,
  issues: PublishedIssues,
  dir: string,
  { id, files, unmade }: Sound,
  options: PublishOptions,
): Promise<Said> => {
  const { starter, todos } = unfinishedIn(files)
  if (starter.found.length > 0 && !issues.isLocal)
    return sayProblems(io, dir, { id, problems: starter.found }, options)
  const warnings = inOrder([...starter.found, ...todos, ...(unmade ? [unmade] : [])])
  if (warnings.length > 0) printWarnings(io, dir, warnings)
  const before = (await issues.of(id)).attempt?.at
  const manifest = manifestOf(id, files)
  const uploaded = await issues.upload(manifest, files, (done, all) =>
    io.progress(`uploading ${done} of ${all} files`, done / all),
  )
  if (uploaded.outcome === 'refused') {
    printRefusal(io, uploaded.problems)
    return { issue: id, problems: uploaded.problems }
  }
  io.print(`Uploaded ${plural(files.length, 'file')} of ${id}`)
  io.progress(`publishing ${id}`)
  const came = await waitForAttempt(io, issues, { id, manifest: manifestHash(manifest), before })
  const { outcome, problems } = came.attempt
  if (outcome === 'refused') return sayProblems(io, dir, { id, problems }, options)
  const site = issues.site ?? (await readPublicationFor(io, resolve(io.cwd, dir), options.publication)).site
  const pages = Object.keys(came.published?.editions ?? {}).map(
    (language) => [language, `${site}/${pathOf(language)}/issues/${id}/`] as const,
  )
  io.print(`${id} ${outcome === 'published' ? 'is published' : 'is unchanged'}`)
  for (const [language, address] of pages) io.print(`  ${language}  ${io.link(address, address)}`)
  return { issue: id, outcome, pages: Object.fromEntries(pages) }
}

const sayProblems = (
  io: TerminalIo,
  dir: string,
  { id, problems }: { id: string; problems: readonly Problem[] },
  { github }: PublishOptions,
): Refused => {
  if (github) for (const problem of problems) io.print(annotation(dir, problem))
  printProblems(io, dir, problems)
  return { issue: id, problems }
}
