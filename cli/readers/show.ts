import type { ReaderAnswer, ReaderShown } from '../../functions/api/answers/readers.ts'
import type { LeaveReason, Leaving } from '../../functions/subscription/states/leaving.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, number, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

/** Shows all that is known of one reader, or what is left of one who was erased. */
export const showReader = async (
  io: TerminalIo,
  address: string,
  { api }: { api?: string },
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.post<ReaderAnswer>('/api/readers/find', { address })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { reader, erased, timeZone } = reply.value
  const lines = reader ? linesOf(reader, timeZone) : erased ? linesOfErased(address, erased, timeZone) : []
  for (const line of lines) io.print(line)
  return 0
}

/** Nothing here knows the address but whoever asks by it. */
const linesOfErased = (
  address: string,
  { at, suppressed, left, unknown }: NonNullable<ReaderAnswer['erased']>,
  timeZone: string,
): string[] => {
  const since = localTime(left ?? at, timeZone)
  const what = left
    ? `left ${since}, so long ago that nothing else is kept of them`
    : unknown
      ? `nobody's, and noted ${since} by an admin`
      : `erased ${since}: nothing else is kept of them`
  return table([
    [address, what],
    ['  import', 'none brings it in'],
    [
      '  mail',
      suppressed
        ? `none, whatever anybody fills in: suppressed (${suppressed})`
        : 'only if they sign up and confirm anew',
    ],
  ])
}

/** One reader, a line for each thing that is known, then each opt-in with its words. */
const linesOf = (reader: ReaderShown, timeZone: string): string[] => {
  const at = (iso: string) => localTime(iso, timeZone)
  const { address, status, cause, paused, since, leaving, language, topics, fields = {}, consents } = reader
  const known = [
    [address, cause ? `${status} (${cause})` : status],
    ...(paused ? [['  until', `${at(paused.until)}, since ${at(paused.since)}`]] : []),
    ...(since ? [['  since', at(since)]] : []),
    ...(leaving ? [['  left', howTheyLeft(leaving)]] : []),
    ['  language', language],
    ['  topics', topics.join(', ') || 'all, also those to come'],
    ...(reader.timeZone ? [['  time zone', reader.timeZone]] : []),
    ...Object.entries(fields).map(([field, answer]) => [`  ${field}`, answer]),
    ...(reader.movedFrom ?? []).map((one) => ['  moved from', `${one.address}, ${at(one.at)}`]),
    ['  known since', at(reader.createdAt)],
  ]
  const evidence = consents.flatMap((consent) => [
    ...('import' in consent
      ? [
          `  signed up elsewhere ${at(consent.at)}, by row ${number(consent.row)} of the import ${consent.import}`,
          ...(consent.statement ? [`    “${consent.statement}”`] : []),
          ...(consent.form
            ? [
                `    asked here ${at(consent.form.at)} by ${consent.form.form}${consent.form.confirmedAt ? `, confirmed ${at(consent.form.confirmedAt)}${from(consent.form.confirmedNetwork)}` : ', not confirmed'}`,
              ]
            : []),
        ]
      : [`  asked ${at(consent.at)} by ${consent.form}${from(consent.network)}`, `    “${consent.wording}”`]),
    ...(consent.confirmedAt
      ? [
          `    confirmed ${at(consent.confirmedAt)}${'import' in consent ? '' : from(consent.confirmedNetwork)}`,
        ]
      : ['    not confirmed']),
    ...(consent.left ? [`    left ${at(consent.left)}${leftBecause(consent.leaving)}`] : []),
  ])
  return [...table(known), 'Opt-ins:', ...evidence]
}

const from = (network: string | undefined): string => (network ? ` from the network ${network}` : '')

const reasons: Record<LeaveReason, string> = {
  'too-many': 'too many mails',
  'not-for-me': 'not for them',
  'never-asked': 'they never asked for it',
  other: 'another reason',
}

/** `by the mail of matrix-64--digest: too many mails` */
const howTheyLeft = ({ send, reason }: Leaving): string =>
  [...(send ? [`by the mail of ${send}`] : []), ...(reason ? [reasons[reason]] : [])].join(': ')

const leftBecause = (leaving: Leaving | undefined): string => (leaving ? `, ${howTheyLeft(leaving)}` : '')
