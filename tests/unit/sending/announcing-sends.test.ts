import { expect, test } from 'vitest'
import { announcingEnds, announcingSends } from '../../../functions/sending/ledger/announcing-sends.ts'
import type { OpenSendsTable } from '../../../functions/sending/ledger/open-send.table.ts'
import type { SendsTable } from '../../../functions/sending/ledger/send.table.ts'

type DropFirst<All extends unknown[]> = All extends [unknown, ...infer Rest] ? Rest : never
const after = [{}, {}] as unknown as DropFirst<Parameters<SendsTable['freeze']>>
const at = '2026-12-01T00:00:00.000Z'

const aLedger = (refuses = false) => {
  const order: string[] = []
  const announce = async (type: string, about: string, mark: string) => {
    if (refuses) throw new Error('neither queue nor table')
    order.push(`${type} ${about} ${mark}`.trim())
  }
  const sends = announcingSends(
    {
      freeze: async () => void order.push('frozen'),
      hold: async () => void order.push('held'),
    } as unknown as Pick<SendsTable, 'freeze' | 'hold'>,
    announce,
  )
  const ends = announcingEnds(
    {
      list: async () => ({
        open: [{ id: 'i_1', stamp: 's1', forget: async () => void order.push('forgotten') }],
        unreadable: [],
      }),
    } as unknown as OpenSendsTable,
    announce,
  )
  return { order, sends, ends }
}

test('each deed of a send is announced before it is done', async () => {
  const { order, sends, ends } = aLedger()
  await sends.freeze('i_1', ...after)
  await sends.hold('i_1', 'quota', at)
  await (await ends.list()).open[0]!.forget()
  expect(order).toEqual([
    ...['send.started i_1', 'frozen'],
    ...[`send.held i_1 quota ${at}`, 'held'],
    ...['send.finished i_1 s1', 'forgotten'],
  ])
})

test('what can be announced nowhere is not done', async () => {
  const { order, sends, ends } = aLedger(true)
  await expect(sends.freeze('i_1', ...after)).rejects.toThrow()
  await expect(sends.hold('i_1', 'quota', at)).rejects.toThrow()
  await expect((await ends.list()).open[0]!.forget()).rejects.toThrow()
  expect(order).toEqual([])
})
