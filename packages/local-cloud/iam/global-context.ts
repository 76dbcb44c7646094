import type { Principal } from '../types.ts'
import type { Context } from './conditions.ts'

type Caller = Pick<Principal, 'arn' | 'sourceArn'>

/**
 * Condition keys that every call has
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
export const globalContext = (caller: Caller, region: string, account: string, now: number): Context => ({
  // On AWS the same call would use HTTPS; loopback uses plain HTTP.
  'aws:securetransport': ['true'],
  's3:tlsversion': ['1.3'],
  'aws:viaawsservice': ['false'],
  'aws:requestedregion': [region],
  'aws:currenttime': [new Date(now).toISOString()],
  'aws:epochtime': [String(Math.floor(now / 1000))],
  'aws:resourceaccount': [account],
  's3:resourceaccount': [account],
  ...principalKeys(caller),
  ...sourceKeys(caller, account),
})

const principalKeys = ({ arn }: Caller): Context =>
  arn.startsWith('service:')
    ? { 'aws:principalisawsservice': ['true'], 'aws:principalservicename': [arn.slice('service:'.length)] }
    : {
        'aws:principalisawsservice': ['false'],
        'aws:principalarn': [arn],
        'aws:principaltype': [arn.includes(':user/') ? 'User' : 'AssumedRole'],
        ...(arn.split(':')[4] && { 'aws:principalaccount': [arn.split(':')[4]!] }),
      }

/** Of the resource that a service acts for. An S3 ARN holds no account, and there is only one. */
const sourceKeys = ({ sourceArn }: Caller, account: string): Context =>
  sourceArn ? { 'aws:sourcearn': [sourceArn], 'aws:sourceaccount': [sourceArn.split(':')[4] || account] } : {}
