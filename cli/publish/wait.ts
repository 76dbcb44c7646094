import type { Attempt, PublishedIssue } from '../../functions/edition/model/edition.table.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import type { PublishedIssues } from './published-issues.ts'

/** The manifest whose attempt to wait for, and the time of the attempt before it. */
type Awaited = { id: string; manifest: string; before?: string | undefined }

const pollMs = 500
/** As long as the function that publishes may take. */
const patienceMs = 5 * 60_000

/**
 * Waits for the outcome of our manifest. The same folder may have been published before; that attempt is not ours.
 * @throws Stop when there is no outcome after five minutes
 */
export const waitForAttempt = async (
  io: Pick<TerminalIo, 'now' | 'sleep'>,
  issues: Pick<PublishedIssues, 'of'>,
  { id, manifest, before }: Awaited,
  everyMs = pollMs,
): Promise<{ attempt: Attempt; published?: PublishedIssue }> => {
  const until = io.now() + patienceMs
  for (;;) {
    const answer = await issues.of(id)
    const { attempt } = answer
    if (attempt?.manifest === manifest && attempt.at !== before) return { ...answer, attempt }
    if (io.now() >= until)
      throw new Stop(
        `${id} was uploaded, but nothing came of it within five minutes: see the publish function's log`,
      )
    await io.sleep(everyMs)
  }
}
