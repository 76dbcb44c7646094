import type { IssueAnswer, UnpublishAnswer } from '../../functions/api/answers/issues.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { confirm, yesOption } from '../terminal/type-to-confirm.ts'

export type UnpublishOptions = { api?: string; yes?: boolean }

export const declare: Declare = (program, io, finish) =>
  program
    .command('unpublish')
    .description(
      'take an issue down whole: its pages say that it is gone, nothing lists it, and it cannot be sent',
    )
    .argument('<issue>', 'the issue’s id')
    .option(...yesOption)
    .option(...apiOption)
    .json('{ issue, outcome: unpublished }')
    .example('unpublish tidelines-1', 'asks for the issue’s name; publish brings it back')
    .exits(1, 'not taken down: it is not published, or a send of it is under way')
    .action(async (issue, options) => finish(unpublish(io, issue, options)))

/**
 * Takes an issue down, and waits until that is done.
 * @throws Misuse where it must ask, and nobody is there
 */
export const unpublish = async (
  io: TerminalIo,
  issue: string,
  { api, yes }: UnpublishOptions,
): Promise<number> => {
  const service = await findService(io, api)
  const client = createClient(service)
  const found = await client.get<IssueAnswer>(`/api/issues/${encodeURIComponent(issue)}`)
  if (found.outcome === 'refused') return complainOf(io, found.problems)
  const { published, takenDown, begun } = found.value
  // Said before asking. An issue that is taken down already may be so only by half: this completes it.
  if (!published && !takenDown && !begun)
    return complainOf(io, [{ field: 'issue', message: `${issue} was never published` }])
  const question = `Take ${issue} down, with all its pages and pictures?`
  if (!(await confirm(io, { question, word: issue, yes }))) {
    io.complain(`${issue} stays as it is`)
    return 1
  }
  const path = `/api/issues/${encodeURIComponent(issue)}/unpublish`
  const reply = await client.post<UnpublishAnswer>(path, {})
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.progress(`taking ${issue} down`)
  const [{ issuesByApi }, { waitForAttempt }] = await Promise.all([
    import('../publish/by-api.ts'),
    import('../publish/wait.ts'),
  ])
  await waitForAttempt(io, issuesByApi(service), { id: issue, manifest: reply.value.manifest.sha256 })
  io.answer({ issue, outcome: 'unpublished' })
  io.print(`${issue} is taken down: its pages answer 410 (Gone), in minutes where they are cached`)
  io.print(`To bring it back: masthead publish content/issues/${issue}`)
  return 0
}
