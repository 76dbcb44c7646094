import { simpleParser } from 'mailparser'
import { correctionIdOf } from '../../functions/sending/ledger/correction-id.ts'
import type { Service } from '../journeys/service.ts'
import { aSmallIssue } from '../journeys/small-issue.ts'
import { words } from './acts.ts'
import { issue } from './audience.ts'
import { judgeEachReader } from './judge-each-reader.ts'
import { openLedger } from './ledger.ts'
import type { More, Seen } from './seen.ts'

/** How often the correction is asked for, where its source is not over after all. */
const mostAsks = 5
/** Messages whose words are read. */
const read = 10

/**
 * Publishes the English edition anew when the digest is over, corrects it, and judges: whoever has the fault for sure gets the
 * correction once, as far as they stay, and nobody else does.
 * @param wait until all is over
 */
export const correctTheSend = async (
  { admin, cloud, meddler, readers, send }: Pick<Seen, 'admin' | 'cloud' | 'meddler' | 'readers' | 'send'>,
  service: Service,
  wait: () => Promise<void>,
): Promise<More> => {
  const ledger = openLedger(cloud)
  const correction = correctionIdOf(send)
  const inEnglish = new Set(
    (await cloud.accepted())
      .filter(({ tags }) => tags.send === send && tags.language === 'en')
      .map(({ tags }) => tags.subscriber ?? ''),
  )
  const withFault = async () =>
    [...(await ledger.letters(send))].flatMap(([id, letter]) =>
      letter === 'a' && inEnglish.has(id) ? [id] : [],
    )
  const before = await withFault()
  const files = aSmallIssue(1)
  const article = String(files['02-thought.en.md']).replaceAll(words.before, words.corrected)
  await service.publish(issue, { ...files, '02-thought.en.md': article })
  for (let asks = 1; !(await admin.correct(send)); asks += 1) {
    if (asks === mostAsks) throw new Error(`${send} is over, and its correction is refused`)
    await wait()
  }
  await wait()
  const account = await admin.account(correction)
  const mails = new Map<string, number>()
  for (const { tags } of await cloud.accepted())
    if (tags.send === correction)
      mails.set(tags.subscriber ?? '', (mails.get(tags.subscriber ?? '') ?? 0) + 1)
  const verdict = judgeEachReader({
    audience: before,
    candidates: account.audience.candidates,
    mails,
    letters: await ledger.letters(correction),
    account,
    leaving: (id) => readers.asked.has(id) || readers.chose.has(id) || meddler.mail.simulated.has(id),
    refused: (id) => meddler.mail.refused.has(id),
    cancelled: false,
  })
  // Events may have proved of some after the first look that they have it.
  const after = new Set([...before, ...(await withFault())])
  ledger.close()
  const sent = await cloud.messages(({ tags }) => tags.send === correction)
  const parsed = await Promise.all(sent.slice(-read).map(({ raw }) => simpleParser(raw)))
  return {
    lost: verdict.lost,
    repeated: verdict.repeated,
    wrong: [
      ...verdict.wrong,
      ...[...mails.keys()]
        .filter((id) => !after.has(id))
        .map((id) => `${id} is mailed, and never had the fault`),
      ...(parsed.every(({ subject }) => subject?.startsWith('Correction: '))
        ? []
        : ['a subject does not say so']),
      ...(parsed.every(({ text }) => text?.includes(words.corrected)) ? [] : ['it is not what is published']),
    ].map((what) => `${correction}: ${what}`),
  }
}
