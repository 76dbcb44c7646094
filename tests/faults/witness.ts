import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { Call, CalledBy, Request, Response } from '#local-cloud/types'
import { happenedOf } from '../simulate/world/record.ts'
import type { Recorder } from './history.ts'
import { createInOrder } from './in-order.ts'

/** A recipient who became uncertain: who had marked them under way, and who said that they are uncertain. */
export type Doubt = {
  send: string
  batch: string
  index: number
  /** Sandboxes. */
  markedBy: string
  doubtedBy: string
  at: number
}

/** A claim of a batch by a worker: Unix ms. */
export type Lease = { send: string; batch: string; sandbox: string; from: number; until: number }

type Row = Record<string, unknown> & { pk: string; sk: string }
type Batch = { letters: string; marks: Map<number, string> }

/**
 * Sees every change of the ledger as it takes effect, whenever that is and whoever still waits for it: how many were
 * under way with whom, and who became uncertain.
 * @param mostUnderWay how many of a batch may be so at once
 */
export const createWitness = (history: Recorder, mostUnderWay: number, now: () => number) => {
  const batches = new Map<string, Batch>()
  const order = createInOrder()
  const doubts: Doubt[] = []
  const leases: Lease[] = []
  const wrong: string[] = []
  /** Sandboxes that met a row which they could not read: they end without a last word. */
  const failed = new Set<string>()
  const befallen = new Set<string>()
  let underWay = 0
  let changes = 0

  /** Something happens to a sandbox after which it may never say what became of those whom it has marked. */
  const befalls = (sandbox: string) => {
    befallen.add(sandbox)
    for (const { letters, marks } of batches.values())
      for (const [index, by] of marks) if (by === sandbox && letters[index] === '>') underWay += 1
  }

  const sawBatch = ({ pk, sk, codes, lease, size }: Row, sandbox: string, isClaim: boolean) => {
    const send = pk.slice('send#'.length)
    const key = sk.slice('batch#'.length)
    const letters = String(codes)
    const at = now()
    if (typeof size !== 'number') {
      failed.add(sandbox)
      befalls(sandbox)
    }
    const before = batches.get(`${send} ${key}`) ?? { letters: '', marks: new Map<number, string>() }
    for (const [index, letter] of [...letters].entries()) {
      const was = before.letters[index]
      if (letter === '>' && was !== '>') {
        before.marks.set(index, sandbox)
        if (befallen.has(sandbox)) underWay += 1
      }
      if (letter === 'u' && was !== 'u')
        doubts.push({
          send,
          batch: key,
          index,
          markedBy: before.marks.get(index) ?? sandbox,
          doubtedBy: sandbox,
          at,
        })
    }
    if (letters !== before.letters) changes += 1
    const marked = letters.split('>').length - 1
    if (marked > mostUnderWay) wrong.push(`${marked} of ${key} of ${send} were under way at once`)
    if (isClaim) leases.push({ send, batch: key, sandbox, from: at, until: Number(lease) })
    batches.set(`${send} ${key}`, { ...before, letters })
  }

  const fates = new Map<string, string>()
  /** Calls that SES took, by whom they were for; the last one counts. */
  const taken = new Map<string, number>()

  const sawFates = ({ pk, sk, fates: after }: Row) => {
    const before = fates.get(`${pk} ${sk}`) ?? ''
    fates.set(`${pk} ${sk}`, String(after))
    for (const [index, letter] of [...String(after)].entries()) {
      const call = taken.get(`${pk.slice('send#'.length)} ${sk.slice('fate#'.length)} ${index}`)
      if (letter !== '.' && (before[index] ?? '.') === '.' && call !== undefined)
        history.add({ is: 'reported', at: now(), call })
    }
  }
  /** The editions that each send is frozen with, by language. */
  const editions = new Map<string, Record<string, string>>()
  const sawSend = ({ pk, frozen }: Row) => {
    const frozenWith = (frozen as { editions?: Record<string, string> } | undefined)?.editions
    if (frozenWith) editions.set(pk.slice('send#'.length), frozenWith)
  }
  /** The newest row of each reader that was written. */
  const rows = new Map<string, { status: string; revision: number }>()

  const record = (table: string, item: Record<string, AttributeValue>) => {
    // A note that somebody left an inbox is no row of a reader.
    if (table === tables.subscribers && item.status) {
      const id = item.id!.S!
      const row = { status: item.status.S!, revision: Number(item.revision!.N) }
      if (row.revision >= (rows.get(id)?.revision ?? 0)) rows.set(id, row)
      history.add(
        happenedOf(now(), { table: 'subscribers', pk: '', sk: item.id!.S!, before: undefined, after: item }),
      )
    }
    if (table === tables.ledger)
      history.add(
        happenedOf(now(), {
          table: 'ledger',
          pk: item.pk!.S!,
          sk: item.sk!.S!,
          before: undefined,
          after: item,
        }),
      )
  }
  let tables = { ledger: '', subscribers: '' }

  const saw = (row: Row, sandbox: string, body: string) => {
    if (row.sk === 'send') sawSend(row)
    if (row.sk.startsWith('fate#')) sawFates(row)
    if (row.sk.startsWith('batch#') && row.pk.startsWith('send#'))
      sawBatch(row, sandbox, body.includes('lease = :lease'))
  }
  return {
    doubts,
    leases,
    wrong,
    failed,
    /** The names of the tables, once they are there. */
    know: (known: { ledger: string; subscribers: string }) => {
      tables = known
    },
    /** SES took a call's message. */
    took: (send: string, batch: string, index: number, call: number) =>
      taken.set(`${send} ${batch} ${index}`, call),
    /** To be told of each call when it has been carried out. */
    saw: ({ service, action }: Call, request: Request, answer: Response, by: CalledBy) => {
      if (service !== 'dynamodb' || answer.status !== 200) return
      const body = request.body.toString()
      if (action === 'UpdateItem') {
        const { Attributes } = JSON.parse(answer.body.toString())
        if (!Attributes) return
        const { TableName, UpdateExpression, ExpressionAttributeValues } = JSON.parse(body)
        const tell = () => {
          record(TableName, Attributes)
          if (Attributes.pk) saw(unmarshall(Attributes) as Row, by.sandbox ?? '', body)
        }
        const setsCodes = /\bcodes = :after\b/.test(UpdateExpression)
        if (!Attributes.codes?.S) return tell()
        const left = Attributes.codes.S
        const found = setsCodes ? ExpressionAttributeValues[':before'].S : left
        order.changed(`${Attributes.pk.S} ${Attributes.sk.S}`, { found, left, tell })
      }
      if (action === 'PutItem') {
        const { Item, TableName } = JSON.parse(body)
        const tell = () => {
          record(TableName, Item)
          if (Item.pk) saw(unmarshall(Item) as Row, by.sandbox ?? '', body)
        }
        if (Item.codes?.S) order.put(`${Item.pk.S} ${Item.sk.S}`, Item.codes.S, tell)
        else tell()
      }
    },
    /** Hash of the edition that a mail of a send brings in a language; undefined where it is of a series, or not known. */
    editionOf: (send: string, language: string): string | undefined => editions.get(send)?.[language],
    /** A reader's status as it was written last; undefined where nobody has changed the row in this run. */
    statusOf: (id: string): string | undefined => rows.get(id)?.status,
    befalls,
    unmatched: order.unmatched,
    /** How often the letters of a batch have changed. */
    changes: () => changes,
    isBefallen: (sandbox: string): boolean => befallen.has(sandbox),
    /** How many were marked as under way by those to whom something happened, then and later. */
    underWay: () => underWay,
  }
}
export type Witness = ReturnType<typeof createWitness>
