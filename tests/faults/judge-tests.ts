import { tester } from './acts.ts'
import type { Books, More, Seen } from './seen.ts'

/** A test reaches its address, once, and nobody else. */
export const judgeTests = async ({ acts, cloud }: Seen, { ledger }: Books): Promise<More> => {
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
