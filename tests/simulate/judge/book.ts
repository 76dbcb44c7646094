import type {
  Act,
  BatchIs,
  CallAnswered,
  CallBegan,
  Happened,
  Published,
  ReaderIs,
  Rules,
  SendIs,
  StepIs,
  SumsAre,
} from '../history.ts'
import { createPeople } from './people.ts'

/** Stands in a step, or in a series' batch, where somebody was who is erased. */
export const blank = 'f'.repeat(32)

/** A call to SES and what came of it. */
export type Call = CallBegan & {
  takenAt?: number
  answer?: CallAnswered['answer']
  isLost?: true
  /** When the service acknowledged the first report about it. */
  reportedAt?: number
}

/** A batch with its readers. */
export type Batch = BatchIs & { readers: string[] }

/** Something that somebody asked for. */
export type Deed = Pick<Act, 'act' | 'what' | 'send' | 'reader' | 'who' | 'languages'> & {
  askedAt: number
  endedAt?: number
  how?: Act['how']
}

/** The state of everything after the events so far. */
export const createBook = (rules: Rules) => {
  const readers = new Map<string, ReaderIs[]>()
  const sends = new Map<string, SendIs>()
  const batches = new Map<string, Batch>()
  const ends = new Map<string, number>()
  const sums = new Map<string, SumsAre>()
  const frozen = new Map<string, number>()
  const planned = new Map<string, string[]>()
  const leftOut = new Map<string, Set<string>>()
  const steps = new Map<string, StepIs>()
  const calls = new Map<number, Call>()
  const callsOf = new Map<string, Call[]>()
  const deeds = new Map<number, Deed>()
  const stricken = new Set<string>()
  const publishings: Published[] = []
  const sandboxes = new Map<string, string>()
  const people = createPeople(readers)

  const take = (event: Happened): void => {
    switch (event.is) {
      case 'reader':
        people.take(event)
        push(readers, event.reader, event)
        return
      case 'published':
        publishings.push(event)
        return
      case 'send':
        sends.set(event.send, event)
        if (event.frozenAt !== undefined && !frozen.has(event.send)) frozen.set(event.send, event.at)
        return
      case 'step':
        steps.set(`${event.send} ${event.range} ${event.step}`, event)
        for (const [batch, now] of Object.entries(event.batches)) {
          const key = `${event.send} ${batch}`
          // Who is blanked is still whom the letter is about.
          const some = now.map((reader, index) =>
            reader === blank ? (planned.get(key)?.[index] ?? blank) : reader,
          )
          planned.set(key, some)
          const standing = batches.get(key)
          if (standing) standing.readers = some
        }
        for (const some of Object.values(event.leftOut))
          for (const reader of some) addTo(leftOut, event.send, reader)
        return
      case 'batch': {
        const key = `${event.send} ${event.batch}`
        batches.set(key, { ...event, readers: event.readers ?? planned.get(key) ?? [] })
        return
      }
      case 'batch-gone':
        batches.delete(`${event.send} ${event.batch}`)
        return
      case 'range-end':
        ends.set(`${event.send} ${event.range}`, event.batches)
        return
      case 'sums':
        sums.set(`${event.send} ${event.part}`, event)
        return
      case 'run':
        if (event.sandbox) sandboxes.set(event.run, event.sandbox)
        // Stays so once it has ended badly: a frozen one may continue later.
        if (event.of === 'deliver' && event.how !== 'began' && event.how !== 'answered')
          stricken.add(sandboxes.get(event.run) ?? event.run)
        return
      case 'call-began': {
        const call: Call = { ...event }
        calls.set(event.call, call)
        push(callsOf, `${event.send} ${event.reader}`, call)
        return
      }
      case 'call-taken':
        calls.get(event.call)!.takenAt = event.at
        return
      case 'call-answered':
        calls.get(event.call)!.answer = event.answer
        return
      case 'call-lost':
        calls.get(event.call)!.isLost = true
        return
      case 'reported':
        calls.get(event.call)!.reportedAt ??= event.at
        return
      case 'act':
        if (event.how === 'asked') {
          const { act, what, send, reader, who, languages } = event
          deeds.set(act, { act, what, send, reader, who, languages, askedAt: event.at })
        } else Object.assign(deeds.get(event.act)!, { endedAt: event.at, how: event.how })
    }
  }

  return {
    rules,
    take,
    sends,
    batches,
    /** The number of batches of a range, by `send range`; only for ranges whose planning has ended. */
    ends,
    /** Steps as they stand, with the names that they hold now. */
    steps,
    sums,
    calls,
    /** Sandboxes of `deliver` in which an invocation has so far not ended in order. */
    stricken,
    /** What was published, and when, oldest first. */
    publishings: publishings as readonly Published[],
    /** When a send was frozen in true time; its `frozenAt` is from some worker's clock. */
    frozenSince: (send: string): number | undefined => frozen.get(send),
    /** A reader's states, oldest first. */
    statesOf: (reader: string): readonly ReaderIs[] => readers.get(reader) ?? [],
    readers: () => [...readers.keys()],
    people,
    /** Calls to a person, at whichever of their addresses. */
    callsTo: (send: string, reader: string): readonly Call[] =>
      people.idsOf(reader).flatMap((id) => callsOf.get(`${send} ${id}`) ?? []),
    /** Calls for one place in a batch. */
    callsAt: (send: string, batch: string, index: number): Call[] =>
      [...calls.values()].filter(
        (call) => call.send === send && call.batch === batch && call.index === index,
      ),
    /** What was asked for about a send or a reader, oldest first. */
    deeds: (wanted: {
      what: readonly Deed['what'][]
      send?: string | undefined
      reader?: string | undefined
    }): Deed[] =>
      [...deeds.values()].filter(
        (deed) =>
          wanted.what.includes(deed.what) &&
          (!wanted.send || deed.send === wanted.send) &&
          (!wanted.reader ||
            (deed.reader !== undefined && people.idsOf(wanted.reader).includes(deed.reader))),
      ),
    isLeftOut: (send: string, reader: string) => leftOut.get(send)?.has(reader) ?? false,
    batchesOf: (send: string): Batch[] => [...batches.values()].filter((batch) => batch.send === send),
    /** The readers of a send's batches with their outcome codes. */
    lettersOf: function* (
      send: string,
    ): Generator<{ reader: string; letter: string; batch: Batch; index: number }> {
      for (const batch of batches.values())
        if (batch.send === send)
          for (const [index, reader] of batch.readers.entries())
            yield { reader, letter: batch.letters[index] ?? '', batch, index }
    },
  }
}
export type Book = ReturnType<typeof createBook>

const push = <Value>(lists: Map<string, Value[]>, key: string, value: Value) => {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

const addTo = (sets: Map<string, Set<string>>, key: string, value: string) => {
  const set = sets.get(key)
  if (set) set.add(value)
  else sets.set(key, new Set([value]))
}
