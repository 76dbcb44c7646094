import { expect, test } from 'vitest'
import { createUnpublish } from '../../../functions/api/unpublish.ts'
import { manifestKey } from '../../../functions/issue/manifest.ts'
import { aFolder, anArticle, noon } from '../../builders.ts'
import { aWorld, copyOf, type World } from './publishing-world.ts'

const id = 'matrix-64'
const corrected = aFolder({ '01-talk.md': anArticle({ title: '更正' }) })
const broken = aFolder({ 'issue.yaml': 'number: [' })

/** An admin who has the issue taken down, a call at a time. */
const anAdmin = (world: World) => {
  const waiting: (() => void)[] = []
  let calls = 0
  let isFree = false
  const call = async <Result>(effect: () => Result): Promise<Result> => {
    calls += 1
    if (!isFree) await new Promise<void>((go) => waiting.push(go))
    return effect()
  }
  const unpublish = createUnpublish({
    editions: {
      issue: (one) => call(() => world.issues.get(one)),
      begunPages: async () => [],
      attempt: (one) => call(() => structuredClone(world.attempts.get(one))),
      putUnpublishing: (wish) => call(() => void world.wishes.set(wish.id, wish)),
      clearUnpublishing: ({ token }) =>
        call(() => void (world.wishes.get(id)?.token === token && world.wishes.delete(id))),
    },
    sends: { get: async () => undefined, ids: () => call(() => []) },
    status: async () => ({ state: 'finished' }),
    put: (key, body) => call(() => void world.content.set(key, Buffer.from(body))),
    get: (key) => call(() => Buffer.from(world.content.get(key)!).toString()),
    token: () => `token ${calls}`,
    now: () => noon,
  })
  const asked = unpublish(id, 'ada')
  return {
    /** Lets this many of its calls through. */
    step: async (count: number) => {
      for (let done = 0; done < count; done += 1) {
        while (waiting.length === 0) await new Promise(setImmediate)
        waiting.shift()!()
        await new Promise(setImmediate)
      }
    },
    end: async () => {
      isFree = true
      for (const go of waiting.splice(0)) go()
      return asked
    },
  }
}

const isGone = (world: World) => Buffer.from(world.content.get(manifestKey(id))!).includes('"gone"')

/** A site with the issue, as it was published, and without calls yet. */
const standing = async () => {
  published ??= publishedOnce()
  return copyOf(await published)
}
let published: Promise<World> | undefined
const publishedOnce = async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  return world
}

// The issue is looked up, its sends, the wish noted, the sends looked at again, the manifest written, the wish noted again,
// the manifest read.
const moments = [4, 5, 6, 7]

/** The calls of a publishing at which the admin goes on: few at its beginning, each at its end, where it looks for wishes. */
const turns = async (files: typeof corrected) => {
  const world = await standing()
  const before = world.calls
  world.upload(files)
  await world.publish()
  const all = Array.from({ length: world.calls - before }, (_, at) => at + 1)
  return all.filter((at) => at % 30 === 1 || at > all.length - 9)
}

test.each(moments)(
  'an upload while the issue is taken down has the last word, or the admin has: after call %i',
  async (moment) => {
    for (const files of [corrected, aFolder()])
      for (const turn of await turns(files)) {
        const world = await standing()
        const admin = anAdmin(world)
        const calls = world.calls
        await admin.step(moment)
        world.upload(files)
        let answer: Promise<{ status: number }> | undefined
        world.meanwhile = async (call, _, run) => {
          if (run !== 'anew' || call < calls + turn || answer) return
          answer = admin.end()
          await answer
        }
        await world.publish(id, 'anew').catch(() => {})
        const { status } = await (answer ?? admin.end())
        world.meanwhile = () => {}
        // The event of the last manifest comes, at the latest, now.
        if (isGone(world)) await world.publish()
        const row = world.issues.get(id)!
        const seen = {
          status,
          isGone: row.gone !== undefined,
          mayBeSent: !row.gone && world.wishes.size === 0,
        }
        const down = { status: 202, isGone: true, mayBeSent: false }
        const up = { status: expect.any(Number), isGone: false, mayBeSent: true }
        expect(seen, `turn ${turn}`).toEqual(isGone(world) ? down : up)
      }
  },
)

test('an upload that was refused lets nobody send what was to be taken down', async () => {
  const world = await standing()
  const admin = anAdmin(world)
  await admin.step(5)
  world.upload(broken)
  await world.publish()
  expect((await admin.end()).status).toBe(409)
  expect([world.issues.get(id)!.gone, world.wishes.size]).toEqual([undefined, 1])
})
