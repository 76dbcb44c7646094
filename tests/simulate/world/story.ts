import type { Rule } from '../../../functions/subscription/segments/rule.ts'
import type { Mishap } from '../engine/mishaps.ts'
import type { Act } from '../history.ts'
import type { Publishing } from './magazine.ts'
import type { Row } from './unreadable.ts'

/** A reader at the beginning. */
export type Person = {
  id: string
  email: string
  status: 'active' | 'pending' | 'unsubscribed' | 'suppressed'
  /** Unix ms. */
  confirmedAt: number
  /** The topics they chose. Absent: all. */
  topics?: string[]
  /** Absent: English. */
  language?: string
}

/** Something that a person does. `at` is in ms from the beginning. */
export type Deed = {
  at: number
  what: Act['what']
  reader?: string
  /** Who asks, where that matters. */
  who?: string
  topics?: string[]
  /** The language they choose with them. Absent: English. */
  language?: string
  /** It is about a correction of the send: the first one, or the second. */
  ofCorrection?: 1 | 2
  /** Of a correction: for those alone who got the send in one of these languages. */
  languages?: string[]
  /** Of a correction: it takes back the cancel of that of `ofCorrection`. */
  isAgain?: boolean
  /** Whoever asks looks at the send first, decides for so long, ms, and means it only as they have seen it. */
  decidesMs?: number
  /** Of a request: it is for another purpose, and for those alone whom this rule means. */
  rule?: Rule
  /** Of a request: when the send is due, ms from the beginning. Absent: at once. */
  dueMs?: number
  /** Where a reader moves to. */
  to?: { id: string; email: string }
  /** The duration of a reader's pause. */
  forMs?: number
}

/** The story of a schedule: the people, and what they do. */
export type Story = {
  people: Person[]
  deeds: Deed[]
  ranges: number
  /** If set, the send is warmed up in slices of these sizes. A day lasts a minute and a half here. */
  slices?: number[]
  /** How long a planner works before it leaves the rest to another message, ms. */
  planMs: number
  /** If set, the send is a test to this address. */
  test?: string
  rate: number
  /** If set, sends to more readers wait for a second person. */
  above?: number
  /** The probability that SES throttles a call that is within the rate. */
  throttled: number
  daily: number
  /** When SES accepts more mail, ms from the beginning. */
  quotaFreeAt: number
  /** The probability that a call to SES waits for seconds before it is sent. */
  slowSigning: number
  /** The probability that a queue delivers a message twice. */
  repeated: number
  troubled?: { from: number; to: number; name: string; message: string }
  refused: string[]
  odd: string[]
  /** The greatest error of a function's wall clock, ms. */
  clocksOff: number
  workers: number
  /** When the sweeper runs besides once a minute, ms from the beginning. */
  sweeps: number[]
  /** When the sandbox that handles people's requests is killed, ms from the beginning. */
  dies: number[]
  /** Who published what the issue is at the beginning. Absent: not known. */
  publisher?: string
  /** When the issue is published again, ms from the beginning. */
  republished: Publishing[]
  /** Webhooks want to be told of everything. */
  isAnnounced?: boolean
  /** While the webhooks' queue takes nothing, or seldom, ms from the beginning. `refuses`: how probably. */
  deaf?: { from: number; to: number; refuses: number }
  /** Rows that cannot be read, with the times, ms from the beginning. */
  unreadable: { row: Row; from: number; to: number }[]
  /** The probabilities that SES never reports an event, and that a recipient complains. */
  unreported: number
  /** SES reports within this many ms. Absent: usually within seconds, sometimes hours later. */
  reportedWithin?: number
  complained: number
  /** Nobody decides about uncertain recipients at the end. */
  isLeftAlone: boolean
  /** The mishaps that dominate. */
  favoured: Mishap[]
  /** How many times as often as usual they happen. */
  rough: number
}
