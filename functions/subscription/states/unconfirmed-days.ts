import { linkDays } from './link-lifetimes.ts'

/** Days that a sign-up is kept that nobody confirms: one more than its link works. DynamoDB removes it after. */
export const requestDays = linkDays.confirm + 1

/** Whoever an import brings in to be asked is kept so long until they are, and so long again for their answer. */
export const askDays = 30
/** As that of a sign-up, the link that asks ends a day before what it would confirm. */
export const askLinkDays = askDays - 1
