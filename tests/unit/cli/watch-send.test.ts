import { expect, test } from 'vitest'
import { watchSend } from '../../../cli/send/watch-send.ts'
import type { Client } from '../../../cli/service/client.ts'
import { Stop, type TerminalIo } from '../../../cli/terminal/terminal-io.ts'
import type { StatusAnswer } from '../../../functions/api/answers/statuses.ts'
import { aStatus } from '../console/some-answers.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const id = 'matrix-64--digest'
const at = (waiting: number, changes: Partial<StatusAnswer> = {}): StatusAnswer => {
  const { rate: _, estimateSeconds: __, ...status } = aStatus()
  const audience = {
    candidates: 1_000,
    accepted: 1_000 - waiting,
    excluded: {},
    failed: {},
    uncertain: 0,
    waiting,
  }
  return { ...status, audience, ...changes }
}

/** Watches a send that stands as told, look by look; a text is a service that cannot be reached. */
const watched = async (looks: (StatusAnswer | string)[], showsProgress = false) => {
  const out: string[] = []
  const parts: string[] = []
  const progress: [string, number | undefined][] = []
  const waits: number[] = []
  let now = 0
  const io = {
    ...{ showsProgress, now: () => now, style: (_: unknown, text: string) => text },
    print: (line: string) => void out.push(line),
    complain: (line: string) => void out.push(line),
    answer: () => {},
    answerPart: (line: string) => void parts.push(line),
    progress: (text: string, part?: number) => void progress.push([text, part]),
    sleep: async (ms: number) => {
      now += ms
      waits.push(ms)
    },
  } as unknown as TerminalIo
  const client = {
    me: [],
    get: async () => {
      const value = looks.shift()
      if (typeof value === 'string') throw new Stop(value)
      if (!value) return { outcome: 'refused', status: 404, problems: [{ message: 'There is no such send' }] }
      return { outcome: 'done', status: 200, value }
    },
  } as unknown as Client
  const code = await watchSend(io, client, id).catch((error: Error) => error.message)
  return { code, out, parts, progress, waits }
}

const finished = at(0, { state: 'finished' })

test('with a bar it says how far it is, at which rate and how long once that is known, and ends by itself', async () => {
  const { code, out, progress, waits } = await watched(
    [at(1_000, { state: 'planning' }), at(750, { rate: 13.4, estimateSeconds: 56 }), at(750), finished],
    true,
  )
  expect(code).toBe(0)
  expect(progress.map(([, part]) => part)).toEqual([0, 0.25, 0.25, undefined])
  expect(progress[1]![0]).toContain('delivering: 25 % (250 of 1,000), 250 accepted, 13 a second')
  expect(progress[2]![0]).not.toContain('a second')
  expect(waits).toEqual([2_000, 2_000, 2_000])
  expect(out[0]).toBe(`${id}  finished`)
})

test('without a bar it prints a line for each change', async () => {
  const { out } = await watched([at(800), at(799), at(790), at(790, { state: 'held' }), finished])
  expect(out.slice(0, 4).map((line) => line.replace(/,.*/, ''))).toEqual([
    `${id} delivering: 20 % (200 of 1`,
    `${id} delivering: 21 % (210 of 1`,
    `${id} held: 21 % (210 of 1`,
    `${id}  finished`,
  ])
})

test('programs get a line for each state', async () => {
  const { parts } = await watched([at(800), at(700), at(700, { state: 'held' }), finished])
  expect(parts.map((line) => JSON.parse(line).state)).toEqual(['delivering', 'held', 'finished'])
})

test.each([
  ['was cancelled', { state: 'cancelled' as const }],
  [
    'leaves readers failed',
    { state: 'finished' as const, audience: { ...finished.audience, failed: { rejected: 1 } } },
  ],
  [
    'leaves readers uncertain',
    { state: 'finished' as const, audience: { ...finished.audience, uncertain: 2 } },
  ],
])('one that %s ends with 1', async (_, changes) => {
  expect((await watched([at(0, changes)])).code).toBe(1)
})

test('one that waits for its time is looked at less often', async () => {
  expect((await watched([at(0, { state: 'scheduled' }), finished])).waits).toEqual([15_000])
})

test('a service that is away for a while ends nothing, one that was never there does', async () => {
  expect((await watched([at(10), 'away', 'away', finished])).code).toBe(0)
  expect((await watched(['nobody is there', finished])).code).toBe('nobody is there')
  expect((await watched([at(10), ...Array.from({ length: 60 }, () => 'gone'), finished])).code).toBe('gone')
})

test('a send that is not there is said not to be', async () => {
  const { code, out } = await watched([])
  expect([code, out]).toEqual([1, ['There is no such send']])
})

test('which send is watched has to be said', async () => {
  const { env } = await aService()
  const { masthead } = aMachine({ cwd: await aFolder(), env })
  expect(await masthead('status', '--watch')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('Say which send to watch'),
  })
})
