import { setTimeout as sleep } from 'node:timers/promises'
import { awsError } from '#local-cloud/gateway/errors'
import { createChance } from '#local-cloud/host/seeded-random'
import type { Call, CalledBy, Interceptor, Request, Response } from '#local-cloud/types'
import type { Choice, Kill, Late } from './draw-choice.ts'
import { createMeddleMail } from './meddle-mail.ts'
import { createMeddleQueue } from './meddle-queue.ts'
import { createMeddleReads } from './meddle-reads.ts'
import { createCounter, cut, type Meddling } from './meddle-shared.ts'
import type { Met } from './met.ts'
import { stepOf } from './steps.ts'

type Faulty = (name: string, proceed: () => Promise<Response>) => Promise<Response>

/**
 * Stands between the functions and AWS and does what the seed chose. Nothing happens until it is switched on.
 */
export const createMeddler = (meddling: Meddling) => {
  const { choice, victims, witness, met, log } = meddling
  const mail = createMeddleMail(meddling)
  const queue = createMeddleQueue(meddling)
  const reads = createMeddleReads(meddling)
  const others = createFaulty(choice, met)
  const nthOf = createCounter()
  const nthStep = createCounter()
  const doomed = new Map<string, number>()
  let on = false

  const faulty = (call: Call, request: Request, by: CalledBy, proceed: () => Promise<Response>) => {
    if (!on) return proceed()
    if (call.action === 'ReceiveMessage') return queue.receive(request, proceed)
    if (!by.sandbox) return proceed()
    const name = `${by.name} ${call.service} ${call.action}`
    const nth = `${name} ${nthOf(name)}`
    const carryOut = () =>
      call.service === 'dynamodb' ? reads({ call, request, name: nth, proceed }) : proceed()
    return others[call.service]?.(nth, carryOut) ?? carryOut()
  }

  const dying = async (sandbox: string, { step, nth, when }: Kill, proceed: () => Promise<Response>) => {
    if (when === 'after') await proceed()
    met.note(`killed ${when} "${step}"`)
    await victims.kill(sandbox, `${when} "${step}" ${nth}`)
    return cut
  }
  const beLate = async (sandbox: string, late: Late, proceed: () => Promise<Response>) => {
    met.note('a write takes effect late')
    log.say(`"${late.step}" ${late.nth} of ${sandbox} takes ${late.ms} ms`)
    await sleep(late.ms)
    const answer = await proceed()
    log.say(`"${late.step}" ${late.nth} of ${sandbox} was answered with ${answer.status}`)
    if (late.thenKillAfterMails) doomed.set(sandbox, late.thenKillAfterMails)
    return answer
  }
  const isDoomed = (sandbox: string) => {
    const left = doomed.get(sandbox)
    if (left === undefined) return false
    doomed.set(sandbox, left - 1)
    return left === 1
  }

  const around: Interceptor = async (call, carryOut, request, by) => {
    const { sandbox } = by
    const step = stepOf(call, request, by)
    if (sandbox) victims.sawCallOf(sandbox)
    if (call.action === 'SendRawEmail') mail.saw(request)
    const proceed = async () => {
      const answer = await carryOut()
      witness.saw(call, request, answer, by)
      return countsShard(request) ? estimated(choice.ranges, answer) : answer
    }
    const go = () => faulty(call, request, by, proceed)
    const meet = () => (step === 'mail' ? mail.around(request, sandbox!, on, proceed) : go())
    if (!on || !step || !sandbox) return meet()

    const nth = nthStep(step)
    const is = (one: { step: string; nth: number }) => one.step === step && one.nth === nth
    if (step === 'mail' && isDoomed(sandbox))
      return dying(sandbox, { step: 'mail after a late write', nth, when: 'after' }, meet)
    const kill = choice.kills.find(is)
    if (kill) return dying(sandbox, kill, meet)
    const late = choice.late.find(is)
    return late ? beLate(sandbox, late, proceed) : meet()
  }
  return {
    around,
    mail: mail.seen,
    /** What SES allows and says of the account; `look` is to be called again and again. */
    ses: { quota: mail.quota, fault: mail.fault, look: mail.look },
    lostEvents: queue.lostEvents,
    know: queue.know,
    /** The calls are let alone from now on, or no longer. */
    be: (state: 'on' | 'off') => {
      on = state === 'on'
    },
  }
}
export type Meddler = ReturnType<typeof createMeddler>

/** One of 256 shards speaks for all: any estimate may be what a send is planned by. */
const countsShard = ({ body }: Request): boolean => body.includes('"Select":"COUNT"')
const estimated = (ranges: number, answer: Response): Response => {
  const readers = Math.floor((ranges * 4_000 - 1) / 256)
  const body = answer.body.toString().replace(/"Count":\d+/, `"Count":${readers}`)
  return { ...answer, body }
}

/** Each service's own failures, which the SDK repeats, and answers that get lost. */
const createFaulty = ({ seed, rates }: Choice, met: Met): Record<string, Faulty> => {
  const chance = createChance(seed)
  const isMet = (service: string, name: string, what: string, rate: number) => {
    const is = chance.is(`${name} ${what}`, rate)
    if (is) met.note(`${service}: ${what}`)
    return is
  }
  const failing =
    (service: string): Faulty =>
    async (name, proceed) =>
      isMet('others', name, 'fails', rates.others.failed)
        ? awsError(service, 503, 'ServiceUnavailable', 'Please try again.')
        : proceed()
  return {
    dynamodb: async (name, proceed) => {
      const { throttled, cutBefore, cutAfter } = rates.database
      if (isMet('database', name, 'throttled', throttled))
        return awsError('dynamodb', 400, 'ProvisionedThroughputExceededException', 'Too many requests.')
      if (isMet('database', name, 'cut before', cutBefore)) return cut
      const answer = await proceed()
      return isMet('database', name, 'cut after', cutAfter) ? cut : answer
    },
    sqs: async (name, proceed) => {
      if (isMet('queue', name, 'fails', rates.queue.failed))
        return awsError('sqs', 500, 'InternalError', 'Sorry.')
      const answer = await proceed()
      return isMet('queue', name, 'cut after', rates.queue.cutAfter) ? cut : answer
    },
    s3: failing('s3'),
    secretsmanager: failing('secretsmanager'),
    scheduler: failing('scheduler'),
  }
}
