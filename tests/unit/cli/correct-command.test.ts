import { expect, test } from 'vitest'
import { anIssuePublished, aSubscriber } from '../../builders.ts'
import { aBatch, aSend, packed } from '../api/planned-sends.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const id = 'matrix-64--digest'
const correction = `${id}-correction`
const ids = ['01', '02', '03'].map((shard) => shard + 'a'.repeat(30))

/** A send of three is over: two got it, one of whom left; of one nobody knows. Its English is published anew. */
const aDesk = async (...answers: string[]) => {
  const service = await aService()
  const { stores } = service
  stores.issues.set('matrix-64', anIssuePublished({ editions: { 'zh-CN': 'hash-zh', en: 'fixed' } }))
  const editions = { 'zh-CN': 'hash-zh', en: 'hash-en' }
  const frozen = { at: '2026-12-01T03:00:00.000Z', editions, topics: ['focus', 'views'], ranges: 1 }
  stores.sends.set(id, aSend(id, { issue: 'matrix-64', frozen }))
  const groups = [{ key: '000-0000', recipients: packed(ids), size: 3 }]
  stores.steps.set(`${id}#0`, [{ number: 0, upTo: ids[2]!, groups, leftOut: {}, last: true }])
  stores.batches.push(aBatch('000-0000', 'aau'))
  stores.ends.push({ range: 0, batches: 1, candidates: 0, excluded: {} })
  for (const [at, reader] of ids.entries())
    stores.subscribers.set(
      reader,
      aSubscriber(at === 1 ? 'unsubscribed' : 'active', { id: reader, language: 'en', topics: [] }),
    )
  return { ...service, ...aMachine({ cwd: await aFolder(), env: service.env, answers }) }
}

test.each([
  ['1', 0, `${correction} goes now to whoever got ${id} with a fault`, true],
  ['2', 1, 'Nothing is sent', false],
])(
  'a correction says to how many it goes, and to whom not, and asks: %s typed',
  async (typed, code, said, isMade) => {
    const { masthead, stores } = await aDesk(typed)
    const answered = await masthead('correct', id, '--note', 'en=The chart was wrong.')
    expect(`${answered.out}${answered.errors}`).toContain(said)
    expect(answered.out).toMatch(
      /^1 reader: en 1\nNot to 2: (uncertain 1, unsubscribed 1|unsubscribed 1, uncertain 1)\n?/,
    )
    expect(answered.code).toBe(code)
    expect(stores.sends.has(correction)).toBe(isMade)
    if (isMade) expect(stores.sends.get(correction)?.note).toEqual({ en: 'The chart was wrong.' })
  },
)

test('where nobody can be asked it needs --yes, and a note a language', async () => {
  const { masthead, stores } = await aDesk()
  expect(await masthead('correct', id)).toMatchObject({
    code: 2,
    errors: expect.stringContaining('add --yes'),
  })
  expect(await masthead('correct', id, '--note', 'wrong')).toMatchObject({ code: 2 })
  expect(stores.sends.has(correction)).toBe(false)
  expect((await masthead('correct', id, '--yes')).code).toBe(0)
})

test('one that there is stays as it is, and is told with those who should have it, too', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('correct', id, '--yes')
  const send = stores.sends.get(correction)!
  stores.sends.set(correction, {
    ...send,
    frozen: { ...stores.sends.get(id)!.frozen!, editions: { en: 'fixed' } },
  })
  const groups = [{ key: '000-0000', recipients: packed(ids.slice(1, 2)), size: 1 }]
  stores.steps.set(`${correction}#0`, [{ number: 0, upTo: ids[1]!, groups, leftOut: {}, last: true }])
  const { code, out } = await masthead('correct', id)
  expect(code).toBe(1)
  expect(out).toContain('is made only once')
  expect(out).toContain(`1 more have the faulty edition`)
  expect(out).toContain(`masthead recipients ${correction} --reason accepted-later`)
  const listed = await masthead('recipients', correction, '--reason', 'accepted-later')
  expect([listed.code, listed.out]).toEqual([0, 'ada@example.org  excluded  accepted-later\n1 recipient'])
})

test('one that was cancelled is sent by --yes only with --anew', async () => {
  const { masthead, stores } = await aDesk()
  await masthead('correct', id, '--yes')
  stores.sends.get(correction)!.cancelledAt = '2026-12-01T04:00:00.000Z'
  const { code, errors } = await masthead('correct', id, '--yes')
  expect([code, errors]).toEqual([1, expect.stringContaining(`masthead correct ${id} --anew --yes`)])
  expect((await masthead('correct', id, '--yes', '--anew')).code).toBe(0)
  expect(stores.sends.get(correction)!.cancelledAt).toBeUndefined()
})

test('one language is corrected after the other, and each only once', async () => {
  const { masthead, stores } = await aDesk()
  stores.issues.set('matrix-64', anIssuePublished({ editions: { 'zh-CN': 'fixed-zh', en: 'fixed' } }))
  expect((await masthead('correct', id, '--language-is', 'en', '--yes')).code).toBe(0)
  const again = await masthead('correct', id, '--language-is', 'en', '--yes')
  expect([again.code, again.out]).toEqual([1, expect.stringContaining(`${correction} was asked for already`)])
  expect((await masthead('correct', id, '--language-is', 'zh-CN', '--yes')).out).toContain(`${correction}-b`)
  expect((await masthead('correct', id, '--yes')).code).toBe(1)
  // Each says what it corrects, also where its id is a hash.
  const { out } = await masthead('status')
  expect(out).toMatch(new RegExp(`^${correction} .* correction of ${id}, en$`, 'm'))
  expect(out).toMatch(new RegExp(`^${correction}-b .* correction of ${id}, zh-CN$`, 'm'))
  expect([...stores.sends.keys()].filter((one) => one.includes('-correction'))).toHaveLength(2)
})

test('a correction whose id is a hash is called by what it corrects where it alone is accounted for, and in the log', async () => {
  const { masthead, stores } = await aDesk()
  expect((await masthead('correct', id, '--language-is', 'en', '--yes')).code).toBe(0)
  const made = stores.sends.get(correction)!
  const [first, second] = ['matrix-64--c-0123456789', 'matrix-64--c-abcdefabcd'] as const
  const frozen = { ...stores.sends.get(id)!.frozen!, editions: { en: 'fixed', 'zh-CN': 'hash-zh' } }
  stores.sends.set(first, { ...made, id: first, frozen })
  const corrects = { send: first, at: frozen.at, editions: ['fixed'] }
  stores.sends.set(second, { ...made, id: second, filter: { corrects } })
  expect((await masthead('status', first)).out).toMatch(new RegExp(`^ *is +correction of ${id}, en$`, 'm'))
  const ofSecond = `correction of correction of ${id}, en, en`
  expect((await masthead('status', second)).out).toMatch(new RegExp(`^ *is +${ofSecond}$`, 'm'))
  expect((await masthead('status', id)).out).not.toMatch(/^ *is /m)
  const act = stores.acts.find(({ route }) => route.startsWith('POST /api/sends/{send}/correction'))!
  stores.acts.unshift({ ...act, result: { at: '', status: 202, about: second } })
  expect((await masthead('audit')).out).toContain(`correct send ${second} (${ofSecond})`)
  // What is not hashed says itself what it is.
  expect((await masthead('audit')).out).toMatch(new RegExp(`correct send ${correction}  `))
})
