import {
  BatchGetItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { seed } from '../fuzz-seed.ts'
import { createMemoryDatabase } from '../simulate/database/memory-database.ts'
import { onEachDatabase } from './database.ts'

/** What the simulator takes for DynamoDB must be as DynamoDB is: whatever is asked of both, both say the same. */
type Asked = { input: object; command: new (input: never) => object }

const partition = fc.constantFrom('p', 'q')
const sort = fc.constantFrom('a', 'ab', 'abc', 'b', 'c#1')
const text = fc.constantFrom('', 'a', 'ab', '..a', 'z', '字')
const number = fc.integer({ min: -3, max: 3 })
const value = fc.oneof(text, number, fc.boolean())
const attributes = fc.record(
  {
    codes: text,
    version: number,
    closed: fc.boolean(),
    token: value,
    holds: fc.dictionary(fc.constantFrom('person', 'quota'), text, { maxKeys: 2 }),
    begun: fc.record({ from: number, to: number }),
  },
  { requiredKeys: [] },
)

const path = fc.constantFrom(
  'codes',
  'version',
  'closed',
  '#token',
  'holds',
  'holds.#cause',
  'begun.#from',
  'absent',
  'pk',
)
/** What a new item's keys are to its own update, dynalite and DynamoDB Local differ in. */
const attribute = path.filter((one) => one !== 'pk')
const operand = fc.oneof(attribute, fc.constantFrom(':text', ':number', ':truth'))
const comparison = fc
  .tuple(
    path,
    fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
    fc.constantFrom(':text', ':number', ':truth'),
  )
  .filter(([, sign, right]) => right !== ':truth' || /[=<>]{1,2}/.test(sign))
  .filter(([, sign, right]) => right !== ':truth' || sign === '=' || sign === '<>')
  .map((parts) => parts.join(' '))
const { condition } = fc.letrec<Record<'condition' | 'leaf' | 'term' | 'pair', string>>((tie) => ({
  leaf: fc.oneof(
    comparison,
    path.map((one) => `attribute_exists(${one})`),
    path.map((one) => `attribute_not_exists(${one})`),
    path.map((one) => `begins_with(${one}, :text)`),
    path.map((one) => `contains(${one}, :text)`),
    path.map((one) => `size(${one}) > :number`),
    path.map((one) => `${one} BETWEEN :number AND :ten`),
    path.map((one) => `${one} IN (:number, :text)`),
  ),
  // DynamoDB refuses parentheses round what has some already, or needs none.
  term: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('leaf'),
    tie('leaf').map((a) => `NOT ${a}`),
    tie('pair'),
    tie('pair').map((a) => `(${a})`),
    tie('pair').map((a) => `NOT (${a})`),
  ),
  pair: fc.tuple(tie('term'), fc.constantFrom('AND', 'OR'), tie('term')).map((parts) => parts.join(' ')),
  condition: fc.oneof(
    tie('leaf'),
    tie('pair'),
    tie('leaf').map((a) => `NOT ${a}`),
  ),
}))

const target = fc.constantFrom('codes', 'version', 'closed', '#token', 'holds.#cause', 'begun.#from', 'fresh')
const assigned = fc.oneof(
  operand,
  fc.tuple(attribute, fc.constantFrom('+', '-')).map(([one, sign]) => `${one} ${sign} :number`),
  fc
    .tuple(attribute, operand)
    .filter(([one, other]) => one !== other)
    .map(([one, other]) => `if_not_exists(${one}, ${other})`),
)
/** Put into a map, dynalite has the map hold itself, and ends by it; AWS copies. */
const mapsInto = /holds|begun|fresh/

/** Each path is changed once: DynamoDB refuses changes that overlap. */
const update = fc
  .uniqueArray(target, { minLength: 1, maxLength: 4 })
  .chain((paths) =>
    fc.tuple(
      ...paths.map((one) =>
        fc.oneof(
          {
            weight: 4,
            arbitrary: assigned
              .filter((to) => !one.includes('.') || !mapsInto.test(to))
              .map((to) => ({ clause: 'SET', part: `${one} = ${to}` })),
          },
          { weight: 1, arbitrary: fc.constant({ clause: 'REMOVE', part: one }) },
          {
            weight: 1,
            arbitrary: fc.constant({
              clause: one.includes('.') ? 'REMOVE' : 'ADD',
              part: one.includes('.') ? one : `${one} :number`,
            }),
          },
        ),
      ),
    ),
  )
  .map((parts) =>
    ['SET', 'REMOVE', 'ADD']
      .map(
        (clause) => [clause, parts.filter((one) => one.clause === clause).map(({ part }) => part)] as const,
      )
      .filter(([, some]) => some.length > 0)
      .map(([clause, some]) => `${clause} ${some.join(', ')}`)
      .join(' '),
  )

const values = fc.record({ text: fc.constantFrom('a', 'ab', 'z'), number, truth: fc.boolean() })
type Values = { text: string; number: number; truth: boolean }

/** DynamoDB refuses what is given and not used. */
const meaning = (expressions: string, given: Values) => {
  const names = Object.entries({ '#token': 'token', '#cause': 'person', '#from': 'from' })
  const used = Object.entries({ ...given, ten: 10 }).filter(([name]) =>
    new RegExp(`:${name}\\b`).test(expressions),
  )
  const named = names.filter(([name]) => expressions.includes(name))
  return {
    ...(named.length > 0 && { ExpressionAttributeNames: Object.fromEntries(named) }),
    ...(used.length > 0 && {
      ExpressionAttributeValues: marshall(Object.fromEntries(used.map(([name, one]) => [`:${name}`, one]))),
    }),
  }
}

type Draw = (pk: string) => Asked
const key = fc.record({ pk: partition, sk: sort })
const asked: fc.Arbitrary<Draw> = fc.oneof(
  fc.tuple(key, attributes, fc.option(condition), values).map(
    ([{ pk, sk }, fields, only, given]): Draw =>
      (prefix) => ({
        command: PutItemCommand as Asked['command'],
        input: {
          Item: marshall({ pk: prefix + pk, sk, ...fields }),
          ...(only && { ConditionExpression: only, ...meaning(only, given) }),
        },
      }),
  ),
  fc.tuple(key, update, fc.option(condition), values).map(
    ([{ pk, sk }, change, only, given]): Draw =>
      (prefix) => ({
        command: UpdateItemCommand as Asked['command'],
        input: {
          Key: marshall({ pk: prefix + pk, sk }),
          UpdateExpression: change,
          ...(only && { ConditionExpression: only }),
          ...meaning(`${change} ${only ?? ''}`, given),
          ReturnValues: 'ALL_NEW',
        },
      }),
  ),
  fc.tuple(key, fc.option(condition), values).map(
    ([{ pk, sk }, only, given]): Draw =>
      (prefix) => ({
        command: DeleteItemCommand as Asked['command'],
        input: {
          Key: marshall({ pk: prefix + pk, sk }),
          ...(only && { ConditionExpression: only, ...meaning(only, given) }),
        },
      }),
  ),
  key.map(
    ({ pk, sk }): Draw =>
      (prefix) => ({
        command: GetItemCommand as Asked['command'],
        input: { Key: marshall({ pk: prefix + pk, sk }), ConsistentRead: true },
      }),
  ),
  fc
    .tuple(
      partition,
      fc.constantFrom('', ' AND begins_with(sk, :sk)', ' AND sk <= :sk', ' AND sk = :sk', ' AND sk > :sk'),
      fc.constantFrom('a', 'ab', 'b'),
      fc.record({ Limit: fc.constantFrom(1, 2, 10), Select: fc.constant('COUNT') }, { requiredKeys: [] }),
      fc.option(sort),
    )
    .map(
      ([pk, narrowed, sk, more, start]): Draw =>
        (prefix) => ({
          command: QueryCommand as Asked['command'],
          input: {
            KeyConditionExpression: `pk = :pk${narrowed}`,
            ExpressionAttributeValues: marshall({ ':pk': prefix + pk, ...(narrowed && { ':sk': sk }) }),
            ConsistentRead: true,
            ...more,
            // Whether a page as long as was asked for ends a narrowed query, dynalite and DynamoDB Local differ in.
            ...(narrowed && { Limit: undefined }),
            ...(start && !narrowed && { ExclusiveStartKey: marshall({ pk: prefix + pk, sk: start }) }),
          },
        }),
    ),
)

onEachDatabase(({ name, client, createTable }) => {
  let table: string
  beforeAll(async () => {
    table = await createTable('pk', 'sk')
  })

  test('whatever is asked of it, the memory database answers as the real one and holds the same', async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 25 }), async (draws) => {
        const prefix = `${++runs}-`
        const memory = createMemoryDatabase({
          tables: { [table]: { partition: 'pk', sort: 'sk' } },
          now: () => 0,
        })
        for (const draw of draws) {
          const { command: Command, input } = draw(prefix)
          const make = () => new Command({ TableName: table, ...input } as never)
          const real = await outcomeOf(() => client.send(make() as never))
          const ours = await outcomeOf(() => memory.send(make() as never))
          expect(ours, JSON.stringify(input)).toEqual(real)
        }
        for (const pk of ['p', 'q'])
          expect(
            memory
              .table(table)
              .list(prefix + pk)
              .map(({ item }) => item),
          ).toEqual(await itemsOf(prefix + pk))
      }),
      { seed, numRuns: name === 'dynalite' ? 150 : 60 },
    )
  })

  test('it reads many at once, and leaves out who is not there', async () => {
    const memory = createMemoryDatabase({
      tables: { [table]: { partition: 'pk', sort: 'sk' } },
      now: () => 0,
    })
    const keys = ['a', 'b', 'c'].map((sk) => marshall({ pk: 'many', sk }))
    for (const Item of keys.slice(0, 2))
      for (const one of [client, memory])
        await one.send(new PutItemCommand({ TableName: table, Item }) as never)
    const read = () =>
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } })
    const sorted = (answer: object) =>
      (answer as { Responses: Record<string, { sk: { S: string } }[]> }).Responses[table]!.sort((a, b) =>
        a.sk.S < b.sk.S ? -1 : 1,
      )
    expect(sorted(await memory.send(read() as never))).toEqual(sorted(await client.send(read())))
  })

  const itemsOf = async (pk: string) => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: pk } },
        ConsistentRead: true,
      }),
    )
    return Items
  }
})

/** What an answer says, apart from what tells how it came. */
const outcomeOf = async (ask: () => Promise<object>) => {
  try {
    const { $metadata, ConsumedCapacity, ...answer } = (await ask()) as Record<string, unknown>
    return Object.fromEntries(Object.entries(answer).filter(([, one]) => one !== undefined))
  } catch (error) {
    return { failed: (error as Error).name }
  }
}
