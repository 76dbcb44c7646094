import { resolve } from 'node:path'
import type { IssueAnswer, Uploads } from '../../functions/api/answers.ts'
import { type Client, createClient } from '../client.ts'
import { plural } from '../format.ts'
import { apiOption, type Declare, publicationOption } from '../options.ts'
import { complainOf } from '../print-problems.ts'
import { reportEditions, reportProblems } from '../report.ts'
import { findService } from '../service.ts'
import { Stop, type TerminalIo } from '../terminal-io.ts'

export type PublishOptions = { api?: string; publication?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('publish')
    .description('check an issue, upload it, and wait until it is published')
    .argument('<dir>', 'folder of the issue')
    .option(...publicationOption)
    .option(...apiOption)
    .json(
      '{ issue, outcome: published | unchanged, pages: { language: address } }\nor { issue, problems: [{ file, line, reason }] }',
    )
    .example('publish content/issues/tidelines-1')
    .exits(1, 'something is wrong with it, or the service did not take it')
    .action(async (dir, options) => finish(publish(io, dir, options)))

/** Checks an issue, uploads it, and waits until the service says what came of it. */
export const publish = async (io: TerminalIo, dir: string, options: PublishOptions): Promise<number> => {
  io.progress(`checking ${dir}`)
  const { renderFolder } = await import('../editions.ts')
  const { manifestOf } = await import('../../functions/issue/manifest.ts')
  const { upload } = await import('../upload.ts')
  const issue = await renderFolder(io, dir, options.publication)
  if (issue.outcome === 'refused') return reportProblems(io, dir, issue)
  reportEditions(io, issue.id, issue.editions)

  const service = await findService(io, options.api)
  const client = createClient(service)
  const before = await attemptOf(client, issue.id)
  const manifest = manifestOf(issue.id, issue.files)
  const reply = await client.post<Uploads>(`/api/issues/${issue.id}/uploads`, manifest)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  await upload(client, reply.value, issue.files, manifest, (done, all) =>
    io.progress(`uploading ${done} of ${all} files`, done / all),
  )
  io.print(`Uploaded ${plural(issue.files.length, 'file')} of ${issue.id}`)
  io.progress('publishing')
  const { attempt, published } = await waitForAttempt(io, client, issue.id, {
    manifest: reply.value.manifest.sha256,
    before: before?.at,
  })
  if (attempt.outcome === 'refused') return reportProblems(io, dir, attempt)
  const { readPublicationFor } = await import('../local-issue.ts')
  const { pathOf } = await import('../../functions/publication/language.ts')
  const site = service.site ?? (await readPublicationFor(io, resolve(io.cwd, dir), options.publication)).site
  const pages = Object.keys(published?.editions ?? {}).map(
    (language): Page => [language, `${site}/${pathOf(language)}/issues/${issue.id}/`],
  )
  io.answer({ issue: issue.id, outcome: attempt.outcome, pages: Object.fromEntries(pages) })
  for (const line of whatIsThere(issue.id, attempt.outcome, pages)) io.print(line)
  return 0
}

type Page = [language: string, address: string]

/** The manifest whose attempt is waited for, and when the attempt before it was. */
type Awaited = { manifest: string; before?: string | undefined }

/** Where it is read, and what comes next. */
const whatIsThere = (id: string, outcome: string, pages: readonly Page[]): string[] => [
  `${id} ${outcome === 'published' ? 'is published' : 'is unchanged'}`,
  ...pages.map(([language, address]) => `  ${language}  ${address}`),
  `Next: masthead send ${id} --to you@example.org (a test), then masthead send ${id}`,
]

const pollMs = 500
const patienceMs = 60_000

/** Waits for the attempt at our manifest. The same folder may have been published before: that attempt is not ours. */
const waitForAttempt = async (io: TerminalIo, client: Client, id: string, { manifest, before }: Awaited) => {
  const until = io.now() + patienceMs
  for (;;) {
    const answer = await issueOf(client, id)
    const { attempt } = answer
    if (attempt?.manifest === manifest && attempt.at !== before) return { ...answer, attempt }
    if (io.now() >= until)
      throw new Stop(
        `${id} was uploaded, but nothing came of it within a minute: see the publish function's log`,
      )
    await io.sleep(pollMs)
  }
}

const attemptOf = async (client: Client, id: string) => (await issueOf(client, id)).attempt

/** An issue that the service does not know yet is no failure here. */
const issueOf = async (client: Client, id: string): Promise<IssueAnswer> => {
  const reply = await client.get<IssueAnswer>(`/api/issues/${id}`)
  return reply.outcome === 'done' ? reply.value : {}
}
