import type { Cloud } from '#local-cloud'
import type { Acts } from './acts.ts'
import type { Admin } from './admin.ts'
import type { Person } from './audience.ts'
import type { Choice } from './draw-choice.ts'
import type { Ledger } from './ledger.ts'
import type { Log } from './log.ts'
import type { Meddler } from './meddle.ts'
import type { Readers } from './readers.ts'
import type { Victims } from './victims.ts'
import type { Witness } from './witness.ts'

export type Expected = { audience: Person[]; candidates: number }
export type Seen = {
  choice: Choice
  meddler: Meddler
  witness: Witness
  readers: Readers
  acts: Acts
  victims: Victims
  cloud: Cloud
  admin: Admin
  log: Log
  /** The digest. */
  send: string
}
/** How many messages SES accepted, by send and reader. */
export type Mails = (send: string) => Map<string, number>

/** What is found beside a send's own account. */
export type More = { lost: number; repeated: number; wrong: string[] }
/** What SES accepted, and the ledger. */
export type Books = { mails: Mails; ledger: Ledger }

export const nothingWrong: More = { lost: 0, repeated: 0, wrong: [] }
