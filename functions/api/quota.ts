import type { SendingQuota } from '../mail/mailer.ts'
import { askedADay } from '../subscription/asking/allowance.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { QuotaAnswer } from './answers/service.ts'

/**
 * What SES lets the account send, and how many readers of an import are asked in a day of that.
 * @param ask SES's live quota; undefined when it throttled the question
 */
export const createQuota = (ask: () => Promise<SendingQuota | undefined>) => async (): Promise<Answer> => {
  const quota = await ask()
  if (!quota)
    return refuse('try-again/ses-asked-too-often', {
      message: 'SES was asked too often just now: ask again in a second',
    })
  return answer(200, { ...quota, asksADay: askedADay(quota) } satisfies QuotaAnswer)
}
export type Quota = ReturnType<typeof createQuota>
