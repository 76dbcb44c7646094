import { arnOf, type Declared, idOf, type Kinds, nameIn, nameOf } from '../template/resource-kind.ts'

const idAs = (...names: string[]) => ({
  identify: (it: Declared) => {
    const id = idOf(it, 10)
    return { physicalId: id, attributes: Object.fromEntries(names.map((name) => [name, id])) }
  },
})

/** CloudFront's policies and access controls have long ids. Only the distribution reads them. */
const policy = idAs('Id')

export const web: Kinds = {
  'AWS::ApiGatewayV2::Api': {
    identify: (it) => {
      const id = idOf(it, 10)
      const ApiEndpoint = `https://${id}.execute-api.${it.stack.region}.amazonaws.com`
      return { physicalId: id, attributes: { ApiId: id, ApiEndpoint } }
    },
    deploy: async (resource) => {
      if (resource.properties.ProtocolType === 'HTTP') return
      throw new Error(`${nameIn(resource)}: only HTTP APIs are known here.`)
    },
  },
  'AWS::ApiGatewayV2::Stage': {
    identify: (it) => ({ physicalId: String(it.property('StageName')), attributes: {} }),
  },
  'AWS::ApiGatewayV2::Route': idAs('RouteId'),
  'AWS::ApiGatewayV2::Integration': idAs('IntegrationId'),
  'AWS::ApiGatewayV2::Authorizer': idAs('AuthorizerId'),
  'AWS::CloudFront::Distribution': {
    identify: (it) => {
      const id = `E${idOf(it, 13).toUpperCase()}`
      const Arn = `arn:aws:cloudfront::${it.stack.account}:distribution/${id}`
      return { physicalId: id, attributes: { Id: id, DomainName: `d${idOf(it, 13)}.cloudfront.net`, Arn } }
    },
  },
  'AWS::CloudFront::OriginAccessControl': policy,
  'AWS::CloudFront::ResponseHeadersPolicy': policy,
  'AWS::CloudFront::CachePolicy': policy,
  'AWS::CloudFront::OriginRequestPolicy': policy,
  'AWS::CloudFront::Function': {
    identify: (it) => {
      const arn = `arn:aws:cloudfront::${it.stack.account}:function/${nameOf(it, 'Name')}`
      return { physicalId: arn, attributes: { Arn: arn, FunctionARN: arn, Stage: 'LIVE' } }
    },
  },
}

export const timing: Kinds = {
  'AWS::Events::Rule': {
    identify: (it) => {
      const name = nameOf(it, 'Name')
      const bus = it.property('EventBusName')
      const Arn = arnOf(it, 'events', bus && bus !== 'default' ? `rule/${bus}/${name}` : `rule/${name}`)
      return { physicalId: name, attributes: { Arn } }
    },
  },
  'AWS::Scheduler::Schedule': {
    identify: (it) => {
      const name = nameOf(it, 'Name')
      return {
        physicalId: name,
        attributes: { Arn: arnOf(it, 'scheduler', `schedule/${groupOf(it)}/${name}`) },
      }
    },
  },
  'AWS::Scheduler::ScheduleGroup': {
    identify: (it) => {
      const name = nameOf(it, 'Name')
      return { physicalId: name, attributes: { Arn: arnOf(it, 'scheduler', `schedule-group/${name}`) } }
    },
  },
}

const groupOf = (it: Declared) => String(it.property('GroupName') ?? 'default')
