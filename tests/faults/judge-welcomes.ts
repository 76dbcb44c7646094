import type { Books, Expected, More, Seen } from './seen.ts'

/** Who comes, or comes back, in mid-send gets the issue by the send or as the welcome: never by both, and by one of them. */
export const judgeWelcomes = async (_: Expected, seen: Seen, { mails, ledger }: Books): Promise<More> => {
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
