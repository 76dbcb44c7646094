import { setTimeout as sleep } from 'node:timers/promises'
import { awsError } from '#local-cloud/gateway/errors'
import type { FormFields } from '#local-cloud/gateway/form-fields'
import { formOf } from '#local-cloud/gateway/parse-request'
import { createChance } from '#local-cloud/host/seeded-random'
import type { SesFault } from '#local-cloud/ses/faults'
import type { Request, Response } from '#local-cloud/types'
import { idOf } from '../reader-ids.ts'
import type { CallAnswered } from '../simulate/history.ts'
import { createCounter, cut, type Meddling } from './meddle-shared.ts'
import type { Rates } from './rates.ts'

type Fault = keyof Rates['mail']

/** A call to SES that came in. Times are Unix ms by the clock that nobody sets. */
export type Arrival = {
  subscriber: string
  send: string
  batch: string
  index: number
  destination: string
  sandbox: string
  /** When it left the request handler of the caller, who may have stood still since. */
  leftAt: number
  at: number
  /** `unanswered`: the caller may never have seen an answer that says what became of it. */
  became: 'open' | 'accepted' | 'refused' | 'unanswered'
  isAccepted: boolean
}

/** Longer than the mailer waits for an answer. */
const tooSlowMs = 11_000
/**
 * The mailer waits for ten seconds, which are two outside, and looks at its timers before it reads: on a busy machine it may
 * have given up on what was answered after this.
 */
const patienceMs = 5_000

const isAccepted = ({ status }: Response) => status === 200
/** 408 and 5xx say nothing of the message, and neither does a connection that is cut. */
const saysNothing = ({ status }: Response) => status === 0 || status === 408 || status >= 500

/** What SES does to calls, and what came of them. */
export const createMeddleMail = ({ choice, log, met, witness, history, now }: Meddling) => {
  const { is } = createChance(choice.seed)
  const nth = createCounter()
  const seen = {
    accepted: 0,
    /** Readers of whom SES wanted no mail, once. */
    refused: new Set<string>(),
    arrivals: [] as Arrival[],
    /** Readers at SES's mailbox simulator: what becomes of their mail may end their subscription. */
    simulated: new Set<string>(),
    /** Whom a message was accepted for. */
    mailed: new Set<string>(),
  }
  let dayIsOverUntil = 0
  let troubledCalls = 0
  let fault: SesFault | undefined
  const moments = { day: choice.dayQuota, account: choice.account }

  const faultOf = (name: string): Fault | undefined =>
    (Object.keys(choice.rates.mail) as Fault[]).find((one) => is(`${name} ${one}`, choice.rates.mail[one]))

  const meet = async (
    what: Fault,
    subscriber: string,
    accept: () => Promise<Response>,
  ): Promise<Response> => {
    met.note(`mail: ${what}`)
    switch (what) {
      case 'throttled':
        return awsError('ses', 400, 'Throttling', 'Maximum sending rate exceeded.')
      case 'overQuota':
        return awsError('ses', 400, 'Throttling', 'Daily message quota exceeded')
      case 'refused':
        seen.refused.add(subscriber)
        return awsError('ses', 400, 'MessageRejected', 'Email content is not acceptable.')
      case 'failedBefore':
        return awsError('ses', 500, 'InternalFailure', 'Sorry.')
      case 'cutBefore':
        return cut
      case 'failedAfter':
        await accept()
        return awsError('ses', 503, 'ServiceUnavailable', 'Sorry.')
      case 'cutAfter':
        await accept()
        return cut
      case 'slow':
        await sleep(tooSlowMs)
        return accept()
    }
  }

  return {
    seen,
    /** What SES allows now. */
    quota: () => ({
      max24HourSend: now() < dayIsOverUntil ? 0 : -1,
      maxSendRate: choice.rate,
      // Time runs faster here than outside, and so do the delays of a busy machine.
      toleranceMs: 250,
    }),
    /** What SES says of the account now, instead of taking a message. */
    fault: ({ action }: { action: string }): SesFault | undefined => {
      if (action !== 'SendRawEmail' || troubledCalls === 0) return undefined
      troubledCalls -= 1
      met.note('an answer about the account')
      return fault
    },
    /** To be called again and again: a day's quota is used up, the account is in trouble. */
    look: () => {
      const { day, account } = moments
      if (day && seen.accepted >= day.afterMails) {
        dayIsOverUntil = now() + day.forMs
        met.note('the day’s quota is used up')
        log.say(`SES takes nothing for ${day.forMs} ms`)
        moments.day = undefined
      }
      if (account && seen.accepted >= account.afterMails) {
        troubledCalls = account.calls
        fault = account.fault
        log.say(`SES answers ${account.calls} calls with "${account.fault}"`)
        moments.account = undefined
      }
    },
    /**
     * To be told of every mail, whichever function it is of: one that says what a reader chose bounces at SES's simulator
     * just as a digest does, and later sends leave its reader out.
     */
    saw: (request: Request) => {
      const destination = formOf(request).get('Destinations.member.1') ?? ''
      if (destination.endsWith('@simulator.amazonses.com')) seen.simulated.add(idOf(destination))
    },
    /** @param on whether faults may happen */
    around: async (request: Request, sandbox: string, on: boolean, proceed: () => Promise<Response>) => {
      const form = formOf(request)
      const destination = form.get('Destinations.member.1') ?? ''
      const subscriber = tagOf(form, 'subscriber')
      const at = now()
      const arrival: Arrival = {
        subscriber,
        send: tagOf(form, 'send'),
        batch: tagOf(form, 'batch'),
        index: Number(tagOf(form, 'recipient')),
        destination,
        sandbox,
        leftAt: Number(request.headers['x-left-at'] ?? at),
        at,
        became: 'open',
        isAccepted: false,
      }
      const call = seen.arrivals.push(arrival)
      const edition = witness.editionOf(arrival.send, tagOf(form, 'language'))
      history.add({
        is: 'call-began',
        at: arrival.leftAt,
        call,
        send: arrival.send,
        batch: arrival.batch,
        index: arrival.index,
        reader: subscriber,
        address: destination,
        attempt: Number(tagOf(form, 'attempt')),
        ...(edition !== undefined && { edition }),
        run: sandbox,
      })
      const accept = async () => {
        const answer = await proceed()
        if (isAccepted(answer)) {
          arrival.isAccepted = true
          witness.took(arrival.send, arrival.batch, arrival.index, call)
          history.add({ is: 'call-taken', at: now(), call })
        }
        if (on && choice.latencyMs) await sleep(choice.latencyMs)
        if (!isAccepted(answer)) return answer
        seen.accepted += 1
        seen.mailed.add(subscriber)
        return answer
      }
      const name = `mail ${nth('mail')}`
      const what = on ? faultOf(name) : undefined
      log.say(`${name} to ${subscriber} of ${arrival.send} from ${sandbox}${what ? `: ${what}` : ''}`)
      const answer = await (what ? meet(what, subscriber, accept) : accept())
      const isLost = saysNothing(answer) || now() - arrival.leftAt > patienceMs
      arrival.became = isLost ? 'unanswered' : isAccepted(answer) ? 'accepted' : 'refused'
      // Its caller gives up before a slow answer comes.
      const lostAt = Math.min(now(), arrival.leftAt + patienceMs)
      history.answered(call, answerOf(answer), isLost ? lostAt : undefined)
      // An answer of which nobody has heard yet may be put down to its reader.
      if (answer.status >= 400 && answer.status < 500) {
        log.say(`${name} was answered with ${shortly(answer)}`)
        if (/PolicyNotSatisfied/.test(answer.body.toString())) seen.refused.add(subscriber)
      }
      return answer
    },
  }
}

const answerOf = (answer: Response): CallAnswered['answer'] => {
  const body = answer.body.toString()
  if (isAccepted(answer)) return 'accepted'
  if (saysNothing(answer)) return 'failed'
  if (/Daily message quota/.test(body)) return 'quota'
  if (answer.status === 429 || /Throttling/.test(body)) return 'throttled'
  if (/Email content is not acceptable/.test(body)) return 'rejected'
  return /PolicyNotSatisfied/.test(body) ? 'unknown' : 'account'
}

const shortly = ({ status, body }: Response) => `${status} ${/<Message>([^<]*)/.exec(body.toString())?.[1]}`

const tagOf = (form: Pick<FormFields, 'get'>, wanted: string): string => {
  for (let at = 1; form.get(`Tags.member.${at}.Name`) !== null; at += 1)
    if (form.get(`Tags.member.${at}.Name`) === wanted) return form.get(`Tags.member.${at}.Value`) ?? ''
  return ''
}
