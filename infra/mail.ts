import { CfnOutput, Stack } from 'aws-cdk-lib'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  Identity,
  MailFromBehaviorOnMxFailure,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { DnsRecord } from '../functions/api/settings.ts'
import type { Publication } from '../functions/publication/publication.ts'
import { allow, type Permission } from './grant.ts'
import { addReputationAlarms } from './reputation-alarms.ts'

/**
 * The right to send in the publication's name. When it breaks, no mail leaves, or it leaves unsigned and lands in spam
 * folders.
 */
export class Mail extends Construct {
  readonly configurationSet: ConfigurationSet
  /** That of sends, where they are tracked: forms' mails never are. */
  readonly digestSet: ConfigurationSet
  readonly identity: EmailIdentity
  private readonly sender: string
  /** What to enter at the domain's name server (SES Developer Guide, "Easy DKIM", "Using a custom MAIL FROM domain"). */
  readonly dnsRecords: readonly DnsRecord[]

  constructor(scope: Construct, id: string, { sender, tracking }: Publication) {
    super(scope, id)
    this.sender = sender.address
    const domain = sender.address.split('@')[1]!
    const mailFromDomain = `bounce.${domain}`
    this.configurationSet = this.newSet('ConfigurationSet')
    this.digestSet =
      tracking.opens || tracking.clicks ? this.newSet('DigestConfigurationSet') : this.configurationSet
    this.identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
      mailFromDomain,
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
      // Events come through the configuration set. Without this, SES would also mail each bounce to the sender.
      feedbackForwarding: false,
    })
    this.dnsRecords = this.recordsOf(domain, mailFromDomain)
    this.tellDns()
    addReputationAlarms(this)
  }

  private newSet(id: string): ConfigurationSet {
    return new ConfigurationSet(this, id, {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    })
  }

  /**
   * Permissions to send as the publication's sender and as nobody else. IAM checks both resources when a call names a
   * configuration set (Service Authorization Reference, Amazon SES).
   */
  sendAsPublication(set = this.configurationSet): Permission[] {
    const configurationSet = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: set.configurationSetName,
    })
    const when = { StringEquals: { 'ses:FromAddress': this.sender } }
    return [this.identity.emailIdentityArn, configurationSet].map((resource) =>
      allow('ses:SendRawEmail', resource, { when }),
    )
  }

  private recordsOf(domain: string, mailFromDomain: string): DnsRecord[] {
    const region = Stack.of(this).region
    return [
      ...this.identity.dkimRecords.map(
        ({ name, value }): DnsRecord => ({ kind: 'dkim', name, type: 'CNAME', value }),
      ),
      {
        kind: 'mail-from',
        name: mailFromDomain,
        type: 'MX',
        value: `10 feedback-smtp.${region}.amazonses.com`,
      },
      { kind: 'spf', name: mailFromDomain, type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
      {
        kind: 'dmarc',
        name: `_dmarc.${domain}`,
        type: 'TXT',
        value: 'v=DMARC1; p=quarantine; adkim=r; aspf=r',
      },
    ]
  }

  private tellDns() {
    const names = ['Dkim1', 'Dkim2', 'Dkim3', 'MailFromMx', 'MailFromSpf', 'Dmarc']
    for (const [index, { name, type, value }] of this.dnsRecords.entries()) {
      const written = type === 'TXT' ? `"${value}"` : value
      new CfnOutput(Stack.of(this), `Dns${names[index]}`, {
        value: `${name} ${type} ${written}`,
        description: 'A record of the domain that mail is sent from',
      })
    }
  }
}
