import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import type { SesReportsTable } from '../../functions/sending/ledger/ses-report.table.ts'
import { noReports } from '../../functions/sending/ledger/ses-report.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'

const send = 'matrix-64--digest'

onEachDatabase(({ client, forgetful, createTable }) => {
  let name: string
  let sesReports: SesReportsTable
  beforeEach(async () => {
    name = await createTable('pk', 'sk')
    sesReports = ledgerTables(client, name).sesReports
  })

  const codes = (some: string) => ({ codes: some, acts: '' })

  test('nothing is known of a batch before the first report', async () => {
    expect(await sesReports.get(send, '000-0000')).toEqual(noReports)
    expect(await sesReports.survey(send)).toEqual([])
  })

  test('reports are written only over what was read', async () => {
    expect(await sesReports.replace(send, '000-0000', noReports, codes('.d'))).toEqual(codes('.d'))
    expect(await sesReports.replace(send, '000-0000', noReports, codes('s'))).toBeUndefined()
    expect(await sesReports.replace(send, '000-0000', codes('s'), codes('sd'))).toBeUndefined()
    expect(await sesReports.replace(send, '000-0001', codes('s'), codes('sd'))).toBeUndefined()
    expect(await sesReports.replace(send, '000-0000', codes('.d'), codes('sd'))).toEqual(codes('sd'))
    const acted = { codes: 'sd', acts: '02' }
    expect(await sesReports.replace(send, '000-0000', codes('sd'), acted)).toEqual(acted)
    expect(await sesReports.replace(send, '000-0000', codes('sd'), codes('dd'))).toBeUndefined()
    expect(await sesReports.get(send, '000-0000')).toEqual(acted)
    expect(await sesReports.get(send, '000-0001')).toEqual(noReports)
    const rated = { ...acted, ratings: '1+1790000000' }
    expect(await sesReports.replace(send, '000-0000', acted, rated)).toEqual(rated)
    expect(await sesReports.replace(send, '000-0000', acted, { ...acted, acts: '03' })).toBeUndefined()
    expect(await sesReports.get(send, '000-0000')).toEqual(rated)
  })

  test('reports whose answer was lost stand, and seem another’s until they are read', async () => {
    const table = ledgerTables(forgetful, name).sesReports
    expect(await table.replace(send, '000-0000', noReports, codes('d'))).toBeUndefined()
    expect(await table.replace(send, '000-0000', codes('d'), codes('dc'))).toBeUndefined()
    expect(await table.get(send, '000-0000')).toEqual(codes('dc'))
  })

  test('a send’s reports are listed in the order of its batches', async () => {
    for (const [batch, letters] of Object.entries({ '001-0000': 'c', '000-0001': 'b', '000-0000': 'd' }))
      await sesReports.replace(send, batch, noReports, codes(letters))
    await sesReports.replace('matrix-65--digest', '000-0000', noReports, codes('s'))
    expect((await sesReports.survey(send)).map((one) => one.codes)).toEqual(['d', 'b', 'c'])
  })

  test('a broken row is a surprise to whoever reads it, and is left out of a survey', async () => {
    const Item = marshall({ pk: `send#${send}`, sk: 'fate#000-0000', fates: 7 })
    await client.send(new PutItemCommand({ TableName: name, Item }))
    await expect(sesReports.get(send, '000-0000')).rejects.toThrow(/The ledger’s item .* another version/)
    expect(await sesReports.survey(send)).toEqual([])
  })
})
