import { randomBytes } from 'node:crypto'
import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import {
  type Attempt,
  createEditionsTable,
  type EditionsTable,
} from '../../functions/edition/model/edition.table.ts'
import { anIssuePublished } from '../builders.ts'
import { onEachDatabase } from './database.ts'

const anAttempt = (but: Partial<Attempt> = {}): Attempt => ({
  id: 'matrix-64',
  manifest: 'a-hash',
  at: '2026-11-30T00:00:00.000Z',
  outcome: 'refused',
  problems: [
    { file: 'issue.yaml', line: 3, reason: 'is no date' },
    { file: '01.md', reason: 'is missing' },
  ],
  ...but,
})

onEachDatabase(({ client, forgetful, createTable }) => {
  let name: string
  let table: EditionsTable
  beforeEach(async () => {
    name = await createTable('kind', 'id')
    table = createEditionsTable(client, name)
  })
  const putBroken = (kind: string) =>
    client.send(new PutItemCommand({ TableName: name, Item: marshall({ kind, id: 'matrix-64', at: 7 }) }))

  test('an issue comes back as it was put, without what is undefined', async () => {
    const issue = anIssuePublished({
      cover: { src: '/i/cover.png', width: 1200, height: 675 },
      articles: { en: [{ slug: 'a-talk', title: 'A talk', summary: 'What was said.' }] },
    })
    await table.putIssue({ ...issue, unfinished: undefined })
    expect(await table.issue(issue.id)).toStrictEqual(issue)
  })

  test('an issue put again takes the place of the first, whole', async () => {
    await table.putIssue(anIssuePublished({ unfinished: true }))
    await table.putIssue(anIssuePublished({ editions: { en: 'another-hash' } }))
    expect(await table.issue('matrix-64')).toEqual(anIssuePublished({ editions: { en: 'another-hash' } }))
  })

  test('the cards of an issue are kept beside it, and are none at first', async () => {
    expect(await table.cards('matrix-64')).toEqual([])
    await table.putCards('matrix-64', ['/cards/a.png', '/cards/b.png'])
    expect(await table.cards('matrix-64')).toEqual(['/cards/a.png', '/cards/b.png'])
  })

  test('its page and its pictures are too, of each language and whatever articles are called', async () => {
    expect(await table.page('matrix-64', 'en')).toBeUndefined()
    expect(await table.fullTexts('matrix-64', 'en')).toEqual([])
    await table.putPage('matrix-64', 'en', '<p>64</p>'.repeat(100_000), [['a', '<p>甲</p>']])
    expect(await table.fullTexts('matrix-64', 'en')).toEqual([['a', '<p>甲</p>']])
    expect(await table.page('matrix-64', 'en')).toBe('<p>64</p>'.repeat(100_000))
    expect(await table.page('matrix-64', 'zh-CN')).toBeUndefined()
    expect(await table.pictures('matrix-64')).toBeUndefined()
    const pictures = {
      articles: [{ slug: 'constructor', paths: ['/cards/a.png'] }],
      mailed: ['/assets/a.png'],
    }
    await table.putPictures('matrix-64', pictures)
    expect(await table.pictures('matrix-64')).toEqual(pictures)
    expect(await table.issues()).toEqual([])
  })

  test('of texts for which it has no room, the first are kept', async () => {
    const noise = () => randomBytes(200_000).toString('base64')
    await table.putPage('matrix-64', 'fr', '<p>64</p>', [
      ['a', noise()],
      ['b', noise()],
      ['c', noise()],
    ])
    expect((await table.fullTexts('matrix-64', 'fr')).map(([slug]) => slug)).toEqual(['a'])
  })

  test('where the pages of a first publishing are is known without a row, until there is none any more', async () => {
    expect(await table.begunPages('matrix-64')).toEqual([])
    await table.putBegunPages('matrix-64', ['/en/issues/matrix-64/'])
    expect(await table.begunPages('matrix-64')).toEqual(['/en/issues/matrix-64/'])
    expect(await table.issues()).toEqual([])
    await table.putBegunPages('matrix-64', [])
    expect(await table.begunPages('matrix-64')).toEqual([])
  })

  test('what was never put is not there', async () => {
    expect(await table.issue('matrix-64')).toBeUndefined()
    expect(await table.attempt('matrix-64')).toBeUndefined()
    expect(await table.issues()).toEqual([])
  })

  test('all issues come newest first, by number, and no attempts among them', async () => {
    for (const number of [9, 10, 64, 8])
      await table.putIssue(anIssuePublished({ id: `matrix-${number}`, number }))
    await table.putAttempt(anAttempt())
    expect((await table.issues()).map(({ number }) => number)).toEqual([64, 10, 9, 8])
  })

  test('issues of more than 1 MB together all come', async () => {
    const articles = { en: [{ slug: 'long', title: 'Long', summary: 'x'.repeat(300_000) }] }
    for (const number of [1, 2, 3, 4, 5])
      await table.putIssue(anIssuePublished({ id: `matrix-${number}`, number, articles }))
    expect((await table.issues()).map(({ number }) => number)).toEqual([5, 4, 3, 2, 1])
  })

  test('an attempt comes back as it was put, and the last one stands', async () => {
    await table.putAttempt(anAttempt())
    expect(await table.attempt('matrix-64')).toStrictEqual(anAttempt())
    await table.putAttempt(anAttempt({ outcome: 'published', problems: [] }))
    expect(await table.attempt('matrix-64')).toStrictEqual(anAttempt({ outcome: 'published', problems: [] }))
  })

  test('all who published an edition are known, and nobody of another', async () => {
    const ada = { by: 'ada@example.org', person: 'sub-1', email: 'ada@example.org' }
    const key = { by: 'key ci', person: 'sub-2' }
    await table.putUploader('matrix-64', 'hash', ada)
    expect(await table.uploader('matrix-64', 'hash')).toEqual(ada)
    expect(await table.uploader('matrix-64', 'other')).toBeUndefined()
    for (const who of [ada, key, ada]) await table.putPublisher('matrix-64', 'en', 'h1', who)
    await table.putPublisher('matrix-64', 'zh', 'h1', key)
    expect(await table.publishersOf('matrix-64', { en: 'h1' })).toEqual([ada, key])
    expect(await table.publishersOf('matrix-64', { en: 'h', zh: 'h1' })).toEqual([key])
  })

  const wish = (token: string, second: number) => ({
    id: 'matrix-64',
    token,
    at: `2026-12-01T12:00:0${second}.000Z`,
  })

  test('an issue that is to be taken down is not sent until that very wish is cleared', async () => {
    await table.putIssue(anIssuePublished())
    await table.putUnpublishing(wish('first', 0))
    expect(await table.issueToSend('matrix-64')).toBeUndefined()
    expect(await table.issuesToSend()).toEqual([])
    await table.putUnpublishing(wish('second', 1))
    await table.clearUnpublishing(wish('first', 0))
    expect(await table.unpublishing('matrix-64')).toEqual(wish('second', 1))
    await table.clearUnpublishing(wish('second', 1))
    expect(await table.issueToSend('matrix-64')).toEqual(anIssuePublished())
    expect(await table.issuesToSend()).toEqual([anIssuePublished()])
  })

  test('a wish that comes late changes nothing, and one of the same moment or later does', async () => {
    await table.putUnpublishing(wish('first', 0))
    await table.putUnpublishing(wish('second', 1))
    await table.clearUnpublishing(wish('second', 1))
    for (const late of [wish('first', 0), wish('second', 1)]) {
      await table.putUnpublishing(late)
      expect(await table.unpublishing('matrix-64')).toBeUndefined()
    }
    for (const next of [wish('third', 1), wish('fourth', 2)]) {
      await table.putUnpublishing(next)
      expect(await table.unpublishing('matrix-64')).toEqual(next)
    }
  })

  test('a put whose answer was lost is repeated without harm', async () => {
    const table = createEditionsTable(forgetful, name)
    await table.putIssue(anIssuePublished())
    await table.putAttempt(anAttempt())
    expect(await table.issues()).toEqual([anIssuePublished()])
    expect(await table.attempt('matrix-64')).toEqual(anAttempt())
  })

  test('a broken row is a surprise to everyone who reads it', async () => {
    await putBroken('issue')
    await putBroken('attempt')
    await expect(table.issue('matrix-64')).rejects.toThrow(z.core.$ZodError)
    await expect(table.issues()).rejects.toThrow(z.core.$ZodError)
    await expect(table.attempt('matrix-64')).rejects.toThrow(z.core.$ZodError)
  })
})
