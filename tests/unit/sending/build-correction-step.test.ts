import { expect, test } from 'vitest'
import { createCorrectionStepBuilder } from '../../../functions/sending/plan/build-correction-step.ts'
import { aSubscriber } from '../../builders.ts'
import { aBatch, aSend, frozen, packed } from '../api/planned-sends.ts'

const source = 'm-1--digest'
const reader = '0a'.repeat(16)
const forgotten = { since: '2028-01-01T00:00:00.000Z', name: 'token' }

/** The step of a correction, of which the source is forgotten just before its nth look at something, or never. */
const aStep = async ({ forgottenAt, hasStep = true }: { forgottenAt?: number; hasStep?: boolean }) => {
  let looks = 0
  const isForgotten = () => forgottenAt !== undefined && looks >= forgottenAt
  const look = <T>(before: T, after: T): T => {
    looks += 1
    return isForgotten() ? after : before
  }
  const first = aSend(source, { frozen: { ...frozen, ranges: 1 } })
  const groups = [{ key: '000-0000', recipients: packed([reader]), size: 1 }]
  const step = { number: 0, upTo: reader, groups, leftOut: {}, last: false }
  const build = createCorrectionStepBuilder(
    {
      subscribers: {
        getMany: async (ids: readonly string[]) =>
          new Map(ids.map((id) => [id, aSubscriber('active', { id, language: 'en', topics: [] })])),
        get: async () => undefined,
      },
      ledger: {
        sends: { get: async () => look(first, { ...first, forgotten }) },
        planSteps: { get: async () => look(hasStep ? step : undefined, { ...step, groups: [] }) },
        batches: { get: async () => look(aBatch('000-0000', 'a'), undefined) },
      },
      send: aSend(`${source}-correction`, { frozen: { ...frozen, editions: { en: 'fixed' }, ranges: 1 } }),
      range: 0,
    } as never,
    { send: source, at: frozen.at, editions: [frozen.editions.en!] },
  )
  return { step: await build(undefined), looks }
}

test('a step of a correction has whoever got the fault by that of its source', async () => {
  const { step } = await aStep({})
  expect(step).toMatchObject({ last: false, groups: [{ key: '000-0000', size: 1 }] })
})

test('to whom the source went is forgotten at any moment: the correction’s plan ends, and has nobody half', async () => {
  const { looks } = await aStep({})
  for (let forgottenAt = 1; forgottenAt <= looks; forgottenAt += 1)
    expect((await aStep({ forgottenAt })).step).toMatchObject({ last: true, groups: [], leftOut: {} })
})

test('a step that the source lacks, though nobody forgot it, is no end of it', async () => {
  await expect(aStep({ hasStep: false })).rejects.toThrow(`The plan of ${source}, range 0, lacks its step 0`)
})
