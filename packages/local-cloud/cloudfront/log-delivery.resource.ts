import { arnOf, idOf, type Kinds, nameOf } from '../template/resource-kind.ts'
import type { Resource } from '../types.ts'
import { logFields } from './log-fields.ts'

/** Says what of a delivery's properties is not known here. */
const faultOf = ({ properties }: Resource, known: Record<string, readonly unknown[]>): string | undefined => {
  for (const [name, values] of Object.entries(known)) {
    const other = [properties[name] ?? values[0]].flat().find((value) => !values.includes(value))
    if (other !== undefined) return `${name} ${other} is not known here; known: ${values.join(', ')}.`
  }
  return undefined
}

/**
 * CloudFront's standard logging (v2), to S3 as JSON.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export const logDeliveries: Kinds = {
  'AWS::Logs::DeliverySource': {
    identify: (it) => {
      const name = nameOf(it, 'Name', { limit: 60 })
      return { physicalId: name, attributes: { Arn: arnOf(it, 'logs', `delivery-source:${name}`) } }
    },
    fault: (resource) => faultOf(resource, { LogType: ['ACCESS_LOGS'] }),
  },
  'AWS::Logs::DeliveryDestination': {
    identify: (it) => {
      const name = nameOf(it, 'Name', { limit: 60 })
      return { physicalId: name, attributes: { Arn: arnOf(it, 'logs', `delivery-destination:${name}`) } }
    },
    fault: (resource) => faultOf(resource, { OutputFormat: ['json'], DeliveryDestinationType: ['S3'] }),
  },
  'AWS::Logs::Delivery': {
    identify: (it) => {
      const id = idOf(it, 16)
      return { physicalId: id, attributes: { DeliveryId: id, Arn: arnOf(it, 'logs', `delivery:${id}`) } }
    },
    fault: (resource) =>
      faultOf(resource, {
        RecordFields: Object.keys(logFields),
        S3SuffixPath: [''],
        S3EnableHiveCompatiblePath: [false],
      }),
  },
}
