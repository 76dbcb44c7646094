import { expect, test } from 'vitest'
import { aService, call } from '../cli/service.ts'
import { aFolder, aMachine } from '../cli/terminal-io.ts'
import { someDeadLetters } from './some-dead-letters.ts'

const letters = (count: number) => Array.from({ length: count }, (_, at) => JSON.stringify({ batch: at }))
const redrive = (lost: ReturnType<typeof someDeadLetters>, queue: unknown) =>
  call(lost.handle, 'POST /api/dead-letters', { body: { queue } })

test('dead letters are counted, with what they mean for readers', async () => {
  const { handle } = someDeadLetters({ 'batches-dead': letters(2), 'unpublished-dead': ['{}'] })
  expect((await call(handle, 'GET /api/dead-letters')).value.queues).toEqual([
    { name: 'batches', depth: 2, readers: 'A batch does not get the issue.' },
    { name: 'missed', depth: 0, readers: 'An issue does not start.' },
    {
      name: 'unpublished',
      depth: 1,
      readers: 'An issue was not published.',
      instead: 'publish the issue again',
    },
  ])
})

test('all of a queue goes back to where it is worked on', async () => {
  const lost = someDeadLetters({ 'batches-dead': letters(7) })
  expect(await redrive(lost, 'batches')).toEqual({ status: 200, value: { moved: 7, stayed: 0, more: false } })
  expect(lost.sent).toEqual({ batches: letters(7) })
  expect(lost.queues['batches-dead']).toEqual([])
})

test('a call ends well before its function does, and says that more is left', async () => {
  const lost = someDeadLetters({ 'batches-dead': letters(100) })
  const { value } = await redrive(lost, 'batches')
  expect(value).toEqual({ moved: 24, stayed: 0, more: true })
  expect(lost.queues['batches-dead']).toHaveLength(76)
})

test('a message that cannot be sent stays, and its neighbours do not', async () => {
  const lost = someDeadLetters({ 'batches-dead': letters(5) }, [letters(2)[1]!])
  expect((await redrive(lost, 'batches')).value).toEqual({ moved: 4, stayed: 1, more: false })
  expect(lost.queues['batches-dead']).toEqual([letters(2)[1]])
  expect(lost.trouble).toEqual(['batches'])
})

test('of what a schedule left, the message inside goes back', async () => {
  const start = JSON.stringify({ kind: 'start', send: 'matrix-64--digest' })
  const call = JSON.stringify({ MessageBody: start, QueueUrl: 'https://sqs.test/scheduling' })
  const strange = JSON.stringify({ MessageBody: 5, QueueUrl: 'x' })
  const lost = someDeadLetters({ 'missed-dead': [call, '{"kind":"cadence"}', 'no JSON', strange] })
  await redrive(lost, 'missed')
  expect(lost.sent).toEqual({ scheduling: [start, '{"kind":"cadence"}', 'no JSON', strange] })
})

test.each([['scheduling'], ['__proto__'], ['constructor'], [''], [5], [undefined], ['a'.repeat(50_000)]])(
  'a queue %j is refused with the names that there are, and nothing is moved',
  async (queue) => {
    const lost = someDeadLetters({ 'batches-dead': letters(1) })
    const { status, value } = await redrive(lost, queue)
    expect(status).toBe(400)
    expect(value.problems).toEqual([
      { field: 'queue', message: expect.stringMatching(/^is (missing|none of)/) },
    ])
    expect(lost.sent).toEqual({})
  },
)

test('what cannot be moved back says what to do instead', async () => {
  const { status, value } = await redrive(someDeadLetters({ 'unpublished-dead': ['{}'] }), 'unpublished')
  expect(status).toBe(409)
  expect(value.problems[0].message).toBe('cannot be moved back: publish the issue again')
})

const aDesk = async (lost: ReturnType<typeof someDeadLetters>) => {
  const service = await aService('the-token', lost)
  return { ...service, ...aMachine({ cwd: await aFolder(), env: service.env }) }
}

test('masthead redrive lists what failed and what to do about it', async () => {
  const { masthead } = await aDesk(
    someDeadLetters({ 'batches-dead': letters(3), 'unpublished-dead': ['{}'] }),
  )
  expect((await masthead('redrive')).out.split('\n')).toEqual([
    'batches      3  A batch does not get the issue.',
    'missed       0',
    'unpublished  1  An issue was not published.',
    'batches: once the cause is mended, masthead redrive batches',
    'unpublished: publish the issue again',
  ])
  const quiet = await aDesk(someDeadLetters({}))
  expect((await quiet.masthead('redrive')).out).toContain('Nothing failed for good')
})

test('masthead redrive goes on until a queue is empty', async () => {
  const lost = someDeadLetters({ 'batches-dead': letters(60) })
  const { masthead, progress } = await aDesk(lost)
  expect(await masthead('redrive', 'batches')).toEqual({
    code: 0,
    out: 'batches: 60 messages moved back',
    errors: '',
  })
  expect(progress).toEqual(['24 moved', '48 moved', '60 moved'])
  expect(lost.queues['batches-dead']).toEqual([])
})

test('masthead redrive says that some stay, after the others went', async () => {
  const lost = someDeadLetters({ 'batches-dead': letters(60) }, [letters(60)[0]!])
  const { code, out, errors } = await (await aDesk(lost)).masthead('redrive', 'batches')
  expect(code).toBe(1)
  expect(out).toBe('batches: 59 messages moved back')
  expect(errors).toContain('log says why')
})

test('masthead redrive of nothing that there is says so', async () => {
  const { masthead } = await aDesk(someDeadLetters({}))
  expect(await masthead('redrive', 'letters')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('is none of batches, missed, unpublished'),
  })
})
