import { createHmac, randomBytes } from 'node:crypto'
import { arnOf, type Declared, idOf, type Kinds, nameOf } from '../template/resource-kind.ts'
import { appClientFault } from './app-client-fault.ts'
import { domainFault } from './domain.ts'

/** New at each start, so that nobody can guess a client's secret (`docs/decisions/0040`). */
const secretKey = randomBytes(32)

const secretOf = ({ stack, logicalId }: Declared) =>
  createHmac('sha256', secretKey).update(`${stack.name}/${logicalId}`).digest('hex').slice(0, 52)

export const userPools: Kinds = {
  'AWS::Cognito::UserPool': {
    identify: (it) => {
      const id = `${it.stack.region}_${idOf(it, 9, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')}`
      const provider = `cognito-idp.${it.stack.region}.amazonaws.com/${id}`
      const attributes = {
        Arn: arnOf(it, 'cognito-idp', `userpool/${id}`),
        ProviderName: provider,
        // On AWS, https and the name above. It is the issuer of the pool's tokens, below which its keys are.
        ProviderURL: `${it.stack.awsUrl}/${id}`,
        UserPoolId: id,
      }
      return { physicalId: id, attributes }
    },
  },
  'AWS::Cognito::UserPoolClient': {
    identify: (it) => {
      const id = idOf(it, 26)
      const secret = it.property('GenerateSecret') === true && { ClientSecret: secretOf(it) }
      const Name = String(it.property('ClientName') ?? it.logicalId)
      return { physicalId: id, attributes: { ClientId: id, Name, ...secret } }
    },
    fault: ({ properties }) => appClientFault(properties),
  },
  'AWS::Cognito::UserPoolDomain': {
    identify: (it) => {
      const distribution = it.property('CustomDomainConfig') && {
        CloudFrontDistribution: `d${idOf(it, 13)}.cloudfront.net`,
      }
      return { physicalId: String(it.property('Domain')), attributes: { ...(distribution || {}) } }
    },
    fault: ({ properties }) => domainFault(properties),
  },
  'AWS::Cognito::ManagedLoginBranding': {
    identify: (it) => {
      const id = idOf(it, 32, '0123456789abcdef')
      return { physicalId: id, attributes: { ManagedLoginBrandingId: id } }
    },
  },
  'AWS::Cognito::UserPoolGroup': {
    identify: (it) => ({ physicalId: nameOf(it, 'GroupName'), attributes: {} }),
  },
}
