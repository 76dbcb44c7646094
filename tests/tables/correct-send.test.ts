import { expect, test } from 'vitest'
import { createCorrect } from '../../functions/sending/schedule/correct-send.ts'
import { createRequestSend } from '../../functions/sending/schedule/request-send.ts'
import { createRecipients } from '../../functions/sending/status/list-recipients.ts'
import { anIssuePublished, aSubscriber } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const { id: issue } = anIssuePublished()
const source = `${issue}--digest`
const correction = `${source}-correction`
const fixed = { 'zh-CN': 'hash-zh', en: 'hash-en-fixed' }

/** The first two read English, the third Chinese. */
const someReaders = () =>
  ['00', '80', 'ff'].map((shard, index) =>
    aSubscriber('active', {
      id: shard + String(index).repeat(30),
      email: `r${index}@example.org`,
      language: index < 2 ? 'en' : 'zh-CN',
      topics: [],
    }),
  )

const tenMinutesAfter = (at: string) => new Date(Date.parse(at) + 600_000).toISOString()

onEachDatabase(({ client, createTable }) => {
  /** A send that is over, to three readers, and whoever corrects it. */
  const aFinishedSend = async (options: WorldOptions = {}) => {
    const readers = someReaders()
    const world = aSendingWorld(client, await createTable('pk', 'sk'), readers, options)
    await world.run()
    const publish = async (editions: Record<string, string>) =>
      void Object.assign((await world.editions.issue())!, { editions })
    const queue = {
      send: async (messages: { kind: string; send?: string }[]) => void asked.push(...messages),
    }
    const asked: { kind: string; send?: string }[] = []
    const time = { likely: world.now }
    const request = createRequestSend({ ...world, queue, time } as never)
    const correct = createCorrect({ ...world, request })
    const begin = (send = correction) => world.schedule({ kind: 'start', send })
    const correctIn = (languages?: string[], more: { source?: string; anew?: string } = {}) =>
      correct({ source, languages, ...more })
    return { ...world, readers, publish, correct: () => correct({ source }), correctIn, begin }
  }
  const idsOf = (readers: ReturnType<typeof someReaders>, ...places: number[]) =>
    places.map((place) => readers[place]!.id)

  test('a correction goes to those alone who got the faulty edition', async () => {
    const { readers, publish, correct, begin, work, mailed, status, control } = await aFinishedSend({
      answer: (reader) => (reader.startsWith('80') ? { outcome: 'rejected', reason: 'no' } : undefined),
    })
    expect(await correct()).toEqual({ outcome: 'nothing-to-correct', languages: ['zh-CN', 'en'] })
    await publish(fixed)
    mailed.length = 0
    expect(await correct()).toMatchObject({ outcome: 'made', send: { id: correction } })
    expect(await begin()).toBe('started')
    await work()
    // The second one was rejected, and the third has the edition that is right.
    expect(mailed).toEqual(idsOf(readers, 0))
    expect(await status(correction)).toMatchObject({
      state: 'finished',
      audience: { candidates: 1, accepted: 1, excluded: {} },
    })
    expect(await correct()).toMatchObject({ outcome: 'already-made' })
    // They would get the fault, and no correction.
    expect(await control.retry(source)).toEqual({ outcome: 'corrected' })
  })

  test('who left is left out of a correction, and who joined since is not asked for', async () => {
    const { readers, publish, correct, begin, work, mailed, status } = await aFinishedSend()
    await publish({ ...fixed, 'zh-CN': 'hash-zh-fixed' })
    mailed.length = 0
    const [first, second] = readers as [(typeof readers)[0], (typeof readers)[0]]
    Object.assign(first, { status: 'unsubscribed', since: '2026-12-01T02:00:00.000Z' })
    Object.assign(second, { status: 'erased' })
    readers.push(
      aSubscriber('active', { id: '12'.repeat(16), email: 'new@example.org', language: 'en', topics: [] }),
    )
    await correct()
    await begin()
    await work()
    expect(mailed).toEqual(idsOf(readers, 2))
    expect((await status(correction)).audience).toMatchObject({
      candidates: 2,
      accepted: 1,
      excluded: { unsubscribed: 1 },
    })
  })

  test('a send that is not over is not corrected, and a correction waits for one that is opened again', async () => {
    const { publish, correct, begin, rangeSums, status } = await aFinishedSend()
    await publish(fixed)
    await rangeSums.reopening(source, 0, async () => {
      expect(await correct()).toEqual({ outcome: 'source-is-open' })
    })
    expect(await correct()).toMatchObject({ outcome: 'made' })
    await rangeSums.reopening(source, 0, async () => {
      expect(await begin()).toBe('source-is-open')
      expect((await status(correction)).send.frozen).toBeUndefined()
    })
    expect(await begin()).toBe('started')
  })

  const fixedAll = { 'zh-CN': 'hash-zh-fixed', en: 'hash-en-fixed' }

  test('one language is corrected and then the other, each once', async () => {
    const { readers, publish, correct, correctIn, begin, work, mailed, control, advance } =
      await aFinishedSend()
    await publish(fixedAll)
    mailed.length = 0
    expect(await correctIn(['en'])).toMatchObject({ outcome: 'made', send: { id: correction } })
    advance(1_000)
    expect(await correctIn(['en'])).toMatchObject({ outcome: 'already-made', send: { id: correction } })
    const another = `${correction}-b`
    // Whatever has none by now.
    expect(await correct()).toMatchObject({
      ...{ outcome: 'made', send: { id: another, filter: { corrects: { editions: ['hash-zh'] } } } },
    })
    advance(1_000)
    for (const languages of [['en'], ['zh-CN'], ['zh-CN', 'en'], undefined])
      expect(await correctIn(languages)).toMatchObject({ outcome: 'already-made' })
    expect(await correctIn(['zh-CN'])).toMatchObject({ send: { id: another } })
    for (const send of [correction, another]) expect(await begin(send)).toBe('started')
    await work()
    expect(mailed.toSorted()).toEqual(idsOf(readers, 0, 1, 2).toSorted())
    expect(await control.retry(source)).toEqual({ outcome: 'corrected' })
  })

  test('a faulty edition that is published again just when its correction begins is still to be corrected', async () => {
    const { readers, publish, correct, correctIn, begin, work, mailed, status, control, sends, advance } =
      await aFinishedSend()
    await publish(fixedAll)
    mailed.length = 0
    expect(await correct()).toMatchObject({ outcome: 'made', send: { id: correction } })
    // The English fault is back: the correction has nothing else to say to who got it.
    await publish({ ...fixedAll, en: 'hash-en' })
    expect(await begin()).toBe('started')
    await work()
    expect(mailed).toEqual(idsOf(readers, 2))
    await publish(fixedAll)
    const another = `${correction}-b`
    expect(await correct()).toMatchObject({
      ...{ outcome: 'made', send: { id: another, filter: { corrects: { editions: ['hash-en'] } } } },
    })
    advance(1_000)
    for (const languages of [['en'], ['zh-CN'], undefined])
      expect(await correctIn(languages)).toMatchObject({ outcome: 'already-made' })
    expect(await begin(another)).toBe('started')
    await work()
    expect(mailed).toEqual(idsOf(readers, 2, 0, 1))
    expect((await status(correction)).audience).toMatchObject({ candidates: 1, accepted: 1 })
    expect(await control.retry(source)).toEqual({ outcome: 'corrected' })
    expect((await sends.get(another))?.frozen?.editions).toEqual(fixedAll)
  })

  test('a correction that began with the fault, and is asked for anew, goes to nobody whom another one is for', async () => {
    const { readers, publish, correct, begin, work, mailed, control, correctIn, sends } =
      await aFinishedSend()
    await publish(fixedAll)
    mailed.length = 0
    await correct()
    await publish({ ...fixedAll, en: 'hash-en' })
    await begin()
    // Before anybody is planned, it is cancelled, and both are corrected.
    expect(await control.cancel(correction)).toEqual({ outcome: 'done' })
    await publish(fixedAll)
    expect(await correctIn(['en'])).toMatchObject({ outcome: 'made', send: { id: `${correction}-b` } })
    const anew = (await sends.get(correction))!.cancelledAt!
    expect(await correctIn(['zh-CN'], { anew })).toMatchObject({ outcome: 'asked-anew' })
    for (const send of [correction, `${correction}-b`]) await begin(send)
    await work()
    expect(mailed.toSorted()).toEqual(idsOf(readers, 0, 1, 2).toSorted())
  })

  test('of two who correct some of the same at once, nobody’s readers are in both', async () => {
    const { readers, publish, correctIn, begin, work, mailed } = await aFinishedSend()
    await publish(fixedAll)
    mailed.length = 0
    const asked = await Promise.all([correctIn(['en']), correctIn(), correctIn(['zh-CN'])])
    const made = new Set(asked.flatMap((one) => ('send' in one ? [one.send.id] : [])))
    for (const send of made) await begin(send)
    await work()
    expect(mailed.toSorted()).toEqual(idsOf(readers, 0, 1, 2).toSorted())
  })

  test('two who correct different languages at once both have theirs', async () => {
    const { publish, correctIn } = await aFinishedSend()
    await publish({ 'zh-CN': 'hash-zh-fixed', en: 'hash-en-fixed' })
    const made = await Promise.all([correctIn(['en']), correctIn(['zh-CN'])])
    expect(made).toMatchObject([{ outcome: 'made' }, { outcome: 'made' }])
    const sends = made.map((one) => ('send' in one ? one.send : undefined))
    expect(sends.map((send) => send?.id).sort()).toEqual([correction, `${correction}-b`])
    expect(sends.map((send) => send?.filter?.corrects?.editions.length)).toEqual([1, 1])
  })

  test('one that was cancelled before it began is taken back for those alone who are meant, never for more', async () => {
    const world = await aFinishedSend()
    const { readers, publish, correct, correctIn, begin, work, mailed, control, sends } = world
    await publish(fixedAll)
    mailed.length = 0
    await correct()
    await control.cancel(correction)
    expect(await correctIn(['en'])).toMatchObject({ outcome: 'already-made' })
    const anew = (await sends.get(correction))!.cancelledAt!
    expect(await correctIn(['en'], { anew })).toMatchObject({
      ...{ outcome: 'asked-anew', send: { id: correction, filter: { corrects: { editions: ['hash-en'] } } } },
    })
    expect(await correctIn(['zh-CN'])).toMatchObject({ outcome: 'made', send: { id: `${correction}-b` } })
    await control.cancel(correction)
    const again = (await sends.get(correction))!.cancelledAt!
    expect(await correctIn(undefined, { anew: again })).toMatchObject({
      ...{ outcome: 'asked-anew', send: { id: correction, filter: { corrects: { editions: ['hash-en'] } } } },
    })
    for (const send of [correction, `${correction}-b`]) expect(await begin(send)).toBe('started')
    await work()
    expect(mailed.toSorted()).toEqual(idsOf(readers, 0, 1, 2).toSorted())
  })

  test('whoever wants the topics of what was sent gets its correction, also where that is of other topics now', async () => {
    const { readers, publish, correct, begin, work, mailed, editions, status } = await aFinishedSend()
    await publish(fixed)
    Object.assign((await editions.issue())!, { topics: ['another'], forEverybody: undefined })
    const [first, second] = readers as [(typeof readers)[0], (typeof readers)[0]]
    first.topics = [anIssuePublished().topics[0]!]
    second.topics = ['another']
    mailed.length = 0
    await correct()
    await begin()
    await work()
    expect(mailed).toEqual(idsOf(readers, 0))
    expect((await status(correction)).audience.excluded).toEqual({ 'no-topic': 1 })
  })

  test('a send that is cancelled is corrected, and whoever noted that they ask for it anew does not take that back any more', async () => {
    const { readers, publish, correct, begin, work, mailed, sends } = await aFinishedSend()
    await publish(fixed)
    const seen = (await sends.get(source))!
    const cancelledAt = '2026-12-01T09:00:00.000Z'
    await sends.cancel(source, cancelledAt, seen)
    await correct()
    // Had not seen the correction, and died after the note.
    const noted = await sends.askAnew(source, (await sends.get(source))!, {
      ...{ editions: fixed, requestedAt: '2026-12-01T09:30:00.000Z', by: 'bob' },
    })
    expect(noted).toMatchObject({ cancelledAt, reopening: expect.anything() })
    mailed.length = 0
    expect(await begin()).toBe('started')
    expect((await sends.takeCancelBack(source, noted!))?.cancelledAt ?? cancelledAt).toBe(cancelledAt)
    expect(await sends.get(source)).toMatchObject({ cancelledAt })
    expect((await sends.get(source))!.reopening).toBeUndefined()
    await work()
    expect(mailed).toEqual(idsOf(readers, 0, 1))
  })

  test('whoever has what is published when the correction begins is passed over', async () => {
    const { publish, correct, begin, work, mailed, status } = await aFinishedSend()
    await publish(fixed)
    await correct()
    // The first version was right after all.
    await publish({ 'zh-CN': 'hash-zh', en: 'hash-en' })
    mailed.length = 0
    await begin()
    await work()
    expect(mailed).toEqual([])
    expect(await status(correction)).toMatchObject({ state: 'finished', audience: { candidates: 0 } })
  })

  test('the correction of a correction asks who had which id when the first mails were sent', async () => {
    const { readers, publish, correct, correctIn, begin, work, mailed, sends, advance } =
      await aFinishedSend()
    await publish(fixed)
    advance(3_600_000)
    await correct()
    await begin()
    await work()
    await publish({ ...fixed, en: 'hash-en-twice-fixed' })
    mailed.length = 0
    const second = await correctIn(undefined, { source: correction })
    const at = (await sends.get(source))!.frozen!.at
    expect((await sends.get(correction))!.frozen!.at > at).toBe(true)
    expect(second).toMatchObject({
      ...{ outcome: 'made', send: { id: `${correction}-2` } },
      ...{ send: { filter: { corrects: { send: correction, at, editions: ['hash-en-fixed'] } } } },
    })
    // They came to this id between the two, so what it got was another's.
    Object.assign(readers[0]!, { stays: [{ since: tenMinutesAfter(at) }] })
    await begin(`${correction}-2`)
    await work()
    expect(mailed).toEqual(idsOf(readers, 1))
  })

  test('who was uncertain when it was planned, and is proved to have the fault later, is listed', async () => {
    const world = await aFinishedSend({
      answer: (reader) => (reader.startsWith('00') ? { outcome: 'uncertain', reason: 'cut' } : undefined),
    })
    const { readers, publish, correct, begin, work, mailed, sends, batches } = world
    await publish(fixed)
    mailed.length = 0
    await correct()
    await begin()
    await work()
    expect(mailed).toEqual(idsOf(readers, 1))
    const [uncertain] = (await batches.list(source)).filter(({ codes }) => codes.includes('u'))
    await batches.rewrite(source, uncertain!.key, uncertain!, uncertain!.codes.replace('u', 'a'))
    const list = createRecipients(world)
    expect((await list((await sends.get(correction))!, { reason: 'accepted-later' }))?.recipients).toEqual([
      { id: readers[0]!.id, outcome: 'excluded', reason: 'accepted-later' },
    ])
  })

  test('whoever is killed before or after a call of theirs, a correction reaches each once', async () => {
    const before = (await aFinishedSend()).calls()
    // The simulator kills at every call.
    for (let at = 1; ; at += 3) {
      const world = await aFinishedSend({ crash: { at: before + at, when: at % 2 ? 'before' : 'after' } })
      const { readers, publish, correct, begin, work, mailed, status, survive } = world
      await publish(fixed)
      mailed.length = 0
      await correct()
      for (let isBegun = false; !isBegun; )
        await survive(
          async () => {
            isBegun = true
            await begin()
          },
          () => {
            isBegun = false
          },
        )
      for (let round = 0; round < 4; round += 1) await work()
      const { state, audience } = await status(correction)
      expect(state).toBe('finished')
      expect(audience.accepted + audience.uncertain).toBe(2)
      expect(mailed.length).toBe(new Set(mailed).size)
      expect(mailed.every((reader) => idsOf(readers, 0, 1).includes(reader))).toBe(true)
      if (!world.crashed()) return
    }
  })
})
