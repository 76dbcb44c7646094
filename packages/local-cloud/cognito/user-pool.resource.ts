import { arnOf, idOf, type Kinds, nameOf } from '../template/resource-kind.ts'

export const roles: Kinds = {
  'AWS::IAM::Role': {
    identify: (it) => {
      const name = nameOf(it, 'RoleName')
      const path = String(it.property('Path') ?? '/')
      const arn = `arn:aws:iam::${it.stack.account}:role${path}${name}`
      return { physicalId: name, attributes: { Arn: arn, RoleId: `AROA${idOf(it, 17).toUpperCase()}` } }
    },
  },
  'AWS::IAM::Policy': { identify: (it) => ({ physicalId: nameOf(it, 'PolicyName'), attributes: {} }) },
  'AWS::IAM::ManagedPolicy': {
    identify: (it) => {
      const name = nameOf(it, 'ManagedPolicyName')
      const arn = `arn:aws:iam::${it.stack.account}:policy${it.property('Path') ?? '/'}${name}`
      return { physicalId: arn, attributes: { PolicyArn: arn } }
    },
  },
}

export const userPools: Kinds = {
  'AWS::Cognito::UserPool': {
    identify: (it) => {
      const id = `${it.stack.region}_${idOf(it, 9, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')}`
      const provider = `cognito-idp.${it.stack.region}.amazonaws.com/${id}`
      const attributes = {
        Arn: arnOf(it, 'cognito-idp', `userpool/${id}`),
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
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
