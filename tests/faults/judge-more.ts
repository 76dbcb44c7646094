import { simpleParser } from 'mailparser'
import { createSlots } from '../../functions/sending/schedule/time-zone-slots.ts'
import { tester, words } from './acts.ts'
import { factor } from './clock.ts'
import { zoneOfPublication } from './golden.ts'
import type { Ledger } from './ledger.ts'
import type { Expected, Mails, Seen } from './seen.ts'

type More = { lost: number; repeated: number; wrong: string[] }
type Books = { mails: Mails; ledger: Ledger }

/** Messages whose words are read. */
const read = 10

/** What is promised beside a send's own account: tests, the welcome series, readers' own clocks, the edition. */
export const judgeMore = async (expected: Expected, seen: Seen, books: Books): Promise<More> => {
  const parts = [
    await judgeTests(seen, books),
    await judgeWelcomes(expected, seen, books),
    judgeZones(expected, seen),
    await judgeEdition(seen),
  ]
  return {
    lost: parts.reduce((sum, { lost }) => sum + lost, 0),
    repeated: parts.reduce((sum, { repeated }) => sum + repeated, 0),
    wrong: parts.flatMap(({ wrong }) => wrong),
  }
}

/** A test reaches its address, once, and nobody else. */
const judgeTests = async ({ acts, cloud }: Seen, { ledger }: Books): Promise<More> => {
  const wrong: string[] = []
  const accepted = await cloud.accepted()
  const isTest = (send = '') => send.includes('--test-')
  for (const { tags, destinations } of accepted) {
    if (isTest(tags.send) && !destinations.every((one) => one === tester || one === 'test@readers.example'))
      wrong.push(`the test ${tags.send} went to ${destinations}`)
    if (!isTest(tags.send) && destinations.includes(tester)) wrong.push(`${tags.send} went to the tester`)
  }
  let lost = 0
  let repeated = 0
  for (const send of new Set(accepted.map(({ tags }) => tags.send ?? '').filter(isTest))) {
    const count = accepted.filter(({ tags }) => tags.send === send).length
    if (count > 1) {
      repeated += count - 1
      wrong.push(`the test ${send} came ${count} times`)
    }
  }
  for (const { id } of acts.sends.filter(({ of }) => of === 'test')) {
    if (accepted.some(({ tags }) => tags.send === id)) continue
    const letters = [...(await ledger.letters(id)).values()]
    if (letters.length === 1 && 'uWrx'.includes(letters[0]!)) continue
    lost += 1
    wrong.push(`the test ${id} did not come (${letters})`)
  }
  return { lost, repeated, wrong }
}

/** Who comes, or comes back, in mid-send gets the issue by the send or as the welcome: never by both, and by one of them. */
const judgeWelcomes = async (_: Expected, seen: Seen, { mails, ledger }: Books): Promise<More> => {
  const { readers, meddler, acts, witness, send } = seen
  const series = (await ledger.ids()).filter((id) => id.includes('--welcome'))
  const letters = new Map<string, string>()
  for (const one of series)
    for (const [id, letter] of await ledger.letters(one)) letters.set(id, (letters.get(id) ?? '') + letter)
  const digest = await ledger.letters(send)
  const count = (id: string) =>
    (mails(send).get(id) ?? 0) + series.reduce((sum, one) => sum + (mails(one).get(id) ?? 0), 0)
  const wrong: string[] = []
  let lost = 0
  let repeated = 0
  for (const id of letters.keys()) {
    if (count(id) <= 1) continue
    repeated += count(id) - 1
    wrong.push(
      `${id} got the issue ${count(id)} times (${digest.get(id)}, as the welcome ${letters.get(id)})`,
    )
  }
  for (const id of [...readers.joined, ...readers.cameBack]) {
    if (count(id) > 0) continue
    const letter = letters.get(id) ?? ''
    const isInDoubt = /[uWrx]/.test(letter + (digest.get(id) ?? ''))
    if (isInDoubt || meddler.mail.simulated.has(id)) continue
    // A cancelled digest is nobody's welcome (PROTOCOL.md), and there is no other issue here: no letter of it, or one left out.
    if (acts.cancelledAt() !== undefined && /^C*$/.test(letter)) continue
    // In a sandbox that stood still, their own first press took effect when they had come back, before or after planning.
    if (readers.pressedAgain.has(id) && (letter === 'U' || witness.statusOf(id) === 'unsubscribed')) continue
    lost += 1
    wrong.push(`${id} confirmed and got no mail (${digest.get(id)}, as the welcome ${letter || 'never'})`)
  }
  return { lost, repeated, wrong }
}

/**
 * Nobody is called before their own time. Who comes back signs up anew, without naming a zone, and lives by the
 * publication's from then on: which of the two planning met nobody outside can tell.
 */
const judgeZones = ({ audience }: Expected, { acts, meddler, readers }: Seen): More => {
  const local = acts.local()
  const second = acts.sends.find(({ of }) => of === 'second')
  if (!local || !second) return none
  const slotFor = createSlots({ local, fallback: zoneOfPublication })
  const zones = new Map(audience.map(({ id, timeZone }) => [id, timeZone]))
  const dueOf = (id: string) => {
    const { due } = slotFor(zones.get(id))
    return readers.signedUpAgain.has(id) ? Math.min(due, slotFor(undefined).due) : due
  }
  const early = meddler.mail.arrivals.filter(
    ({ send, subscriber, leftAt }) => send === second.id && leftAt + factor < dueOf(subscriber),
  )
  return { ...none, wrong: early.map(({ subscriber }) => `${subscriber} was called before their time`) }
}

/** A send that has begun goes out as it was published then. */
const judgeEdition = async ({ choice, cloud, send }: Seen): Promise<More> => {
  if (!choice.republish) return none
  const sent = await cloud.messages(({ tags }) => tags.send === send && tags.language === 'en')
  const texts = await Promise.all(
    sent.slice(-read).map(async ({ raw }) => (await simpleParser(raw)).text ?? ''),
  )
  const isOther = texts.some((text) => text.includes(words.after))
  return { ...none, wrong: isOther ? ['readers got another edition than the one that was frozen'] : [] }
}

const none: More = { lost: 0, repeated: 0, wrong: [] }
