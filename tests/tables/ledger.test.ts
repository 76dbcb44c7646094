import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { createLedger, type Ledger } from '../../functions/sending/ledger/ledger.table.ts'
import { onEachDatabase } from './database.ts'

const Note = z.object({ word: z.string(), count: z.number().optional() })
const key = { pk: 'notes', sk: 'note' }

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: string
  let ledger: Ledger
  let forgetfulLedger: Ledger
  beforeEach(async () => {
    table = await createTable('pk', 'sk')
    ledger = createLedger(client, table)
    forgetfulLedger = createLedger(forgetful, table)
  })
  const putBroken = (key: object) =>
    client.send(new PutItemCommand({ TableName: table, Item: marshall({ ...key, word: 7 }) }))

  describe('putting', () => {
    test('wins where nothing is', async () => {
      expect(await ledger.get(Note, key)).toBeUndefined()
      expect(await ledger.putNew(Note, key, { word: 'a', count: undefined })).toEqual({
        won: true,
        value: { word: 'a' },
      })
      expect(await ledger.get(Note, key)).toStrictEqual({ word: 'a' })
    })

    test('loses where something is, and says what', async () => {
      await ledger.putNew(Note, key, { word: 'first' })
      const second = await ledger.putNew(Note, key, { word: 'second' })
      expect(second).toEqual({ won: false, value: { word: 'first' } })
      expect(await ledger.get(Note, key)).toEqual({ word: 'first' })
    })

    test('has won all the same when the first answer was lost', async () => {
      const put = await forgetfulLedger.putNew(Note, key, { word: 'a', count: undefined })
      expect(put).toEqual({ won: true, value: { word: 'a' } })
    })

    test('is won by one of many at once', async () => {
      const words = ['a', 'b', 'c', 'd', 'e', 'f']
      const puts = await Promise.all(words.map((word) => ledger.putNew(Note, key, { word })))
      const [winner, ...others] = puts.filter(({ won }) => won)
      expect(others).toEqual([])
      expect(puts.map(({ value }) => value)).toEqual(words.map(() => winner?.value))
    })
  })

  describe('updating', () => {
    const recount = { set: 'SET #count = :new', condition: '#count = :old', names: { '#count': 'count' } }

    test('gives the item after the change when the condition holds', async () => {
      await ledger.putNew(Note, key, { word: 'a', count: 1 })
      const changed = await ledger.update(Note, key, { ...recount, values: { ':old': 1, ':new': 2 } })
      expect(changed).toEqual({ word: 'a', count: 2 })
    })

    test('gives nothing and changes nothing when the condition fails', async () => {
      const change = { ...recount, values: { ':old': 1, ':new': 2 } }
      expect(await ledger.update(Note, key, change)).toBeUndefined()
      expect(await ledger.get(Note, key)).toBeUndefined()
      await ledger.putNew(Note, key, { word: 'a', count: 5 })
      expect(await ledger.update(Note, key, change)).toBeUndefined()
      expect(await ledger.get(Note, key)).toEqual({ word: 'a', count: 5 })
    })

    test('gives nothing when its answer was lost and its own change broke the condition', async () => {
      await ledger.putNew(Note, key, { word: 'a', count: 1 })
      const change = { ...recount, values: { ':old': 1, ':new': 2 } }
      expect(await forgetfulLedger.update(Note, key, change)).toBeUndefined()
      expect(await ledger.get(Note, key)).toEqual({ word: 'a', count: 2 })
    })
  })

  test('a list has its partition’s items of one prefix in order, also over 1 MB of them', async () => {
    const word = 'x'.repeat(300_000)
    for (const sk of ['page#3', 'page#1', 'page#5', 'page#2', 'page#4'])
      await ledger.putNew(Note, { pk: 'book', sk }, { word, count: Number(sk.at(-1)) })
    await ledger.putNew(Note, { pk: 'book', sk: 'pages' }, { word: 'of the next prefix' })
    await ledger.putNew(Note, { pk: 'book-2', sk: 'page#1' }, { word: 'of another partition' })
    using calls = vi.spyOn(client, 'send')
    const listed = await ledger.list(Note, { pk: 'book', prefix: 'page#' })
    expect(calls.mock.calls.length).toBeGreaterThan(1)
    expect(listed.map(({ count }) => count)).toEqual([1, 2, 3, 4, 5])
    expect(await ledger.list(Note, { pk: 'book' })).toHaveLength(6)
    expect(await ledger.list(Note, { pk: 'no-such-book' })).toEqual([])
  })

  test('removing twice, or with the answer lost, is removing once', async () => {
    await ledger.putNew(Note, key, { word: 'a' })
    await forgetfulLedger.remove(key)
    await ledger.remove(key)
    expect(await ledger.get(Note, key)).toBeUndefined()
  })

  test('an item of another version is a surprise to everyone who reads it, and says which it is', async () => {
    await putBroken(key)
    const change = { set: 'SET seen = :yes', condition: 'attribute_exists(pk)', values: { ':yes': true } }
    await expect(ledger.get(Note, key)).rejects.toThrow(/The ledger’s item .* another version/)
    await expect(ledger.list(Note, { pk: 'notes' })).rejects.toThrow(/The ledger’s item .* another version/)
    await expect(ledger.putNew(Note, key, { word: 'a' })).rejects.toThrow(
      /The ledger’s item .* another version/,
    )
    await expect(ledger.update(Note, key, change)).rejects.toThrow(/The ledger’s item .* another version/)
  })

  test('only a failed condition is an answer; another error is thrown', async () => {
    const lost = createLedger(client, 'no-such-table')
    const change = { set: 'SET word = :a', condition: 'attribute_exists(pk)', values: { ':a': 'a' } }
    const error = { name: 'ResourceNotFoundException' }
    await expect(lost.putNew(Note, key, { word: 'a' })).rejects.toMatchObject(error)
    await expect(lost.update(Note, key, change)).rejects.toMatchObject(error)
  })

  test('a reserved word is refused here as on AWS, so that every expression that runs here has none', async () => {
    const update = new UpdateItemCommand({
      TableName: table,
      Key: marshall(key),
      UpdateExpression: 'SET token = :token',
      ExpressionAttributeValues: marshall({ ':token': 'a' }),
    })
    await expect(client.send(update)).rejects.toThrow(/reserved keyword/)
  })
})
