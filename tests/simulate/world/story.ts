import type { Mishap } from '../engine/mishaps.ts'
import type { Act } from '../history.ts'
import type { Row } from './unreadable.ts'

/** A reader at the beginning. */
export type Person = {
  id: string
  email: string
  status: 'active' | 'pending' | 'unsubscribed' | 'suppressed'
  /** Unix ms. */
  confirmedAt: number
  /** What they chose; absent = all topics. */
  topics?: string[]
}

/** Something that a person does, and when: ms from the beginning. */
export type Deed = {
  at: number
  what: Act['what']
  reader?: string
  topics?: string[]
  /** How long a reader's pause lasts. */
  forMs?: number
}

/** What a schedule is about: who is there, and who does what. */
export type Story = {
  people: Person[]
  deeds: Deed[]
  ranges: number
  /** After how long a planner leaves the rest to another message. */
  planMs: number
  /** The send is a test to this address. */
  test?: string
  rate: number
  /** How likely SES is to say that a call is over the rate, although it is not. */
  throttled: number
  daily: number
  /** When SES takes more, ms from the beginning. */
  quotaFreeAt: number
  /** How likely a call to SES waits on its way to the wire, and then for how long at most, ms. */
  slowSigning: number
  /** How likely a message of a queue comes twice. */
  repeated: number
  troubled?: { from: number; to: number; name: string; message: string }
  refused: string[]
  odd: string[]
  /** How far a function's wall clock may be off, ms. */
  clocksOff: number
  workers: number
  /** When the sweeper is started besides its every minute, ms from the beginning. */
  sweeps: number[]
  /** When whoever does what people ask for is killed, ms from the beginning. */
  dies: number[]
  /** When the issue is published again as another edition, ms from the beginning. */
  republished: number[]
  /** Which rows cannot be read from when to when, ms from the beginning. */
  unreadable: { row: Row; from: number; to: number }[]
  /** How likely SES never reports something, and how likely a mail is complained of. */
  unreported: number
  /** SES reports within so many ms; absent = mostly within seconds, at times hours later. */
  reportedWithin?: number
  complained: number
  /** Nobody decides about the uncertain at the end. */
  isLeftAlone: boolean
  /** What goes wrong most of all. */
  favoured: Mishap[]
  /** So many times as often as usual. */
  rough: number
}
