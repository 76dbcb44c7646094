import { type CfnElement, CfnOutput, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import { AdminApi } from './admin-api.ts'
import { Alerts } from './alert-admin.ts'
import { deliverWebhooks } from './deliver-webhooks.ts'
import { Editions } from './editions.ts'
import { Feedback } from './feedback.ts'
import { GithubPublishing } from './github-publishing.ts'
import { Imports } from './imports.ts'
import { Mail } from './mail.ts'
import type { CodeOf } from './newsletter-function.ts'
import { PageViews } from './page-views.ts'
import { Privacy } from './privacy.ts'
import { reserveConcurrency } from './reserve-concurrency.ts'
import { Schedules } from './schedules.ts'
import { Sending } from './sending.ts'
import { timeouts } from './sending-timeouts.ts'
import { Site } from './site.ts'
import { Subscriptions } from './subscriptions.ts'
import { WebApi } from './web-api.ts'
import { Webhooks } from './webhooks.ts'

export type NewsletterStackProps = {
  publication: Publication
  codeOf: CodeOf
}

/** One publication's whole service. */
export class NewsletterStack extends Stack {
  constructor(scope: Construct, id: string, props: NewsletterStackProps) {
    super(scope, id, { description: 'Masthead: distributes a magazine by e-mail' })
    const { publication, codeOf } = props
    // A literal instead of a parameter's default, because an existing stack keeps the parameter's first value for ever.
    const siteUrl = publication.site

    new Alerts(this, 'Alerts', publication)
    const mail = new Mail(this, 'Mail', publication)
    const api = new WebApi(this, 'Web')
    const schedules = new Schedules(this, 'Schedules', publication, timeouts.schedule)
    const feedback = new Feedback(this, 'Feedback')
    const webhooks = new Webhooks(this, 'Webhooks')
    const subscriptions = new Subscriptions(this, 'Subscriptions', {
      codeOf,
      siteUrl,
      timeZone: publication.timeZone,
      mail,
      api,
      schedules,
      feedbackQueue: feedback.work.queue,
      webhooks,
    })
    const imports = new Imports(this, 'Imports', { codeOf, siteUrl, mail, subscriptions })
    const site = new Site(this, 'Site', { publication, api, uploads: imports.uploads })
    const editions = new Editions(this, 'Editions', { codeOf, siteUrl, site, schedules, webhooks })
    const views = new PageViews(this, 'Views', { publication, codeOf, site })
    const sending = new Sending(this, 'Sending', {
      publication,
      codeOf,
      siteUrl,
      mail,
      subscriptions,
      editions,
      schedules,
      webhooks,
    })
    deliverWebhooks(webhooks, { codeOf, siteUrl, subscriptions, sending, editions, schedules })
    feedback.record({ publication, codeOf, mail, subscriptions, editions, sending, api, webhooks })
    new Privacy(this, 'Privacy', { codeOf, siteUrl, api, subscriptions, imports, sending, webhooks })
    new AdminApi(this, 'Admin', {
      publication,
      codeOf,
      siteUrl,
      mail,
      api,
      subscriptions,
      imports,
      editions,
      sending,
      schedules,
      feedback,
      views,
      webhooks,
    })

    if (publication.publishing) new GithubPublishing(this, 'Github', publication.publishing, editions)

    reserveConcurrency(this, publication)
    new CfnOutput(this, 'ContentBucket', { value: editions.content.bucketName })
    new CfnOutput(this, 'LinkSecretArn', { value: subscriptions.linkSecret.secretArn })
    new CfnOutput(this, 'ConfigurationSet', { value: mail.configurationSet.configurationSetName })
  }

  /** Plain logical ids, because people read them in consoles and logs. Two equal ones fail the synthesis. */
  protected override allocateLogicalId(element: CfnElement): string {
    const path = element.node.path.split('/').slice(1)
    return path
      .filter((part) => part !== 'Resource' && part !== 'Default')
      .join('')
      .replace(/[^A-Za-z0-9]/g, '')
  }
}
