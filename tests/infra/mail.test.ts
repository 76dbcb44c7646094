import { expect, test } from 'vitest'
import { idIn, synthesise } from './synthesised.ts'

const { resources, template, ofType } = synthesise()

test('mail is signed, by TLS only, and stops for addresses that bounced or complained', () => {
  expect(resources.MailIdentity!.Properties).toMatchObject({
    EmailIdentity: 'news.matrix.example.org',
    MailFromAttributes: { MailFromDomain: 'bounce.news.matrix.example.org' },
    FeedbackAttributes: { EmailForwardingEnabled: false },
  })
  expect(resources.MailConfigurationSet!.Properties).toMatchObject({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  })
})

test('every event that tells what became of a mail reaches the queue, in its envelope', () => {
  expect(resources.FeedbackDestination!.Properties.EventDestination).toMatchObject({
    Enabled: true,
    MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject', 'renderingFailure', 'deliveryDelay'],
    SnsDestination: { TopicARN: { Ref: 'FeedbackMailEvents' } },
  })
  const queued = ofType('AWS::SNS::Subscription').filter(
    ([, { Properties }]) => Properties.Protocol === 'sqs',
  )
  expect(queued).toHaveLength(1)
  const { Endpoint, TopicArn, RawMessageDelivery } = queued[0]![1].Properties
  expect([idIn(TopicArn), idIn(Endpoint)]).toEqual(['FeedbackMailEvents', 'FeedbackWorkQueue'])
  expect(RawMessageDelivery).not.toBe(true)
})

test('opens and clicks are asked for only where the publication says so, and of digests alone', () => {
  const eventsOf = (it: typeof resources, id: string) =>
    it[id]!.Properties.EventDestination.MatchingEventTypes as string[]
  for (const [id, { Properties }] of ofType('AWS::SES::ConfigurationSetEventDestination'))
    expect([id, Properties.EventDestination.MatchingEventTypes]).not.toContain('open')
  expect(ofType('AWS::SES::ConfigurationSet')).toHaveLength(1)
  const tracked = synthesise({ tracking: { opens: true, clicks: false } })
  const forms = eventsOf(tracked.resources, 'FeedbackDestination')
  expect(eventsOf(tracked.resources, 'FeedbackDigestDestination')).toEqual([...forms, 'open'])
  expect(forms).not.toContain('open')
  const setOf = (id: string) =>
    idIn(tracked.resources[id]!.Properties.Environment.Variables.CONFIGURATION_SET)
  expect(setOf('SendingDeliverFunction')).toBe('MailDigestConfigurationSet')
  expect(setOf('SubscriptionsSubscribeFunction')).toBe('MailConfigurationSet')
})

test('the outputs say what to enter at the name server', () => {
  const { Outputs } = template.toJSON()
  const value = (name: string) => JSON.stringify(Outputs[name].Value)
  for (const name of ['DnsDkim1', 'DnsDkim2', 'DnsDkim3']) expect(value(name)).toContain(' CNAME ')
  expect(value('DnsMailFromMx')).toContain('bounce.news.matrix.example.org MX 10 feedback-smtp.')
  expect(value('DnsMailFromSpf')).toContain('v=spf1 include:amazonses.com ~all')
  expect(value('DnsDmarc')).toContain('_dmarc.news.matrix.example.org TXT')
})
