import { addressed } from './addressed.ts'
import { announced } from './announced.ts'
import { approved } from './approved.ts'
import { asSeen } from './as-seen.ts'
import { corrected } from './corrected.ts'
import { done } from './done.ts'
import { due } from './due.ts'
import { erased } from './erased.ts'
import { forgotten } from './forgotten.ts'
import { fresh } from './fresh.ts'
import { holds } from './holds.ts'
import { letters } from './letter-changes.ts'
import { moved } from './moved.ts'
import { nobodyLost } from './nobody-lost.ts'
import { once } from './once.ts'
import { pinned } from './pinned.ts'
import type { Rule } from './rule.ts'
import { stops } from './stops.ts'
import { sums } from './sums.ts'
import { truth } from './truth.ts'
import { whoGot } from './who-got.ts'

export const rules: Rule[] = [
  sums,
  once,
  nobodyLost,
  fresh,
  stops,
  truth,
  addressed,
  pinned,
  holds,
  done,
  due,
  letters,
  erased,
  forgotten,
  moved,
  whoGot,
  approved,
  corrected,
  announced,
  asSeen,
]
