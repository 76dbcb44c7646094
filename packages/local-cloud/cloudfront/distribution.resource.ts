import { type Declared, idOf, type Kinds, nameOf } from '../template/resource-kind.ts'
import { edgeFunctionFault } from './edge-function.ts'

/** CloudFront's policies and access controls have long ids. Only the distribution reads them. */
const policy = {
  identify: (it: Declared) => {
    const id = idOf(it, 10)
    return { physicalId: id, attributes: { Id: id } }
  },
}

export const distributions: Kinds = {
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
    fault: ({ properties }) => edgeFunctionFault(properties),
  },
}
