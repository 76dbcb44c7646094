import { arn, type Identify, type Need } from '../gateway/call-permissions.ts'
import { jsonOf, targetOf } from '../gateway/parse-request.ts'

type Entry = { EventBusName?: string }

/** EventBridge's PutEvents. The resources are the event buses. */
export const identifyEvents: Identify = (request, scope) => {
  const action = targetOf(request)
  if (!action) return undefined
  const { Entries } = jsonOf(request)
  const buses = new Set(
    (Array.isArray(Entries) ? Entries : []).map((entry: Entry) => entry.EventBusName ?? 'default'),
  )
  const needs: Need[] = [...buses].map((bus) => ({
    action: `events:${action}`,
    resource: bus.startsWith('arn:') ? bus : arn('events', scope, `event-bus/${bus}`),
  }))
  return { action, needs: needs.length ? needs : [{ action: `events:${action}`, resource: '*' }] }
}
