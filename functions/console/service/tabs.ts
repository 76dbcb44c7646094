import type { Html } from '../../web/html.ts'
import { tabs } from '../frame/tabs.page.ts'
import { consolePath } from '../settings.ts'
import type { Visit } from '../visit.ts'

export const servicePath = `${consolePath}/service`
export const keysPath = `${servicePath}/keys`
export const webhooksPath = `${servicePath}/webhooks`
export const auditPath = `${servicePath}/audit`

/** The pages about the service; for who is no owner there is one. */
export const serviceTabs = ({ words, who }: Visit, current: string): Html | false =>
  who.role === 'owner' &&
  tabs(
    words.service.title,
    [
      { path: servicePath, name: words.service.title },
      { path: keysPath, name: words.service.keys },
      { path: webhooksPath, name: words.webhooks.title },
      { path: auditPath, name: words.service.audit },
    ],
    current,
  )
