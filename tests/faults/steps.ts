import type { Call, CalledBy, Request } from '#local-cloud/types'

/** A change that a function makes outside of itself, or a look that it goes by, as the protocol names it. */
type Step = { name: string; by: string; action: string; says?: RegExp; often?: boolean }

const deliver = 'SendingDeliverFunction'
const plan = 'SendingPlanFunction'
const schedule = 'SendingScheduleFunction'
const sweep = 'SendingSweepFunction'
const feedback = 'FeedbackRecordFunction'
const admin = 'AdminCallsFunction'
const confirm = 'SubscriptionsConfirmFunction'

/** Letters of a batch, some of them of recipients whose calls begin. */
const underWay = /":after":\{"S":"[^"]*>/

/** Every step of functions/sending/PROTOCOL.md; a worker may die just before or just after each. */
const steps: readonly Step[] = [
  { name: 'make', by: admin, action: 'PutItem', says: /requestedAt/ },
  { name: 'ask', by: admin, action: 'SendMessageBatch' },
  { name: 'pause', by: admin, action: 'UpdateItem', says: /SET holds/ },
  { name: 'resume', by: admin, action: 'UpdateItem', says: /REMOVE holds/ },
  { name: 'cancel', by: admin, action: 'UpdateItem', says: /SET cancelledAt/ },
  { name: 'reopen', by: admin, action: 'UpdateItem', says: /reopened/ },
  { name: 'mark or sum up what is reopened', by: admin, action: 'UpdateItem', says: /SET sums/ },
  { name: 'count', by: schedule, action: 'Query', says: /COUNT/ },
  { name: 'open', by: schedule, action: 'PutItem', says: /"open"/ },
  { name: 'freeze', by: schedule, action: 'UpdateItem', says: /SET frozen/ },
  { name: 'hand out ranges', by: schedule, action: 'SendMessageBatch', says: /range/ },
  { name: 'note when a welcome is due', by: schedule, action: 'PutItem', says: /"due#/ },
  { name: 'welcome', by: schedule, action: 'PutItem', says: /"batch#/ },
  { name: 'look for readers', by: plan, action: 'Query', says: /#shard/, often: true },
  { name: 'take a step', by: plan, action: 'PutItem', says: /"plan#/ },
  { name: 'add a batch', by: plan, action: 'PutItem', says: /"batch#/ },
  { name: 'hint at a batch', by: plan, action: 'SendMessageBatch' },
  { name: 'end a range', by: plan, action: 'PutItem', says: /"range#/ },
  { name: 'sum up a plan', by: plan, action: 'UpdateItem', says: /SET sums/ },
  { name: 'claim', by: deliver, action: 'UpdateItem', says: /lease = :lease/ },
  { name: 'read the plan', by: deliver, action: 'GetItem', says: /"plan#/ },
  { name: 'ask for the rate', by: deliver, action: 'GetSendQuota' },
  { name: 'reserve', by: deliver, action: 'UpdateItem', says: /SET #until/, often: true },
  { name: 'begin', by: deliver, action: 'UpdateItem', says: underWay, often: true },
  { name: 'read states', by: deliver, action: 'BatchGetItem', often: true },
  { name: 'mail', by: deliver, action: 'SendRawEmail', often: true },
  { name: 'settle', by: deliver, action: 'UpdateItem', says: /SET codes = :after, closed/, often: true },
  { name: 'hold', by: deliver, action: 'UpdateItem', says: /SET holds/ },
  { name: 'release', by: deliver, action: 'UpdateItem', says: /SET hintedAt/ },
  { name: 'sum up a batch', by: deliver, action: 'UpdateItem', says: /SET sums/ },
  { name: 'hint again', by: sweep, action: 'SendMessageBatch' },
  { name: 'note the hint', by: sweep, action: 'UpdateItem', says: /SET hintedAt/ },
  { name: 'lift', by: sweep, action: 'UpdateItem', says: /REMOVE holds/ },
  { name: 'sum up again', by: sweep, action: 'UpdateItem', says: /SET sums/ },
  { name: 'forget', by: sweep, action: 'DeleteItem' },
  { name: 'keep a report', by: feedback, action: 'UpdateItem', says: /SET fates/, often: true },
  { name: 'settle by reports', by: feedback, action: 'UpdateItem', says: /SET codes/ },
  { name: 'sum up reports', by: feedback, action: 'UpdateItem', says: /SET sums/ },
  { name: 'leave', by: 'SubscriptionsUnsubscribeFunction', action: 'PutItem' },
  { name: 'announce', by: confirm, action: 'SendMessageBatch' },
  { name: 'confirm', by: confirm, action: 'PutItem' },
]

export const stepNames = steps.map(({ name }) => name)
export const isFrequent = (step: string) => steps.some(({ name, often }) => name === step && often)

/** The step that a call is; undefined for a call that is none, or not a sandbox's. */
export const stepOf = (call: Call, request: Request, by: CalledBy): string | undefined => {
  if (!by.sandbox) return undefined
  const may = steps.filter((step) => step.by === by.name && step.action === call.action)
  return may.find(({ says }) => !says || says.test(request.body.toString('latin1')))?.name
}
