import type * as z from 'zod'
import { environment as access } from '../functions/access/settings.ts'
import { environment as api } from '../functions/api/settings.ts'
import { environment as console } from '../functions/console/settings.ts'
import { environment as edition } from '../functions/edition/settings.ts'
import { environment as feedback } from '../functions/feedback/settings.ts'
import { environment as privacy } from '../functions/privacy/settings.ts'
import { environment as sending } from '../functions/sending/settings.ts'
import { environment as subscription } from '../functions/subscription/settings.ts'
import { environment as webhooks } from '../functions/webhooks/settings.ts'

/** What each function reads from its environment, by the function's name: the template must give exactly these. */
export const settings = {
  ...edition,
  ...subscription,
  ...sending,
  ...feedback,
  ...privacy,
  ...access,
  ...webhooks,
  ...api,
  ...console,
} as const

export type FunctionName = keyof typeof settings
export type Settings<Name extends FunctionName> = z.infer<(typeof settings)[Name]>
