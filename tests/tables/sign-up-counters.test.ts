import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import {
  createSignUpCounters,
  type SignUpCounters,
} from '../../functions/subscription/limits/sign-up-counters.table.ts'
import { windowsAt } from '../../functions/subscription/limits/sign-up-limits.ts'
import { noon } from '../builders.ts'
import { onEachDatabase } from './database.ts'

const { hour, day } = windowsAt(noon)

onEachDatabase(({ name, client, createTable }) => {
  let table: string
  let counters: SignUpCounters
  beforeEach(async () => {
    table = await createTable('counted', 'window')
    counters = createSignUpCounters(client, table)
  })
  const items = async () => (await client.send(new ScanCommand({ TableName: table }))).Items ?? []

  test('of many at once exactly as many are counted as there is room for', async () => {
    const names = [
      { name: 'all', atMost: 50 },
      { name: 'm00', atMost: 7 },
    ]
    const answers = await Promise.all(Array.from({ length: 40 }, () => counters.count('n', hour, names)))
    expect(answers.filter(({ outcome }) => outcome === 'counted')).toHaveLength(7)
    expect(answers).toContainEqual({ outcome: 'full', name: 'm00' })
    expect(await items()).toEqual([
      {
        counted: { S: 'n' },
        window: { S: '2026-11-30T12' },
        all: { N: '7' },
        m00: { N: '7' },
        expires: { N: String(noon / 1000 + 7_200) },
      },
    ])
  })

  test('it is said which of the names is full, where the database says it', async () => {
    const names = [
      { name: 'all', atMost: 1 },
      { name: 'm00', atMost: 7 },
    ]
    await counters.count('n', hour, names)
    expect(await counters.count('n', hour, names)).toEqual({
      outcome: 'full',
      name: name === 'dynalite' ? 'm00' : 'all',
    })
  })

  test('networks and windows are counted apart', async () => {
    const one = [{ name: 'all', atMost: 1 }]
    for (const [network, window] of [
      ['n', hour],
      ['n', day],
      ['m', hour],
    ] as const)
      expect(await counters.count(network, window, one)).toEqual({ outcome: 'counted' })
    expect(await counters.count('m', hour, one)).toEqual({ outcome: 'full', name: 'all' })
  })

  test('what was counted under one name is forgotten, and nothing else', async () => {
    const one = [{ name: 'all', atMost: 1 }]
    for (const [counted, window] of [
      ['n', hour],
      ['n', day],
      ['m', hour],
    ] as const)
      await counters.count(counted, window, one)
    await counters.forget('n')
    await counters.forget('nobody')
    expect((await items()).map(({ counted }) => counted)).toEqual([{ S: 'm' }])
    expect(await counters.count('n', hour, one)).toEqual({ outcome: 'counted' })
  })

  test('what was counted of mails to an inbox can be read', async () => {
    const names = [
      { name: 'all', atMost: 10 },
      { name: 'h12', atMost: 3 },
    ]
    for (let mail = 0; mail < 2; mail += 1) await counters.count('n', day, names)
    expect(await counters.mailsTo('n')).toEqual([
      { window: day.name, mails: 2, expires: Math.ceil(day.ends / 1000) + 3_600 },
    ])
    expect(await counters.mailsTo('m')).toEqual([])
  })

  test('an hour with a number for each minute is still one write unit', async () => {
    const network = 'f'.repeat(32)
    for (let minute = 0; minute < 60; minute += 1) {
      const at = windowsAt(noon + minute * 60_000)
      await counters.count(network, at.hour, [
        { name: 'all', atMost: 10_000 },
        { name: at.minute.name, atMost: 100 },
      ])
    }
    const [item, ...more] = await items()
    expect(more).toEqual([])
    expect(Object.keys(item!)).toHaveLength(64)
    // An attribute weighs its name and its value; a number at most 21 bytes, one of a few digits 3 (Amazon DynamoDB
    // Developer Guide, "Item sizes and formats").
    const weight = Object.entries(item!).reduce(
      (sum, [key, { S = '' }]) => sum + key.length + (S.length || 5),
      0,
    )
    expect(weight).toBeLessThan(1_024)
  })
})
