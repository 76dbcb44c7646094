import type { Html } from '../../web/html.ts'
import { tabs } from '../frame/tabs.page.ts'
import { consolePath } from '../settings.ts'
import type { Visit } from '../visit.ts'

export const servicePath = `${consolePath}/service`
export const senderPath = `${servicePath}/sender`
export const keysPath = `${servicePath}/keys`
export const webhooksPath = `${servicePath}/webhooks`
export const auditPath = `${servicePath}/audit`

/** The pages about the service, of which some are for owners. */
export const serviceTabs = ({ words, who }: Visit, current: string, isBelow = false): Html => {
  const texts = words.service
  const all = [
    { path: servicePath, name: texts.health },
    { path: senderPath, name: words.sender.title },
    ...(who.role === 'owner'
      ? [
          { path: keysPath, name: texts.keys },
          { path: webhooksPath, name: words.webhooks.title },
          { path: auditPath, name: texts.audit },
        ]
      : []),
  ]
  return tabs(texts.title, all, current, isBelow)
}
