import type { Cloud } from '#local-cloud'
import { GB, type Quantities } from '#local-cloud/bill/usage'
import { assumed } from './assumptions.ts'

/** How many resources of the template AWS bills by the month, and how many queues Lambda polls. */
export type Standing = Record<'alarms' | 'secrets' | 'mappings' | 'userPools', number>

/** Bytes stored for each reader, each message of a send, and each issue: rows in tables, files in buckets. */
export type Stored = { reader: number; message: number; issue: { rows: number; files: number } }

export const minutesAYear = 365 * 24 * 60
const months = 12

export const standingIn = ({ resources }: Cloud): Standing => {
  const count = (type: string) => [...resources.values()].filter((it) => it.type === type).length
  return {
    alarms: count('AWS::CloudWatch::Alarm'),
    secrets: count('AWS::SecretsManager::Secret'),
    mappings: count('AWS::Lambda::EventSourceMapping'),
    userPools: count('AWS::Cognito::UserPool'),
  }
}

/** What a year costs whether or not anything is sent, by item. */
export const standingCosts = (
  { template, stored }: { template: Standing; stored: Stored },
  { subscribers, issues }: { subscribers: number; issues: number },
): Record<string, Quantities> => {
  const rows = subscribers * (stored.reader + issues * stored.message) + issues * stored.issue.rows
  const tableMonths = (rows / GB) * months
  const pollsAMinute = template.mappings * assumed.polls * (60 / assumed.pollSeconds)
  return {
    tables: { 'dynamodb.storage': tableMonths, 'dynamodb.recovery': tableMonths },
    buckets: { 's3.storage': ((issues * stored.issue.files) / GB) * months },
    alarms: { 'alarms.months': template.alarms * months },
    secrets: { 'secrets.months': template.secrets * months },
    polls: { 'sqs.empty': pollsAMinute * minutesAYear },
    editors: { 'cognito.users': template.userPools && assumed.editors * months },
  }
}
