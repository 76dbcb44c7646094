import { arnOf, type Kinds, nameOf } from '../template/resource-kind.ts'
import type { Resources } from '../types.ts'

export const mail: Kinds = {
  'AWS::SES::EmailIdentity': {
    identify: (it) => {
      const identity = String(it.property('EmailIdentity'))
      const tokens = [1, 2, 3].flatMap((at) => [
        [`DkimDNSTokenName${at}`, `local${at}._domainkey.${identity}`],
        [`DkimDNSTokenValue${at}`, `local${at}.dkim.amazonses.com`],
      ])
      const Arn = arnOf(it, 'ses', `identity/${identity}`)
      return { physicalId: identity, attributes: { Arn, ...Object.fromEntries(tokens) } }
    },
  },
  'AWS::SES::ConfigurationSet': {
    identify: (it) => {
      const name = nameOf(it, 'Name')
      return { physicalId: name, attributes: { Arn: arnOf(it, 'ses', `configuration-set/${name}`) } }
    },
  },
  'AWS::SES::ConfigurationSetEventDestination': {
    identify: (it) => ({ physicalId: it.logicalId, attributes: { Id: it.logicalId } }),
    fault: ({ properties }) => {
      const { EventDestination } = properties as DestinationProperties
      return EventDestination.SnsDestination
        ? undefined
        : 'only SNS is known here as a destination of events.'
    },
  },
}

type DestinationProperties = {
  ConfigurationSetName: string
  EventDestination: {
    Enabled?: boolean
    MatchingEventTypes: string[]
    SnsDestination?: { TopicARN: string }
  }
}

/** Addresses and domains that may send; the template's identities count as verified. */
export const sendingIdentities = (resources: Resources) =>
  resources.ofType('AWS::SES::EmailIdentity').map(({ physicalId }) => physicalId)

/** The configuration sets and their event destinations. */
export const configurationSets = (resources: Resources) => {
  const destinations = resources
    .ofType('AWS::SES::ConfigurationSetEventDestination')
    .map(({ properties }) => properties as DestinationProperties)
    .filter(({ EventDestination }) => EventDestination.Enabled !== false)
  return resources.ofType('AWS::SES::ConfigurationSet').map(({ physicalId: name }) => ({
    name,
    destinations: destinations
      .filter(({ ConfigurationSetName }) => ConfigurationSetName === name)
      .map(({ EventDestination: it }) => ({
        topicArn: it.SnsDestination?.TopicARN ?? '',
        eventTypes: it.MatchingEventTypes,
      })),
  }))
}
