import { setTimeout as sleep } from 'node:timers/promises'
import { awsError } from '../../infra/local/calls/errors.ts'
import { formOf } from '../../infra/local/calls/wire.ts'
import { createChance } from '../../infra/local/chance.ts'
import type { Request, Response } from '../../infra/local/types.ts'
import type { Rates } from './choose.ts'
import { createCounter, cut, type Meddling } from './meddling.ts'

type Fault = keyof Rates['mail']

/** A call to SES that came in: for whom, when (Unix ms) and from which sandbox. */
export type Arrival = { subscriber: string; at: number; sandbox: string }

/** Longer than the mailer waits for an answer. */
const tooSlowMs = 11_000
const patienceMs = 9_500

const isAccepted = ({ status }: Response) => status === 200

/** What SES does to calls, and what came of them. */
export const createMeddleMail = ({ choice, log, now }: Meddling) => {
  const { is } = createChance(choice.seed)
  const nth = createCounter()
  const seen = {
    accepted: 0,
    /** Calls whose answer the caller never saw, or that says nothing. */
    unanswered: 0,
    /** Readers of whom SES wanted no mail, once. */
    refused: new Set<string>(),
    arrivals: [] as Arrival[],
    /** Readers at SES's mailbox simulator: what becomes of their mail may end their subscription. */
    simulated: new Set<string>(),
    /** Whom a message was accepted for. */
    mailed: new Set<string>(),
  }
  const faultOf = (name: string): Fault | undefined =>
    (Object.keys(choice.rates.mail) as Fault[]).find((fault) =>
      is(`${name} ${fault}`, choice.rates.mail[fault]),
    )
  const unanswered = (answer: Response) => {
    seen.unanswered += 1
    return answer
  }

  const meet = async (
    fault: Fault,
    subscriber: string,
    accept: () => Promise<Response>,
  ): Promise<Response> => {
    switch (fault) {
      case 'throttled':
        return awsError('ses', 400, 'Throttling', 'Maximum sending rate exceeded.')
      case 'overQuota':
        return awsError('ses', 400, 'Throttling', 'Daily message quota exceeded')
      case 'refused':
        seen.refused.add(subscriber)
        return awsError('ses', 400, 'MessageRejected', 'Email content is not acceptable.')
      case 'failedBefore':
        return unanswered(awsError('ses', 500, 'InternalFailure', 'Sorry.'))
      case 'cutBefore':
        return unanswered(cut)
      case 'failedAfter':
        await accept()
        return unanswered(awsError('ses', 503, 'ServiceUnavailable', 'Sorry.'))
      case 'cutAfter':
        await accept()
        return unanswered(cut)
      case 'slow':
        await sleep(tooSlowMs)
        return accept()
    }
  }

  return {
    seen,
    /** @param on whether faults may happen */
    around: async (request: Request, sandbox: string, on: boolean, proceed: () => Promise<Response>) => {
      const form = formOf(request)
      const subscriber = tagOf(form, 'subscriber')
      if (form.get('Destinations.member.1')?.endsWith('@simulator.amazonses.com'))
        seen.simulated.add(subscriber)
      const at = now()
      seen.arrivals.push({ subscriber, at, sandbox })
      const accept = async () => {
        const answer = await proceed()
        if (on && choice.latencyMs) await sleep(choice.latencyMs)
        if (!isAccepted(answer)) return answer
        seen.accepted += 1
        seen.mailed.add(subscriber)
        return answer
      }
      const name = `mail ${nth('mail')}`
      const fault = on ? faultOf(name) : undefined
      log.say(`${name} to ${subscriber} from ${sandbox}${fault ? `: ${fault}` : ''}`)
      const answer = await (fault ? meet(fault, subscriber, accept) : accept())
      if (now() - at > patienceMs) seen.unanswered += 1
      return answer
    },
  }
}

const tagOf = (form: URLSearchParams, wanted: string): string => {
  for (let at = 1; form.has(`Tags.member.${at}.Name`); at += 1)
    if (form.get(`Tags.member.${at}.Name`) === wanted) return form.get(`Tags.member.${at}.Value`) ?? ''
  return ''
}
