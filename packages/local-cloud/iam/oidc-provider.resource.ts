import type { Kinds } from '../template/resource-kind.ts'

/** An identity provider outside AWS; `sts/sts.ts` verifies its tokens. */
export const oidcProviders: Kinds = {
  'AWS::IAM::OIDCProvider': {
    identify: (it) => {
      const name = String(it.property('Url')).replace(/^https:\/\/|\/$/g, '')
      const arn = `arn:aws:iam::${it.stack.account}:oidc-provider/${name}`
      return { physicalId: arn, attributes: { Arn: arn } }
    },
  },
}
