/** Functions whose sandboxes stand still or get another time. */
export const victimFunctions = {
  deliver: 'SendingDeliverFunction',
  plan: 'SendingPlanFunction',
  schedule: 'SendingScheduleFunction',
  sweep: 'SendingSweepFunction',
  feedback: 'FeedbackRecordFunction',
  admin: 'AdminCallsFunction',
  unsubscribe: 'SubscriptionsUnsubscribeFunction',
  confirm: 'SubscriptionsConfirmFunction',
} as const

/** Whose sandbox something befalls, by the function's name. */
export type Victim = keyof typeof victimFunctions
