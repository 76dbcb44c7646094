import { arnOf, idOf, type Kinds, nameOf } from '../template/resource-kind.ts'

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
      return {
        physicalId: id,
        attributes: { ClientId: id, Name: String(it.property('ClientName') ?? it.logicalId) },
      }
    },
  },
  'AWS::Cognito::UserPoolDomain': {
    identify: (it) => ({ physicalId: String(it.property('Domain')), attributes: {} }),
  },
  'AWS::Cognito::UserPoolGroup': {
    identify: (it) => ({ physicalId: nameOf(it, 'GroupName'), attributes: {} }),
  },
}
