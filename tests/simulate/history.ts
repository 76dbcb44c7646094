/**
 * What happened in a run of sending, as seen from outside the service: the ledger after each change, which calls to SES
 * began and what SES did with them, what people asked for and what they were told. The simulator writes it, and so does
 * the fault harness (tests/faults); one judge (judge.ts) reads both. It is plain JSON: one {@link History} per run,
 * events in order of time.
 *
 * Times are true times in Unix ms, not by the clock of any worker. An event of the ledger has the time at which the
 * change took effect or, where the ledger is polled, at which it was first seen; a state between two polls may then be
 * missed.
 */
export type History = { rules: Rules; events: Happened[] }

/** What the service promised in this run. Times are in ms. */
export type Rules = {
  /** The greatest age of a reader's state when a call to SES begins, plus what an observer must tolerate. */
  freshMs: number
  /** How many readers a worker may still mail after a pause or cancel was acknowledged: a chunk. */
  chunk: number
  /** How long after a pause or cancel was acknowledged a call may begin: the longest life of a worker. */
  lifeMs: number
  /** How long a recipient must have been uncertain before a person may decide about them. */
  decideAfterMs: number
  /** The run went on until nothing was left to do, so anyone still waiting is lost, unless the send is held. */
  isOver: boolean
  /** Webhooks want to be told of everything. */
  isAnnounced?: boolean
}

type At = { at: number }

export type Happened =
  | ReaderIs
  | Published
  | SendIs
  | StepIs
  | BatchIs
  | BatchGone
  | RangeEnds
  | SumsAre
  | RunIs
  | CallBegan
  | CallTaken
  | CallAnswered
  | CallLost
  | Reported
  | Announced
  | Saw
  | Act

/** A reader's row, at each change. */
export type ReaderIs = At & {
  is: 'reader'
  reader: string
  /** `gone`: there is no row, or no longer; `erased`: nothing is left of them but an id; `moved`: see `to`. */
  status: 'pending' | 'active' | 'unsubscribed' | 'suppressed' | 'erased' | 'moved' | 'gone'
  address?: string | undefined
  /** Unix ms; only for active readers. */
  confirmedAt?: number
  /** The topics they chose; empty or absent: all. */
  topics?: string[]
  /** Unix ms: sends that began earlier leave them out. */
  pausedUntil?: number
  /** Where who has moved is, by id; `carries`: until they stand there they are still in this row. */
  to?: string
  carries?: boolean
  /** The ids of their addresses of before. `joined`: they were another reader until then. */
  movedFrom?: { id: string; joined?: boolean }[]
}

/** An edition of the issue is published, in place of what was published in its language before. */
export type Published = At & {
  is: 'published'
  language: string
  edition: string
  /** Who published it. Absent: not known. */
  by?: string
}

/** A send's item, at each change. */
export type SendIs = At & {
  is: 'send'
  send: string
  /** Unix ms: readers who confirmed later are not in the audience. Absent: not frozen. */
  frozenAt?: number
  /** Hashes of the editions it was frozen with. Absent: not known. */
  editions?: string[]
  /** It is for readers of any of these topics. Absent: for all. */
  topics?: string[]
  /** It is for those alone who got another send (`got`), or who did not. */
  only?: { send: string; got: boolean }
  /** It is for those alone to whom another send brought one of these editions. */
  corrects?: { send: string; editions: string[] }
  /** The only address of a test. */
  test?: string
  /** It is not planned; readers join one by one. */
  series?: boolean
  /** It waits for a second person if it is for more readers than this. */
  above?: number
  /** The editions for which somebody approved it. */
  approved?: string[]
  /** Who asked for it, and when. */
  by?: string
  askedAt?: string
  /** In how many ranges it is planned. */
  ranges?: number
  /** Causes for which it is held. */
  holds: string[]
  /** Since when each hold stands, by cause, to tell holds with the same cause apart. Absent: not known. */
  heldSince?: Record<string, string>
  cancelled: boolean
  /** It was asked for anew, and not all readers whom its cancel left out wait again yet. */
  reopening?: boolean
  /** To whom it went is forgotten, or is just being. */
  forgotten?: boolean
  /** The name of what a person did last. */
  deed?: string
  /** All that people change of it, in one text. Absent: not known. */
  version?: string
}

/** A step of a plan: the readers of each batch, and who was left out. */
export type StepIs = At & {
  is: 'step'
  send: string
  range: number
  step: number
  /** Readers by batch, in the order of its outcome codes. */
  batches: Record<string, string[]>
  leftOut: Record<string, string[]>
  /** It is the last step. */
  last: boolean
}

/** A batch's item is removed: of a series, whose reader is erased. What it came to is there under another key. */
export type BatchGone = At & { is: 'batch-gone'; send: string; batch: string }

/** A batch's item, at each change. */
export type BatchIs = At & {
  is: 'batch'
  send: string
  batch: string
  /** One outcome code per reader, see functions/sending/ledger/outcomes.ts. */
  letters: string
  closed: boolean
  /** The number of its readers and of those whom its step left out. */
  candidates: number
  leftOut: number
  /** Its readers, for a batch of a series, which has no step. */
  readers?: string[]
  /** Unix ms. Absent: at once. */
  due?: number
  /** The sandbox that wrote it, see {@link RunIs}. Absent: not known. */
  sandbox?: string
}

/** The planning of a range has ended. `batches` is their number. */
export type RangeEnds = At & { is: 'range-end'; send: string; range: number; batches: number }

/** The sums shown for a range, or for all of a series. */
export type SumsAre = At & {
  is: 'sums'
  send: string
  part: number | 'all'
  /** Whether they say that everything is planned and closed. */
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
  /** Where it ran: work left open in a frozen sandbox continues beside its next event. Absent: not known. */
  sandbox?: string
  /** The function; `deliver` calls SES. */
  of: string
  /**
   * `failed`: its handler threw. `killed`, `timed-out`, `abandoned` (frozen for good, or until another event comes):
   * its work does not end in order. `frozen`: it stops for some time and continues.
   */
  how: 'began' | 'answered' | 'failed' | 'killed' | 'timed-out' | 'abandoned' | 'frozen'
}

/** A call to SES begins: its first byte leaves, or may have left. */
export type CallBegan = At & {
  is: 'call-began'
  call: number
  send: string
  batch: string
  /** The reader's index in the batch. */
  index: number
  reader: string
  address: string
  attempt: number
  /** Hash of the edition in the mail. Absent: not known. */
  edition?: string
  /** The invocation that made it; if that is not known, the process. */
  run: string
}

/** SES accepted the message and will mail it. */
export type CallTaken = At & { is: 'call-taken'; call: number }

/** SES's answer, whether or not the worker saw it. */
export type CallAnswered = At & {
  is: 'call-answered'
  call: number
  /** `rejected`: this message, for good. `account`: no mail is accepted at the moment. */
  answer: 'accepted' | 'throttled' | 'quota' | 'rejected' | 'account' | 'unknown' | 'failed'
}

/** The worker will certainly never see SES's answer, if SES got the call at all. */
export type CallLost = At & { is: 'call-lost'; call: number }

/** The service has processed a report of SES about a call, and acknowledged its message. */
export type Reported = At & { is: 'reported'; call: number }

/**
 * Webhooks are to be told of what is about to be done: it is queued, or owed where their queue takes nothing. `about` and `mark`
 * say of what, `since` when it was announced (ISO 8601, by the clock of who did).
 */
export type Announced = At & {
  is: 'announced'
  how: 'queued' | 'owed'
  type: string
  about: string
  mark: string
  since: string
}

/** Who asks for something has looked at the send, and means it as they saw it. `deed`: its name, as the send will have it. */
export type Saw = At & {
  is: 'saw'
  deed: string
  send: string
  version: string
  /** What it would have sent then. Absent: it had begun. */
  editions?: string[]
}

/** Somebody asked for something (`asked`), and was told that it is done (`done`) or not (`refused`, `failed`). */
export type Act = At & {
  is: 'act'
  act: number
  how: 'asked' | 'done' | 'refused' | 'failed'
  what:
    | 'unsubscribe'
    | 'confirm'
    /** A reader moves to another address. */
    | 'move'
    /** An admin erases a reader. */
    | 'erase'
    /** A send is kept no longer. */
    | 'forget'
    /** A reader chooses other topics. */
    | 'choose'
    /** A reader pauses, or ends their pause by hand. */
    | 'pause-reader'
    | 'unpause-reader'
    | 'pause'
    | 'resume'
    | 'cancel'
    /** Somebody lets a send go that waits for a second person. */
    | 'approve'
    /** A cancelled send is asked for anew. */
    | 'ask-anew'
    | 'resend'
    | 'write-off'
    | 'retry'
    | 'request'
    /** A send that went out with a fault is corrected. */
    | 'correct'
  send?: string | undefined
  reader?: string | undefined
  /** Who asked. Absent: it does not matter. */
  who?: string | undefined
  /** Of a correction: in which languages. Absent: in all. */
  languages?: readonly string[] | undefined
}
