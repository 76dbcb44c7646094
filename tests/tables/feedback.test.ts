import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Applied } from '../../functions/sending/ledger/apply-reports.ts'
import { createApplyReports } from '../../functions/sending/ledger/apply-reports.ts'
import type { Batch } from '../../functions/sending/ledger/batch.ts'
import { createRangeSums } from '../../functions/sending/ledger/range-sums.ts'
import {
  type Act,
  acts,
  type BatchReports,
  type Report,
  type ReportCode,
} from '../../functions/sending/ledger/ses-report.ts'
import { seed } from '../fuzz-seed.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'

const send = 'matrix-64--digest'
const batch = '000-0000'
const noon = Date.parse('2026-12-01T12:00:00Z')
const time = { earliest: () => noon, latest: () => noon }

const aBatch = (codes: string, but: Partial<Batch> = {}): Batch => ({
  ...{ key: batch, size: codes.length, candidates: codes.length, excluded: {}, codes, hintedAt: 0 },
  ...{ closed: !/[.>]/.test(codes), attempt: 1 },
  ...but,
})
const of = (index: number, code: ReportCode, attempt = 1, act?: Act): Report => ({
  ...{ send, batch, index, code, attempt },
  ...(act && { act }),
})
const links = ['https://tidelines.example.org/en/issues/7/harbour/', 'https://news.example.com/?id=3']
const pressed = (index: number, link = links[0]!): Report => ({ ...of(index, 'd', 1, 'clicked'), link })
const arrived = (index: number, later: number): Report => ({ ...of(index, 'd'), slot: 5_900_000 + later })
const rated = (index: number, worth: boolean, at: number): Report => ({
  ...{ send, batch, index, code: 'd', rating: { worth, at } },
})

onEachDatabase(({ client, createTable }) => {
  /** A ledger with one planned batch. */
  const aLedger = async (codes: string, but: Partial<Batch> = {}) => {
    const name = await createTable('pk', 'sk')
    const tables = ledgerTables(client, name)
    await tables.batches.add(send, aBatch(codes, but))
    const apply = createApplyReports(tables)
    const rangeSums = createRangeSums({ ...tables, token: () => 'a', time })
    return {
      ...tables,
      hear: (...reports: Report[]): Promise<Applied[]> => apply(send, batch, reports),
      codes: async () => (await tables.batches.get(send, batch))!.codes,
      reports: () => tables.sesReports.get(send, batch),
      writeAsBefore: (before: BatchReports, after: BatchReports) =>
        client.send(
          new UpdateItemCommand({
            TableName: name,
            Key: marshall({ pk: `send#${send}`, sk: `fate#${batch}` }),
            UpdateExpression: 'SET fates = :after, acts = :done',
            ConditionExpression: 'fates = :fates AND attribute_not_exists(acts)',
            ExpressionAttributeValues: marshall({
              ...{ ':after': after.codes, ':done': after.acts, ':fates': before.codes },
            }),
          }),
        ),
      sums: async () => (await rangeSums.survey(send, 0)).stored!.sums,
    }
  }

  test('whatever SES does with a message proves that it took it, also without an event that it did', async () => {
    const proofs = ['t', 'f', 'd', 'b', 'c'] as const
    const ledger = await aLedger('uuuuuuW')
    await ledger.hear(...proofs.map((code, index) => of(index, code)), of(6, 'd'))
    expect(await ledger.codes()).toBe('aaaaaua')
  })

  test('a message that SES rejected was not sent: its recipient has failed, whatever was thought before', async () => {
    const ledger = await aLedger('auWU')
    expect(await ledger.hear(...[0, 1, 2, 3].map((index) => of(index, 'r')))).toEqual(
      Array(4).fill('applied'),
    )
    expect(await ledger.codes()).toBe('rrrU')
    expect((await ledger.sums()).failed).toEqual({ rejected: 3 })
  })

  test('a rejection that comes before its worker has written what SES said comes again', async () => {
    const ledger = await aLedger('>a')
    await ledger.batches.claim(send, batch, 'worker', noon, noon + 1)
    expect(await ledger.hear(of(0, 'r', 2), of(1, 'd'))).toEqual(['too-early', 'applied'])
    const claimed = (await ledger.batches.get(send, batch))!
    await ledger.batches.mark(send, batch, 'worker', claimed, { after: 'aa' })
    expect(await ledger.hear(of(0, 'r', 2))).toEqual(['applied'])
    expect(await ledger.codes()).toBe('ra')
  })

  test('a worker that goes on keeps what SES rejected meanwhile', async () => {
    const ledger = await aLedger('a.')
    await ledger.batches.claim(send, batch, 'worker', noon, noon + 1)
    const claimed = (await ledger.batches.get(send, batch))!
    await ledger.hear(of(0, 'r', 1))
    await ledger.batches.mark(send, batch, 'worker', claimed, { after: 'aa' })
    expect(await ledger.codes()).toBe('ra')
  })

  test('a rejection of before the failed were sent again says nothing of what was sent since', async () => {
    const ledger = await aLedger('a')
    await ledger.hear(of(0, 'r', 1))
    const failed = (await ledger.batches.get(send, batch))!
    await ledger.batches.reopen(send, batch, failed, '.')
    const claimed = (await ledger.batches.claim(send, batch, 'worker', noon, noon + 1))!
    await ledger.batches.mark(send, batch, 'worker', claimed, { after: 'a' })
    await ledger.hear(of(0, 'r', 1))
    expect(await ledger.codes()).toBe('a')
    await ledger.hear(of(0, 'r', 2))
    expect(await ledger.codes()).toBe('r')
  })

  test('events of a send, a batch or a recipient that is not there are said to be, and leave no row', async () => {
    const ledger = await aLedger('aa')
    const apply = createApplyReports(ledger)
    expect(await apply('matrix-99--digest', batch, [of(0, 'd')])).toEqual(['unknown'])
    expect(await apply(send, '000-0099', [of(0, 'd')])).toEqual(['unknown'])
    expect(await ledger.hear(of(2, 'd'), of(1, 'd'), of(9_999, 'd'))).toEqual([
      'unknown',
      'applied',
      'unknown',
    ])
    expect(await ledger.reports()).toEqual({ codes: '.d', acts: '' })
    expect(await ledger.sesReports.get('matrix-99--digest', batch)).toEqual({ codes: '', acts: '' })
    expect(await ledger.sesReports.survey(send)).toHaveLength(1)
  })

  test('what became of each mail is counted, and what was done with it', async () => {
    const ledger = await aLedger('aaaaaaa')
    const all = [of(0, 'd'), of(1, 'b'), of(2, 'f'), of(3, 't'), of(4, 'c')]
    await ledger.hear(
      ...all,
      of(0, 'd', 1, 'opened'),
      of(5, 'd', 1, 'openedByMachine'),
      of(6, 'd', 1, 'left'),
    )
    expect((await ledger.sums()).reports).toEqual({
      ...{ delivered: 4, bounced: 1, softBounced: 1, complained: 1, unsubscribed: 1 },
      ...{ opened: 1, openedByMachine: 1, clicked: 0, clickedByMachine: 0 },
      ...{ worthReading: 0, notWorthReading: 0 },
    })
  })

  test('what readers say of the mail is counted by their last word, and proves that it came', async () => {
    const ledger = await aLedger('uaa')
    await ledger.hear(rated(0, true, 10), of(1, 'd'), rated(2, true, 30))
    await ledger.hear(rated(2, false, 40), rated(2, true, 30))
    expect(await ledger.codes()).toBe('aaa')
    expect((await ledger.sums()).reports).toMatchObject({
      ...{ delivered: 3, worthReading: 1, notWorthReading: 1 },
    })
  })

  test('a worker of before ratings that writes the row leaves them as they are, in any interleaving', async () => {
    const ledger = await aLedger('aa')
    await ledger.hear(of(0, 'd'))
    // It knows codes and acts alone, and writes over them as it read them.
    const { sesReports } = ledger
    const seen = await sesReports.get(send, batch)
    await ledger.hear(rated(0, true, 10))
    const asBefore = { codes: `${seen.codes}d`, acts: '01' }
    await ledger.writeAsBefore(seen, asBefore)
    expect(await ledger.reports()).toEqual({ ...asBefore, ratings: '0+10' })
    await ledger.hear(rated(1, false, 20))
    expect(await ledger.reports()).toEqual({ ...asBefore, ratings: '0+10 1-20' })
  })

  test('who pressed a link is counted once a link, whose address is kept once a send', async () => {
    const ledger = await aLedger('uaa')
    await ledger.hear(pressed(0), pressed(2), pressed(2, links[1]), pressed(0))
    const counts = (await ledger.sums()).pressed ?? {}
    const addresses = await ledger.pressedLinks.all(send)
    expect([...addresses.values()].sort()).toEqual([...links].sort())
    expect(Object.entries(counts).map(([key, people]) => [addresses.get(key), people])).toEqual(
      expect.arrayContaining([
        [links[0], 2],
        [links[1], 1],
      ]),
    )
    expect(await ledger.codes()).toBe('aaa')
  })

  test('when mails were delivered is counted once a mail, by the earliest that is said, beside what a worker of before writes', async () => {
    const ledger = await aLedger('uaaa')
    await ledger.hear(arrived(0, 3))
    // A worker of before knows codes and acts alone, and writes over these as it read them.
    await ledger.writeAsBefore({ codes: 'd', acts: '' }, { codes: 'd', acts: '1' })
    await ledger.hear(arrived(2, 3), arrived(0, 2), arrived(0, 2), of(1, 'd'))
    const { deliveries, reports } = await ledger.sums()
    expect(deliveries).toEqual({ 5900002: 1, 5900003: 1 })
    expect(reports.delivered).toBe(3)
    await ledger.hear(of(2, 'b'))
    expect((await ledger.sums()).deliveries).toEqual({ 5900002: 1 })
    expect(await ledger.codes()).toBe('aaaa')
  })

  test('a link’s address is there before the report that names it', async () => {
    const ledger = await aLedger('a')
    const cut = createApplyReports({
      ...ledger,
      sesReports: { ...ledger.sesReports, replace: () => Promise.reject(new Error('cut')) },
    })
    await expect(cut(send, batch, [pressed(0)])).rejects.toThrow('cut')
    expect([...(await ledger.pressedLinks.all(send)).values()]).toEqual([links[0]])
  })

  describe('in any order, any number of times', () => {
    const report = fc
      .tuple(
        fc.nat(3),
        fc.constantFrom<ReportCode>('s', 'r', 't', 'f', 'd', 'b', 'c'),
        fc.option(fc.constantFrom(...acts)),
        fc.option(fc.tuple(fc.boolean(), fc.nat(3))),
        fc.option(fc.constantFrom(...links)),
        fc.option(fc.nat(80)),
      )
      .map(([index, code, act, said, link, later]) => {
        if (later !== null) return arrived(index, later)
        if (link) return pressed(index, link)
        if (said) return rated(index, ...said)
        return act ? of(index, 'd', 1, act) : of(index, code)
      })

    test('the same events leave the same ledger, in a legal state, and the same sums', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(report, { minLength: 1, maxLength: 12 }),
          fc.nat(11),
          fc.integer({ min: 1, max: 4 }),
          async (all, from, together) => {
            const [once, shuffled] = [await aLedger('auWa'), await aLedger('auWa')]
            await once.hear(...all)
            const others = [...all.slice(from), ...all.reverse(), ...all.slice(0, from)]
            for (let start = 0; start < others.length; start += together)
              await shuffled.hear(...others.slice(start, start + together))
            expect(await shuffled.codes()).toBe(await once.codes())
            expect(await shuffled.reports()).toEqual(await once.reports())
            const [sums, again] = [await once.sums(), await shuffled.sums()]
            expect({ ...again, at: 0 }).toEqual({ ...sums, at: 0 })
            expect(await once.codes()).toMatch(/^[auWr]{4}$/)
            expect(sums.candidates).toBe(4)
            const { delivered, bounced, softBounced } = sums.reports
            expect(delivered + bounced + softBounced).toBeLessThanOrEqual(sums.accepted)
          },
        ),
        { seed, numRuns: 15 },
      )
    })
  })
})
