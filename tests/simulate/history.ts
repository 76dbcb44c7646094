/**
 * What happened in a run of sending, as somebody saw it who stands outside of the service: what the ledger held after
 * each change, which calls to SES began and what SES did with them, what people asked for and what they were told.
 * The simulator writes it, and so does the fault harness (tests/faults), each from its own world; one judge
 * (judge.ts) reads both. It is plain JSON: one {@link History} a run, events in the order of their times.
 *
 * Times are true ones, Unix ms: not by the clock of any worker. An event of the ledger has the time at which the change
 * took effect (where it is polled: at which it was first seen, and then an observer may miss what stood only between).
 */
export type History = { rules: Rules; events: Happened[] }

/** What the service promised in this run. All in ms. */
export type Rules = {
  /** How old a reader's state may be when a call to SES begins, and what an observer must allow on top of that. */
  freshMs: number
  /** How many readers a worker may still mail after a pause or a cancel was acknowledged: a chunk. */
  chunk: number
  /** After a pause or a cancel was acknowledged, no call begins later than this: the longest that a worker lives. */
  lifeMs: number
  /** How long somebody must have been uncertain before a person may decide about them. */
  decideAfterMs: number
  /** Everything was waited for at the end: who waits still is lost, unless the send is held. */
  isOver: boolean
}

type At = { at: number }

export type Happened =
  | ReaderIs
  | SendIs
  | StepIs
  | BatchIs
  | RangeEnds
  | SumsAre
  | RunIs
  | CallBegan
  | CallTaken
  | CallAnswered
  | CallLost
  | Reported
  | Act

/** A reader's row, whenever it changes. */
export type ReaderIs = At & {
  is: 'reader'
  reader: string
  /** `gone` = there is no row (any more). */
  status: 'pending' | 'active' | 'unsubscribed' | 'suppressed' | 'gone'
  address?: string | undefined
  /** Unix ms; of an active reader. */
  confirmedAt?: number
  /** What they chose; none, or absent = all topics. */
  topics?: string[]
  /** Unix ms: whatever began to be sent before passes them by. */
  pausedUntil?: number
}

/** A send's item, whenever it changes. */
export type SendIs = At & {
  is: 'send'
  send: string
  /** Unix ms: who confirmed later is not in the audience. Absent = not frozen. */
  frozenAt?: number
  /** Hashes of the editions that it was frozen with; absent = not known. */
  editions?: string[]
  /** It is for readers of one of these; absent = for all. */
  topics?: string[]
  /** Where a test goes, and nowhere else. */
  test?: string
  /** Nobody plans it; readers join it one by one. */
  series?: boolean
  /** Why it stands still. */
  holds: string[]
  /** What tells a hold from another for the same cause: when it says that it was set. Absent = not known. */
  heldSince?: Record<string, string>
  cancelled: boolean
  /** It was asked for anew, and those whom its cancel left out are not all reopened. */
  reopening?: boolean
}

/** A step of a plan: who is in which batch, who was left out. */
export type StepIs = At & {
  is: 'step'
  send: string
  range: number
  step: number
  /** Readers by batch, in the order of its letters. */
  batches: Record<string, string[]>
  leftOut: Record<string, string[]>
  /** There is no step after it. */
  last: boolean
}

/** A batch's item, whenever it changes. */
export type BatchIs = At & {
  is: 'batch'
  send: string
  batch: string
  /** One letter a reader, see functions/sending/ledger/outcomes.ts. */
  letters: string
  closed: boolean
  /** How many it accounts for: its readers and whom its step left out. */
  candidates: number
  leftOut: number
  /** Its readers, where no step says so: of a series. */
  readers?: string[]
  /** Unix ms; absent = at once. */
  due?: number
  /** The sandbox that wrote it, see {@link RunIs}; absent = not known. */
  sandbox?: string
}

/** A range's planning has ended: there are so many batches. */
export type RangeEnds = At & { is: 'range-end'; send: string; range: number; batches: number }

/** What the sums say that are shown of a part of a send: of a range, or of all of a series. */
export type SumsAre = At & {
  is: 'sums'
  send: string
  part: number | 'all'
  /** They say that all is planned and closed. */
  done: boolean
  candidates: number
  accepted: number
  uncertain: number
  waiting: number
  excluded: number
  failed: number
}

/** One invocation of a function. */
export type RunIs = At & {
  is: 'run'
  run: string
  /** Where it ran: what was open in a sandbox when it froze goes on beside its next event. Absent = not known. */
  sandbox?: string
  /** Which function it is of: `deliver` calls SES. */
  of: string
  /**
   * `failed`: its handler threw. `killed`, `timed-out`, `abandoned` (frozen for good, or until another event comes):
   * nothing that it had begun is ended in order. `frozen`: it stands still for a while, and goes on.
   */
  how: 'began' | 'answered' | 'failed' | 'killed' | 'timed-out' | 'abandoned' | 'frozen'
}

/** A call to SES begins: its first byte leaves, or may have left. */
export type CallBegan = At & {
  is: 'call-began'
  call: number
  send: string
  batch: string
  /** Where the reader stands in the batch. */
  index: number
  reader: string
  address: string
  attempt: number
  /** Hash of the edition that is in the mail; absent = not known. */
  edition?: string
  /** The invocation or, where that is not known, the process that made it. */
  run: string
}

/** SES took the message: it will be mailed. */
export type CallTaken = At & { is: 'call-taken'; call: number }

/** What SES answered, whether or not the worker ever saw it. */
export type CallAnswered = At & {
  is: 'call-answered'
  call: number
  /** `rejected` = this message, for good; `account` = nobody's mail is taken just now. */
  answer: 'accepted' | 'throttled' | 'quota' | 'rejected' | 'account' | 'unknown' | 'failed'
}

/** The worker surely never sees what SES answered, if SES heard the call at all. */
export type CallLost = At & { is: 'call-lost'; call: number }

/** A report of SES about a call was taken in by the service, which acknowledged its message. */
export type Reported = At & { is: 'reported'; call: number }

/** Somebody asked for something (`asked`), and was told that it is done (`done`) or was not (`refused`, `failed`). */
export type Act = At & {
  is: 'act'
  act: number
  how: 'asked' | 'done' | 'refused' | 'failed'
  what:
    | 'unsubscribe'
    | 'confirm'
    /** A reader chooses other topics. */
    | 'choose'
    /** A reader pauses, or ends their pause by hand. */
    | 'pause-reader'
    | 'unpause-reader'
    | 'pause'
    | 'resume'
    | 'cancel'
    /** A cancelled send is asked for anew. */
    | 'ask-anew'
    | 'resend'
    | 'write-off'
    | 'retry'
    | 'request'
  send?: string | undefined
  reader?: string | undefined
}
